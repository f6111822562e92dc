"""Column types: aware times, texts that every database takes, names, layers, repairs, reservations."""

import struct
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from pipeline.values import Repair, Reservation

# What SQLite and PostgreSQL both refuse or mangle inside a text: PostgreSQL takes no NUL, UTF-8 no lone surrogate.
UNSTORABLE = {0: None} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware time, kept in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The time in UTC; SQLite keeps no zone, so the zone is taken off there."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone can not be stored: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The stored time, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Text(sa.types.TypeDecorator[str]):
    """A text that every database and every JSON writer takes; no path into the tables goes around it."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """The text without NUL, lone surrogates as U+FFFD."""
        return None if value is None else storable(value)


class Names(sa.types.TypeDecorator[tuple[str, ...]]):
    """A list of names, kept as JSON."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> list[str]:
        """The names as a list."""
        return [storable(name) for name in value or ()]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[str, ...]:
        """The names as a tuple."""
        return tuple(value or ())


class Layers(sa.types.TypeDecorator[tuple[tuple[str, str], ...]]):
    """Which layer gave each field, kept as a JSON object; null where nobody said, as of articles of older schemas."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Sequence[tuple[str, str]] | None, dialect: sa.Dialect) -> dict[str, str] | None:
        """The pairs as an object."""
        return {storable(field): storable(layer) for field, layer in value} if value else None

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[tuple[str, str], ...]:
        """The pairs in their order."""
        return tuple((value or {}).items())


class Repairs(sa.types.TypeDecorator[tuple[Repair, ...]]):
    """What was repaired in a text, kept as a JSON array of objects; null where nothing was."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Sequence[Repair] | None, dialect: sa.Dialect) -> list[dict[str, Any]] | None:
        """The repairs as objects."""
        return [storable_object(asdict(each)) for each in value] if value else None

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Repair, ...]:
        """The repairs in their order."""
        return tuple(Repair(**each) for each in value or ())


class Reservations(sa.types.TypeDecorator[tuple[Reservation, ...]]):
    """What a page reserves, kept as a JSON array of objects; null where nobody looked, as of articles before 0009."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(
        self, value: Sequence[Reservation] | None, dialect: sa.Dialect
    ) -> list[dict[str, Any]] | None:
        """The reservations as objects."""
        return None if value is None else [storable_object(asdict(each)) for each in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[Reservation, ...] | None:
        """The reservations in their order."""
        return None if value is None else tuple(Reservation(**each) for each in value)


class Hashes(sa.types.TypeDecorator[tuple[int, ...]]):
    """Signed numbers of 64 bits, kept as bytes: a third of the room that JSON takes."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: sa.Dialect) -> bytes:
        """The numbers, eight bytes each."""
        return struct.pack(f">{len(value)}q", *value) if value else b""

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> tuple[int, ...]:
        """The numbers in their order."""
        return struct.unpack(f">{len(value) // 8}q", value) if value else ()


def storable_object(value: dict[str, Any]) -> dict[str, Any]:
    """The object with its texts as both databases take them."""
    return {key: storable(each) if isinstance(each, str) else each for key, each in value.items()}


def storable(value: str) -> str:
    """The text as both databases take it.

    Encoding finds a lone surrogate thirty times faster than translating does, and nearly no text has one.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.translate(UNSTORABLE)
    return value.replace("\0", "")
