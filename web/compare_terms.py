"""A comparison on the page: distinctive terms with the sentences that say them, and paired terms."""

from collections.abc import Iterator, Sequence

from pipeline.comparison import Comparison
from pipeline.distinctive import Distinctive
from web.compare_sections import FEW, grid, section
from web.html import Child, Safe, tag, together
from web.side_chart import cell_bar, key, look

MOST_PAIRS = 40
CHANCE = tag("span", "chance?", class_="badge", title="of so many words some come so far by chance")
BASES = {
    "zh": "Distinctive Chinese words",
    "en": "Distinctive English words",
    "shared": "Distinctive terms across languages",
}
HOW = {
    "zh": "Among the Chinese texts of each side.",
    "en": "Among the English texts of each side.",
    "shared": "Words of two languages have no vocabulary in common, so only what both can say is compared: the topic's "
    "names, paired terms, and words with one meaning in the dictionary.",
}
ODDS = (
    " Weighted log-odds with a Dirichlet prior; from z = 1.96 each by itself is sure in 95 of 100 cases. Of many "
    "words some come so far by chance: “chance?” stands where that can not be told."
)


def terms(of: Comparison) -> Safe:
    """The terms of each side, the surest first, within languages and across them."""
    return together(*(_basis(basis, of) for basis in BASES if any(each.basis == basis for each in of.distinctive)))


def _basis(basis: str, of: Comparison) -> Safe:
    sides = [each for each in of.distinctive if each.basis == basis]
    most = max((each.z for side in sides for each in side.terms), default=0.0)

    def rows() -> Iterator[Sequence[Child]]:
        for side in sides:
            for number, each in enumerate(side.terms):
                few = FEW if each.is_small else None
                yield (
                    key(side.side, of.sides) if not number else "",
                    together(tag("b", tag("bdi", each.term)), " ", None if each.is_sure else CHANCE, few),
                    f"{each.z:.1f}",
                    cell_bar(each.z / most, look(side.side, of.sides)),
                    f"{each.here:,}",
                    f"{each.there:,}",
                    quote(each),
                )

    told = tag("p", HOW[basis] + ODDS, class_="quiet")
    if not any(side.terms for side in sides):
        return section(BASES[basis], told, tag("p", "No difference is sure."))
    heads = ("side", "term", "z", "", "here", "elsewhere", "as in")
    return section(BASES[basis], told, grid(heads, rows()))


def quote(of: Distinctive) -> Safe:
    """The sentence that says a term, which leads to its article."""
    return tag("a", tag("bdi", of.example or "the article"), href=f"/article/{of.article_id}", class_="quote")


def pairs(of: Comparison) -> Safe | None:
    """How often each side says the terms of each pair, per 10,000 words; None where nobody says any."""
    if not of.pairs:
        return None
    most = max((rate.rate or 0 for each in of.pairs for rate in each.rates), default=0) or 1

    def rows() -> Iterator[Sequence[Child]]:
        for each in of.pairs[:MOST_PAIRS]:
            by_side = {rate.side: rate for rate in each.rates}
            cells: list[Child] = []
            for side in of.sides:
                rate = by_side.get(side)
                few = FEW if rate and rate.times and rate.is_small else None
                number = "" if rate is None or rate.rate is None else f"{rate.rate:.2f} ({rate.times:,}) "
                cells += [together(number, few), cell_bar((rate.rate or 0) / most if rate else 0, look(side, of.sides))]
            yield (together(tag("span", each.zh[0], lang="zh-Hans"), " = ", each.en[0]), *cells)

    words = ", ".join(f"{number:,} words {side}" for side, number in sorted(of.words.items()))
    told = tag("p", f"Per 10,000 words of each side ({words}); in parentheses how often.", class_="quiet")
    heads = ("", *(head for side in of.sides for head in (key(side, of.sides), "")))
    return section("Paired terms", told, grid(heads, rows()))
