"""What a layer of evidence says of a field."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True, slots=True)
class Claim(Generic[Value]):
    """A value, and which of the LAYERS gave it."""

    value: Value
    layer: str


# What a source's own rules or those of a host gave, as it is printed, by the name of the field of Article that it
# belongs to (title, dek, byline, editor, credit, section, published_at, updated_at, image, account, original …).
# Several names stand on a line each. It wins over whatever else a page says of that field.
Given = Mapping[str, Claim[str]]
NOTHING: Given = MappingProxyType({})
