"""The shape of an address: what those of one kind of page have in common, without what tells one from another."""

import re
from dataclasses import dataclass

from pipeline.scouting_addresses import DAY_IN, kept_by, key_of
from pipeline.urls import site_of

EXTENSION = re.compile(r"\.([A-Za-z]{2,5})$")
DIGITS = re.compile(r"[0-9]+")
LONGEST = 500
LONGEST_PREFIX = 6  # letters before a number, as in c1001-77001 and t0077
MOST_FORMS = 4  # of addresses in one pattern
FIXED = re.compile(r"[a-z]{2}|\[0-9\]", re.IGNORECASE)  # what a pattern needs to say anything
MOST_WORDS = 2  # of a name; a headline has more
DAY = "\x01"
SEPARATORS = re.compile(r"[-_]+")


@dataclass(frozen=True, slots=True, order=True)
class Shape:
    """What an address is made of (`form`), and the words that stand in it as they are: host below the site, steps."""

    form: str
    words: tuple[str, ...] = ()

    @property
    def is_dated(self) -> bool:
        """True where a day stands in the address."""
        return "day" in self.form

    @property
    def is_query(self) -> bool:
        """True where the query alone tells one page from another."""
        return "?" in self.form and not any(mark in self.form for mark in ("day", "0", "slug", "mixed"))


def shape_of(key: str) -> Shape:
    """The shape of an address without its scheme, as `key_of` gives it."""
    address, _, query = key[:LONGEST].partition("?")
    host, _, path = address.partition("/")
    path = DAY_IN.sub(DAY, path)
    *before, last = path.split("/")
    kinds: list[str] = []
    words = [below] if (below := _below(host)) else []
    for step in before:
        kind = _kind(step)
        if kind == "word":
            words.append(DIGITS.sub("0", step.lower()))
        else:
            kinds.append(kind)
    ending = EXTENSION.search(last)
    stem = last[: ending.start()] if ending else last
    kinds.append(_kind(stem) + (f".{ending[1].lower()}" if ending else ""))
    names = sorted(part.partition("=")[0] for part in query.split("&") if part)
    if names and kinds[-1].startswith("word"):
        words.append(stem.lower())  # the script that is asked, and no name of an article
    return Shape("/".join(kinds) + ("?" + "&".join(names) if names else ""), tuple(words))


def parted_by(articles: tuple[str, ...], others: tuple[str, ...]) -> str:
    """A pattern that is in all addresses of articles and in no other: a simple one, else the shapes of the articles.

    Empty where neither parts them.
    """
    if simple := kept_by(articles, others):
        return simple
    forms = dict.fromkeys(_pattern(key) for url in articles if (key := key_of(url)))
    if not forms or len(forms) > MOST_FORMS or any(not FIXED.search(form) for form in forms):
        return ""
    pattern = "|".join(forms)
    form = re.compile(pattern)
    is_whole = all(form.search(url) for url in articles) and not any(form.search(url) for url in others)
    return pattern if is_whole else ""


def _pattern(key: str) -> str:
    """The path of an address with classes in place of figures; of headlines their hyphens alone are kept."""
    address, _, query = key[:LONGEST].partition("?")
    steps = address.split("/")[1:]
    parts = []
    for step in steps:
        ending = EXTENSION.search(step)
        stem = step[: ending.start()] if ending and step is steps[-1] else step
        tail = re.escape(step[len(stem) :])
        is_last = step is steps[-1] and not query
        if _kind(stem) in ("slug", "mixed", "name") or (is_last and _kind(stem) == "word"):
            parts.append(r"[^/?]+" + tail)
        else:
            parts.append(DIGITS.sub("[0-9]+", re.escape(stem)) + tail)
    asked = "".join(
        f"[?&]{re.escape(part.partition('=')[0])}=" for part in sorted(query.split("&")) if part.partition("=")[2]
    )
    return "/" + "/".join(parts) + asked


def _below(host: str) -> str:
    try:
        own = site_of(f"https://{host}/")
    except ValueError:
        return ""
    return host.removesuffix(own).strip(".").removeprefix("www")


def _kind(step: str) -> str:
    """What a step of a path is: a day, a number, a headline, a name of few words, a word, or letters amid figures."""
    if "%" in step and len(step) > 20:
        return "slug"  # a headline in Chinese
    tokens = [token for token in SEPARATORS.split(step.replace(DAY, "-\x01-")) if token]
    days = "day" if DAY in tokens else ""
    tokens = [token for token in tokens if token != DAY]
    letters = [token for token in tokens if token.isalpha() and len(token) > 1]
    if len(letters) > MOST_WORDS:
        return "slug"
    if not tokens:
        return days or "word"
    if all(token.isdigit() for token in tokens):
        return days + "0"
    bare = DIGITS.sub("0", "".join(tokens))
    if "0" not in bare:
        return days + ("name" if len(tokens) > 1 else "word")
    if len(bare) <= LONGEST_PREFIX + 2 and not re.search(r"0[a-z]+0", bare, re.IGNORECASE):
        return days + ("word" if len(step) <= 3 else bare.strip("0") + "0")
    return days + ("name" if letters and all(token.isalnum() for token in tokens) and len(letters) > 1 else "mixed")
