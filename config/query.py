"""A Boolean query over marks, as a topic's file writes it: `(ai >= 3 or talent) and us+cn >= 2`."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from config.errors import nearest

TOKEN = re.compile(
    r"\s*(?:(?P<mark>[a-z][a-z0-9-]*)|(?P<number>[0-9]{1,6}(?:\.[0-9]{1,6})?)|(?P<sign>>=|[()+])|(?P<odd>\S))"
)
WORDS = ("and", "or", "not")
DEEPEST = 20  # the parser calls itself
MOST_TOKENS = 500


@dataclass(frozen=True, slots=True)
class Atom:
    """True where sentences that carry all these marks weigh at least so much together."""

    marks: frozenset[str]
    least: float

    def __str__(self) -> str:
        return f"{'+'.join(sorted(self.marks))} >= {self.least:g}"


@dataclass(frozen=True, slots=True)
class All:
    """True where all parts are."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True where one of the parts is."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where its part is not."""

    part: "Query"


Query = Atom | All | Any | Not


class QueryError(ValueError):
    """What is wrong in a query, and the nearest right word."""

    def __init__(self, message: str, right: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.right = right


def parse_query(text: str, marks: Collection[str]) -> Query:
    """The query a text writes; QueryError where it is none or has a mark that is not among these.

    `and` binds closer than `or`, `not` closer than both; an atom without a number asks for at least 1.
    """
    tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in TOKEN.finditer(text)]
    if len(tokens) > MOST_TOKENS:
        raise QueryError(f"has more than {MOST_TOKENS} words and signs")
    parser = _Parser(tokens, marks)
    query = parser.either(0)
    if parser.at < len(tokens):
        raise QueryError(f"{parser.shown()} stands where `and`, `or` or the end was expected")
    return query


class _Parser:
    """The tokens, and how far they are read."""

    def __init__(self, tokens: list[tuple[str, str]], marks: Collection[str]) -> None:
        self.tokens = tokens
        self.marks = marks
        self.at = 0

    def either(self, depth: int) -> Query:
        parts = [self.both(depth)]
        while self.takes("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def both(self, depth: int) -> Query:
        parts = [self.one(depth)]
        while self.takes("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self, depth: int) -> Query:
        if depth > DEEPEST:
            raise QueryError("is nested too deeply")
        if self.takes("not"):
            return Not(self.one(depth + 1))
        if not self.takes("("):
            return self.atom()
        inner = self.either(depth + 1)
        if not self.takes(")"):
            raise QueryError(f"{self.shown()} stands where `)` was expected")
        return inner

    def atom(self) -> Atom:
        marks = {self.mark()}
        while self.takes("+"):
            marks.add(self.mark())
        return Atom(frozenset(marks), self.number() if self.takes(">=") else 1.0)

    def mark(self) -> str:
        kind, word = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind != "mark" or word in WORDS:
            raise QueryError(f"{self.shown()} stands where a mark was expected")
        if word not in self.marks:
            raise QueryError(f"there is no mark {word[:60]!r}", nearest(word, self.marks))
        self.at += 1
        return word

    def number(self) -> float:
        kind, word = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if kind != "number":
            raise QueryError(f"{self.shown()} stands where a number was expected")
        self.at += 1
        return float(word)

    def takes(self, word: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][1] == word:
            self.at += 1
            return True
        return False

    def shown(self) -> str:
        return repr(self.tokens[self.at][1][:60]) if self.at < len(self.tokens) else "the end"
