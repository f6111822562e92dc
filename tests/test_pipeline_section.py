"""The section of an article: the first that names one, host before route before page."""

import pytest

from pipeline.claims import Claim
from pipeline.fields import Fields
from pipeline.json_ld import JsonLd
from pipeline.metadata import Metadata
from pipeline.section import section_of
from pipeline.values import Link

HOST, ROUTE, META, JSON = (Claim(layer, layer) for layer in ("host", "route", "meta", "json-ld"))


@pytest.mark.parametrize(
    ("host", "route", "meta", "json", "expected"),
    [
        ("host", "route", "meta", "json-ld", HOST),
        ("", "route", "meta", "json-ld", ROUTE),
        ("", " ", "meta", "json-ld", META),
        ("", "", "", "json-ld", JSON),
        ("", "", "", "", None),
    ],
)
def test_who_names_it(host: str, route: str, meta: str, json: str, expected: Claim[str] | None) -> None:
    metadata = Metadata({"article:section": meta} if meta else {}, json_ld=JsonLd(section=json))
    fields = Fields(Claim("", ""), metadata, None, given={"section": Claim(host, "host")} if host else {})
    assert section_of(fields, Link("https://beihai.example/1", section=route)) == expected
