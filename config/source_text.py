"""A source's file as text: keys in their order, each with what is known of its value in a comment beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

Scalar = str | int | float | bool
Value = Scalar | Sequence[Scalar] | Sequence[Mapping[str, str]]
LONGEST_COMMENT = 300
UNFIT = re.compile("[^\\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a file with its value, and the comment that stands behind it or, for a list, above it."""

    key: str
    value: Value
    comment: str = ""


def source_text(head: Sequence[str], entries: Sequence[Entry], tail: Sequence[str] = ()) -> str:
    """The text of a file: comments at its head, the entries, comments at its end."""
    lines = [_comment(line) for line in head]
    for entry in entries:
        lines += _lines(entry)
    lines += [_comment(line) for line in tail]
    return "\n".join(lines) + "\n"


def _lines(entry: Entry) -> list[str]:
    value = entry.value
    if isinstance(value, str | int | float | bool):
        beside = f"  {_comment(entry.comment)}" if entry.comment else ""
        return [f"{entry.key}: {_scalar(value)}{beside}"]
    lines = [_comment(entry.comment)] if entry.comment else []
    lines.append(f"{entry.key}:")
    for one in value:
        if isinstance(one, Mapping):
            pairs = [f"{name}: {_scalar(each)}" for name, each in one.items() if each]
            lines += [f"  {'- ' if at == 0 else '  '}{pair}" for at, pair in enumerate(pairs)]
        else:
            lines.append(f"  - {_scalar(one)}")
    return lines


def _comment(text: str) -> str:
    plain = " ".join(UNFIT.sub(" ", text).split())[:LONGEST_COMMENT]
    return f"# {plain}".rstrip()


def _scalar(value: Scalar) -> str:
    """A value as YAML reads it back, in quotes where it needs them; no reference, no tag, no second line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}"
    written = yaml.safe_dump(UNFIT.sub(" ", value), allow_unicode=True, width=10**6, default_flow_style=True)
    return written.removesuffix("...\n").strip()
