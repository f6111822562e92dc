"""What a site reserves beside its pages: `/.well-known/tdmrep.json`, and content signals in robots.txt or a header."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from config.rules import rules
from pipeline.reservations_page import AGENT
from pipeline.urls import ESCAPED, UNRESERVED
from pipeline.values import Drop

LARGEST = 2**17  # bytes of a tdmrep.json; with it the work of matching is bounded too
MOST_RULES = 1000
LONGEST = 2083  # of a pattern, and of a policy's URL
GROUP = re.compile(r"\s*user-?agent\s*:\s*([^#]{0,200})", re.IGNORECASE)
SIGNAL = re.compile(r"\s*content-signal\s*:\s*([^#]{0,1000})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a tdmrep.json: which paths, whether mining is reserved there, and where the policy stands."""

    location: str
    is_reserved: bool
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """A use that a robots.txt says no to, below a path where it names one."""

    what: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of a host: the rules of its tdmrep.json, and the signals of its robots.txt."""

    rules: tuple[Rule, ...] = ()
    signals: tuple[Signal, ...] = ()


def rules_of(body: bytes, url: str) -> tuple[Rule, ...]:
    """The rules of the tdmrep.json at this URL; Drop where it is none. A rule with a mistake is left out.

    The protocol has any other value than 0 and 1 count as unset; a number in quotes is taken for what is meant.
    """
    if len(body) > LARGEST:
        raise Drop("too-large", f"over {LARGEST} bytes")
    try:
        held = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Drop("bad-encoding", f"no JSON: {str(error)[:200]}") from error
    if not isinstance(held, list):
        raise Drop("bad-encoding", "no list of rules")
    return tuple(rule for each in held[:MOST_RULES] if (rule := rule_of(each, url)) is not None)


def rule_of(held: object, url: str) -> Rule | None:
    """One rule, or None where its location or its value is none."""
    if not isinstance(held, dict):
        return None
    location, policy = held.get("location"), held.get("tdm-policy")
    value = reservation_value(held.get("tdm-reservation"))
    if value is None or not isinstance(location, str) or not 0 < len(location) <= LONGEST:
        return None
    return Rule(location, value, policy_url(policy if isinstance(policy, str) else "", url))


def reservation_value(value: object) -> bool | None:
    """Whether a value of tdm-reservation reserves; None for one that the protocol does not know."""
    if not isinstance(value, int | str):
        return None
    if isinstance(value, bool):
        return None
    return {0: False, 1: True, "0": False, "1": True}.get(value.strip() if isinstance(value, str) else value)


def policy_url(value: str, url: str) -> str:
    """The absolute URL of a policy that a page or file at that URL names; empty where it is none."""
    value = value.strip()
    if not value or len(value) > LONGEST or re.search(r"[\x00-\x20\x7f]", value):
        return ""
    try:
        joined = urljoin(url, value)
        parts = urlsplit(joined)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return joined if is_one and len(joined) <= LONGEST else ""


def rule_for(known: Iterable[Rule], url: str) -> Rule | None:
    """The rule that a URL falls under: the first in sequence whose location matches."""
    path = path_of(url)
    return next((each for each in known if matches(each.location, path)), None)


def matches(pattern: str, path: str) -> bool:
    """True where a path falls under a pattern as robots.txt has them: a beginning, `*` for anything, `$` for the end.

    Without a regular expression: a pattern of many stars would take one for ever.
    """
    ends = pattern.endswith("$")
    first, *others = map(plain, (pattern[:-1] if ends else pattern).split("*"))
    if not path.startswith(first):
        return False
    if not others:
        return not ends or path == first
    place = len(first)
    for each in others[:-1] if ends else others:
        found = path.find(each, place)
        if found < 0:
            return False
        place = found + len(each)
    return not ends or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= place)


def path_of(url: str) -> str:
    """The path and query of a URL, in the form that patterns are held against."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def plain(text: str) -> str:
    """The text in one way of percent-encoding: `*`, `$` and what is not ASCII are encoded."""
    text = ESCAPED.sub(lambda found: _one(found[0]), text)
    return quote(text, safe="/%!&'()+,;=:@~?[]#", errors="replace")


def _one(escaped: str) -> str:
    byte = int(escaped[1:], 16)
    return chr(byte) if byte in UNRESERVED else escaped.upper()


def signals_of(robots: bytes) -> tuple[Signal, ...]:
    """The uses that a robots.txt says no to, to us or to all: by its group for us, else by that for all agents.

    A line before any group is for all. The later of two lines for one path and one use stands.
    """
    said: dict[str, dict[tuple[str, str], bool]] = {"": {}, "*": {}, AGENT: {}}
    agents, naming, has_group = [""], False, False
    for line in robots.decode("utf-8-sig", "ignore").splitlines():
        if named := GROUP.match(line):
            agent = named[1].strip().lower().replace("/", " ").partition(" ")[0]
            agents = [*agents, agent] if naming else [agent]
            naming = True
            has_group = has_group or agent == AGENT
            continue
        naming = naming and not line.partition("#")[0].strip()
        if signal := SIGNAL.match(line):
            for agent in agents:
                if agent in said:
                    said[agent] |= dict(values_of(signal[1]))
    held = said[""] | said[AGENT if has_group else "*"]
    return tuple(Signal(what, path) for (path, what), says_no in held.items() if says_no)[:MOST_RULES]


def values_of(line: str) -> Iterator[tuple[tuple[str, str], bool]]:
    """What a line of signals says: the path and the use, and whether it says no to it."""
    known = rules("reservations")["signals"]
    path, line = "", line.strip()
    if line.startswith(("/", "*")):
        path, _, line = line.partition(" ")
    for piece in line.split(","):
        name, _, value = piece.partition("=")
        what, value = known.get(name.strip().lower()), value.strip().lower()
        if what and value in ("yes", "no"):
            yield (path, what), value == "no"


def signalled(signals: Sequence[Signal], url: str) -> Iterator[str]:
    """The uses that the signals of a robots.txt say no to for this URL."""
    path = path_of(url)
    for each in signals:
        if not each.path or matches(each.path, path):
            yield each.what
