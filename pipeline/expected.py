"""What a person expects of a page, field by field: as a file says it, as it is typed, and held against a reading."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.compare import zone_printed
from pipeline.language import HAN
from pipeline.values import Article

TEXTS = ("title", "dek", "credit", "account", "dateline", "section")
NAMES = ("byline", "editor")
NUMBERS = ("paragraphs", "characters")
# In the order in which they are asked. Those of the second line only where something was read.
FIELDS = ("title", "byline", "published", "credit", "editor", "dek", "account", "dateline", "section", "first", "last",
          *NUMBERS)  # fmt: skip
ONLY_IF_READ = ("editor", "dek", "account", "dateline", "section")
WORDS = {
    "first": "the text's first words",
    "last": "the text's last words",
    "paragraphs": "paragraphs of the text",
    "characters": "characters of the text, without blanks",
}
FEW_HAN, FEW_WORDS = 12, 6
PARTED = str.maketrans({"、": ",", "，": ",", ";": ",", "；": ","})

Value = str | int | list[str]


def reading_of(article: Article | None) -> dict[str, Value]:
    """What was read of each field, as a file of expectations says it; of no article nothing."""
    text = article.text if article else ""
    told: dict[str, Value] = {name: str(getattr(article, name, "") or "") for name in TEXTS}
    told |= {name: list(getattr(article, name, ())) for name in NAMES}
    return told | {
        "published": published_text(article) if article else "",
        "first": first_of(text),
        "last": last_of(text),
        "paragraphs": len(text.split("\n")) if text else 0,
        "characters": len("".join(text.split())),
    }


def published_text(article: Article) -> str:
    """The time of an article as precisely as its page printed it, in the zone that it printed; empty for none."""
    at, precision = article.published_at, article.published_precision
    if at is None:
        return ""
    local = at.astimezone(zone_printed("day", article.published_zone) or UTC)
    if precision in ("month", "day"):
        return f"{local:%Y-%m}" if precision == "month" else f"{local:%Y-%m-%d}"
    return local.isoformat(timespec="minutes" if precision == "minute" else "seconds")


def first_of(text: str) -> str:
    """The first words of a text."""
    line = text.partition("\n")[0]
    return line[:FEW_HAN] if HAN.search(line) else " ".join(line.split(" ")[:FEW_WORDS])


def last_of(text: str) -> str:
    """The last words of a text."""
    line = text.rpartition("\n")[2]
    return line[-FEW_HAN:] if HAN.search(line) else " ".join(line.split(" ")[-FEW_WORDS:])


def typed(field: str, answer: str) -> Value:
    """What a person typed as the value of a field; raises ValueError with what it should be."""
    plain = "" if answer == "-" else answer.strip()
    if field in NAMES:
        return [name.strip() for name in plain.translate(PARTED).split(",") if name.strip()]
    if field in NUMBERS:
        if not (plain.isascii() and plain.isdigit() and len(plain) < 9):
            raise ValueError("a whole number")
        return int(plain)
    if field == "published" and plain and moment_of(plain, "UTC") is None:
        raise ValueError("a time as 2026-10-12T09:30+08:00, or a day as 2026-10-12")
    return plain


def unlike(expected: Mapping[str, Any], article: Article | None, zone: str) -> dict[str, Value]:
    """What was read in the place of what is expected, by field; empty where all is as expected."""
    read = reading_of(article)
    return {name: read[name] for name, value in expected.items() if not is_like(name, value, read[name], article, zone)}


def is_like(field: str, expected: Any, read: Value, article: Article | None, zone: str) -> bool:
    """True where a field was read as expected."""
    text = article.text if article else ""
    if field == "first":
        return text.startswith(expected) if expected else not text
    if field == "last":
        return text.endswith(expected) if expected else not text
    if field == "published" and expected and len(expected) > len("2026-10-12") and article and article.published_at:
        return moment_of(expected, zone) == article.published_at
    return bool(expected == read)


def moment_of(text: str, zone: str) -> datetime | None:
    """The time that a text says, in a zone where it has none; None where it is no time."""
    if len(text) == len("2026-10"):
        text += "-01"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
