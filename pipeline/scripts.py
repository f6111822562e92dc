"""The bytes of a page without its scripts, styles and drawings, which are half of an English one."""

import re

# A byte of `<` is that character alone, but in UTF-16, where nothing of this is found, and two encodings of seven bits.
SCRIPT = re.compile(rb"<(script|style)\b([^>]{0,2000})>", re.IGNORECASE)
ENDS = {kind: re.compile(rb"</" + kind, re.IGNORECASE) for kind in (b"script", b"style")}
# Up to its end, and over no box: where it is never closed, or stands in an attribute, all that follows is the page.
DRAWING = re.compile(
    rb"<svg\b[^<]*+(?>(?:<(?!/?svg\b|/?(?:body|html|div|p|h[1-6]|ul|li|td|section|article|script)\b)[^<]*+)*)</svg\s*>"
)


def without_scripts(body: bytes) -> bytes:
    """A page without its scripts, but for JSON-LD, and its styles; what is never closed stays. In linear time."""
    return cut_scripts(body)[0]


def cut_scripts(body: bytes) -> tuple[bytes, bool]:
    """The same page, and whether to cut them again would change nothing: no tag was open where one was cut out."""
    kept: list[bytes] = []
    start, endless = 0, set()
    is_settled = True
    while found := SCRIPT.search(body, start):
        kind = found[1].lower()
        end = None if kind in endless else ENDS[kind].search(body, found.end())
        if end is None:
            endless.add(kind)  # none further on either: looked for once, or 30,000 open tags are quadratic
        cut = end is not None and b"ld+json" not in found[2].lower()
        kept.append(body[start : found.start() if cut else found.end()])
        if cut and kept[-1].rfind(b"<") > kept[-1].rfind(b">"):
            is_settled = False
        start = found.end()
        if end is not None:
            if not cut:
                kept.append(body[found.end() : end.start()])
            start = body.find(b">", end.start()) + 1 or len(body)
            if not cut:
                kept.append(b"</" + kind + b">")
    if not start:
        return body, True
    kept.append(body[start:])
    return b"".join(kept), is_settled


def without_drawings(body: bytes) -> bytes:
    """A page without its inline drawings, of which there are ten to a page; one around paragraphs stays."""
    return DRAWING.sub(b"", body) if b"<svg" in body else body
