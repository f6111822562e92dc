"""The signs that a source's pages changed, by the kind of the alarm that they are told as."""

from collections.abc import Mapping

from pipeline.alarm_sign import DAMAGED, Constant, Damaged, Lengths, Sign, is_read
from pipeline.alarms import EMPTY
from pipeline.drift import Prior

RARE = Prior(0.5, 8.0, starts=4)  # what hardly any source lacks
NEVER = Prior(0.1, 10.0, starts=4)

SIGNS: Mapping[str, Mapping[str, Sign]] = {
    "layout-changed": {
        "empty": Sign(
            "{now:.0%} of the last {number} pages gave no text or too little, {before:.0%} before.",
            lambda page: page.outcome in EMPTY,
            prior=RARE,
        ),
        "title": Sign(
            "{now:.0%} of the last {number} articles have no title, {before:.0%} before.",
            lambda page: not page.title,
            lambda page: page.kept,
            RARE,
        ),
        "published": Sign(
            "{now:.0%} of the last {number} articles have no time, {before:.0%} before.",
            lambda page: not page.published,
            lambda page: page.kept,
            RARE,
        ),
        "byline": Sign(
            "{now:.0%} of the last {number} articles have no author, {before:.0%} before.",
            lambda page: not page.byline,
            is_read,
        ),
        "shorter": Lengths(
            "The last {number} articles are {now:.0f} letters long in the middle, {before:.0f} before.", -1
        ),
        "longer": Lengths(
            "The last {number} articles are {now:.0f} letters long in the middle, {before:.0f} before.", 1
        ),
    },
    "credit-wrong": {
        "vanished": Sign(
            "{now:.0%} of the last {number} articles have no credit, {before:.0%} before.",
            lambda page: not page.credit,
            is_read,
            changed=0.95,
        ),
        "constant": Constant(
            "{now:.0%} of the last {number} articles have the credit {credit}, {before:.0%} before.",
            lambda page: bool(page.credit),
        ),
    },
    "charset-wrong": {
        "damaged": Damaged(
            "{now:.0%} of the last {number} texts have letters that could not be read, {before:.0%} before.",
            lambda page: page.damage > DAMAGED or page.outcome == "bad-encoding",
            lambda page: is_read(page) or page.outcome == "bad-encoding",
            NEVER,
        ),
    },
}
