"""Whether a paywall let only the beginning through."""

import pytest

from pipeline.claims import Claim
from pipeline.json_ld import JsonLd
from pipeline.metadata import Metadata
from pipeline.stub import stub_of

PAID = Metadata(json_ld=JsonLd(is_paid=True))
BEGINNING = "The plant in the harbour opened on Monday. " * 3


@pytest.mark.parametrize(
    ("metadata", "text", "page", "given", "expected"),
    [
        (Metadata(), "", "", None, None),
        (Metadata(), BEGINNING, BEGINNING, None, None),
        (PAID, BEGINNING, "", None, Claim(True, "json-ld")),
        (PAID, BEGINNING * 20, "", None, None),
        (Metadata(), BEGINNING, "Subscribe to continue reading", None, Claim(True, "text")),
        (Metadata(), "工厂周一开工。", "本文为付费内容", None, Claim(True, "text")),
        (Metadata(), BEGINNING * 20, "Subscribe to continue reading", None, None),
        (Metadata(), BEGINNING, "For subscribers only", None, None),
        (Metadata(), BEGINNING, "", Claim("1", "host"), Claim(True, "host")),
        (Metadata(), BEGINNING, "", Claim("", "host"), None),
    ],
)
def test_stub(metadata: Metadata, text: str, page: str, given: Claim[str] | None, expected: Claim[bool] | None) -> None:
    assert stub_of(metadata, text, page, given) == expected
