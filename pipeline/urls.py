"""Our normal form of a URL, the site it belongs to, and how far a page's own canonical is believed.

The scheme is kept as fetched: `http` and `https` of one host may be different sites, and a site that
offers both redirects, so that the URL that answered is already the right one.
"""

import ipaddress
import re
from functools import cache, lru_cache
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from publicsuffixlist import PublicSuffixList

from config.rules import rules

MOST = 2083
PORTS = {"http": 80, "https": 443}
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
CONTROL = re.compile(r"[\x00-\x20\x7f]")
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")
ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
BARE_PERCENT = re.compile(r"%(?![0-9A-F]{2})")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
KEPT_IN_PATH = "/%!$&'()*+,;=:@~"
KEPT_IN_QUERY = KEPT_IN_PATH + "?"
INDEX = re.compile(r"(?:index|default|home)(?:\.[a-z]{2,5})?", re.IGNORECASE)
SCRIPT_FILE = re.compile(r"\.(?:php|aspx?|jsp|do|action|cgi|cfm)$", re.IGNORECASE)


def normalise(url: str) -> str:
    """The canonical form of an http(s) URL; ValueError for what is none.

    Lower-case scheme and host, IDNA, no default port, no fragment, no dot segments, percent-encoding in one
    way, tracking parameters of rules/tracking.yml cut, all other parameters kept in their order.
    """
    if len(url) > MOST:
        raise ValueError("URL too long")
    url = url.strip(" \t\r\n\f")
    if CONTROL_CHARACTER.search(url):
        raise ValueError("control character in URL")
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise ValueError("not http or https")
    if any(character in parts.netloc for character in "@\\%"):
        raise ValueError("user, zone or escape in the host")
    host, port = _host(parts.hostname or ""), parts.port
    if port == 0 or (parts.netloc.endswith(":") and not parts.netloc.strip(":")):
        raise ValueError("no such port")
    netloc = host if port is None or port == PORTS[scheme] else f"{host}:{port}"
    path = _without_dots(_escape(parts.path, KEPT_IN_PATH)) or "/"
    query = _query(_escape(parts.query, KEPT_IN_QUERY))
    normal = f"{scheme}://{netloc}{path}{'?' if query else ''}{query}"
    if len(normal) > MOST:
        raise ValueError("URL too long")
    return normal


def host_of(url: str) -> str:
    """host:port of an http(s) URL; the whole of what can not be taken apart."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return url
    return f"{(parts.hostname or '').lower()}:{port}"


def at_host(url: str, path: str) -> str:
    """The URL of a path on the host of another URL, written as there: robots.txt is a host's by its very name."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}{path}"


def site_of(url: str) -> str:
    """The registrable domain of a URL; host:port for an address or a host of one label, which have none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if "." not in host or _is_address(host):
        port = parts.port or PORTS.get(parts.scheme.lower(), 0)
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return _domain(host)


def canonical_url(page_url: str, declared: str) -> tuple[str, str]:
    """The canonical URL of a page, and its rel=canonical where that names another site.

    A declared one is believed on the page's own site alone, and not where it is a home page, a section
    or a script without its parameters: such a canonical stands on every page of a careless site.
    """
    page = normalise(page_url)
    if not declared.strip():
        return page, ""
    try:
        named = normalise(urljoin(page, declared.strip()))
    except ValueError:
        return page, ""
    if site_of(named) != site_of(page):
        return page, named
    return (page if _is_careless(page, named) else named), ""


def _host(name: str) -> str:
    """The host in ASCII; an IPv6 address in its shortest form and brackets."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name).compressed}]"
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError("bad host") from error
    name = name.lower().removesuffix(".")
    if not HOST.fullmatch(name) or ".." in name:
        raise ValueError("bad host")
    return name


def _escape(text: str, keep: str) -> str:
    """Percent-encoding in one way: upper-case digits, unreserved characters as they are, all else encoded."""
    if "%" in text:
        text = BARE_PERCENT.sub("%25", ESCAPED.sub(_one_escape, text))
    return quote(text, safe=keep)


def _one_escape(found: re.Match[str]) -> str:
    byte = unquote_to_bytes(found[0])[0]
    return chr(byte) if byte in UNRESERVED else found[0].upper()


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    pieces = path.split("/")
    for piece in pieces[1:]:
        if piece == "..":
            del kept[-1:]
        elif piece != ".":
            kept.append(piece)
    if pieces[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    return "&".join(piece for piece in query.split("&") if piece and not _is_tracking(piece))


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.partition("=")
    name = name.lower()
    names, prefixes, values = _tracking()
    return name in names or name.startswith(prefixes) or value.lower() in values.get(name, ())


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...], dict[str, frozenset[str]]]:
    held = rules("tracking")
    return (
        frozenset(held["names"]),
        tuple(held["prefixes"]),
        {name: frozenset(values) for name, values in held["values"].items()},
    )


@lru_cache(maxsize=4096)  # a host that is none raises inside: five looks at a page's own took 40 µs
def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    return str(_suffixes().privatesuffix(host) or host)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _is_careless(page: str, named: str) -> bool:
    """True where a canonical of the same site names something wider than the page that declares it."""
    here, there = urlsplit(page), urlsplit(named)
    if page == named:
        return False
    if SCRIPT_FILE.search(here.path) and here.path == there.path and here.query and not there.query:
        return True
    steps = [step for step in there.path.split("/") if step]
    if steps and INDEX.fullmatch(steps[-1]):
        steps.pop()
    if there.query:
        return False
    if not steps:
        return here.path != "/" or bool(here.query)
    deeper = len(steps) < len([step for step in here.path.split("/") if step])
    return deeper and _is_section(steps[-1])


def _is_section(step: str) -> bool:
    """True for the last step of a path that looks like the name of a section and not of an article."""
    return len(step) <= 24 and step.count("-") <= 2 and "." not in step and not re.search(r"\d", step)
