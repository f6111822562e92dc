"""The section that an article stands in, as its page, its host's rules or its route name it."""

from config.rules import words
from pipeline.claims import Claim
from pipeline.clean import clean_line
from pipeline.fields import Fields
from pipeline.values import Link


def section_of(fields: Fields, link: Link) -> Claim[str] | None:
    """The section that an article stands in; None where nothing names one."""
    metadata = fields.metadata
    claims = (
        fields.given.get("section"),
        Claim(link.section, "route"),
        Claim(metadata.first(*words("marks", "sections")), "meta"),
        Claim(metadata.json_ld.section, "json-ld"),
    )
    return next((claim for claim in claims if claim and clean_line(claim.value)), None)
