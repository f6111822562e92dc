"""What a page and its site reserve, together, and what follows from it for storing and for exporting."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from config.rules import rules
from pipeline.learned import NOTHING, Reading, reading_of
from pipeline.reservations_page import Pairs, directives_of
from pipeline.reservations_site import Site, policy_url, reservation_value, rule_for, signalled, values_of
from pipeline.values import Page, Reservation

Policy = Literal["full", "metadata", "skip"]
OF_TEXT = ("text", "dateline")  # fields that are, or hold, what a reservation keeps out


def reservations_of(page: Page, metas: Pairs, site: Site) -> tuple[Reservation, ...]:
    """Everything that a page and its site reserve, each use once for each sign; metas are those of `metas_of`."""
    found = [*mining(page, metas, site), *directives_of(page, metas)]
    found += [Reservation(what, "robots.txt content-signal") for what in signalled(site.signals, page.url)]
    for name, value in page.headers:
        if name == "content-signal":
            said = (what for (path, what), says_no in values_of(value[:1000]) if says_no and not path)
            found += [Reservation(what, "header content-signal") for what in said]
    return tuple(dict.fromkeys(found))


def mining(page: Page, metas: Pairs, site: Site) -> list[Reservation]:
    """The reservation by the TDM Reservation Protocol: the header wins over the file of the site, a meta over both."""
    value, sign, policy = None, "", ""
    if rule := rule_for(site.rules, page.url):
        value, sign, policy = rule.is_reserved, "tdmrep.json", rule.policy
    for pairs, where in ((page.headers, "header"), (metas, "meta")):
        values = (reservation_value(content) for name, content in pairs if name == "tdm-reservation")
        said = next((each for each in values if each is not None), None)
        if said is not None:
            value, sign = said, f"{where} tdm-reservation"
        named = (policy_url(content, page.url) for name, content in pairs if name == "tdm-policy")
        policy = next(filter(None, named), policy)
    return [Reservation("tdm", sign, policy)] if value else []


def keeps_text(reserved: Iterable[Reservation] | None) -> bool:
    """True where nothing reserves what storing a text does."""
    return not _any(reserved, "storing")


def exports_text(reserved: Iterable[Reservation] | None) -> bool:
    """True where nothing reserves what somebody may do with an exported text."""
    return not _any(reserved, "exporting")


def _any(reserved: Iterable[Reservation] | None, uses: str) -> bool:
    acting = rules("reservations")[uses]
    return any(each.what in acting and not each.agent for each in reserved or ())


def marked(reading: Reading, reserved: tuple[Reservation, ...]) -> Reading:
    """The reading with what its page reserves."""
    return replace(reading, article=replace(reading.article, reserved=reserved))


def withheld(reading: Reading, reserved: tuple[Reservation, ...]) -> Reading:
    """The reading as title, dek, names and times alone: its text is not kept, nor what was made of that."""
    of = reading.article
    layers = tuple((field, layer) for field, layer in of.layers if field not in OF_TEXT)
    return reading_of(
        replace(
            of,
            text="",
            dateline="",
            words=0,
            stub=False,
            metadata_only=True,
            layers=layers,
            repairs=tuple(each for each in of.repairs if each.field not in OF_TEXT),
            learned="",
            cut=(),
            reserved=reserved,
        ),
        NOTHING,
    )


def told(reserved: Sequence[Reservation]) -> str:
    """What is reserved, in a line: `tdm by header tdm-reservation (https://…/policy.json)`."""
    return "; ".join(
        f"{each.what} by {each.sign}"
        + (f" ({each.policy})" if each.policy else "")
        + (f", said to {each.agent} alone" if each.agent else "")
        for each in reserved
    )
