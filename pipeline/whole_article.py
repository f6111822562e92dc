"""A choice of the runs of a page made that of one article: to its last paragraph, nothing twice, and no other's."""

from pipeline.blocks import BOX, Block, Box

LIKE = 3  # paragraphs by which a form is known
LEAST_ARTICLE = 200  # size of a text that stands for itself
LEAST_SHARE = 0.1
LEAST_REPEAT = 50  # size of a paragraph that is not printed twice by chance


def to_the_last_of_its_like(found: list[Block], chosen: list[bool]) -> list[bool]:
    """A choice with the paragraph that follows it, where each of its last ones stands in a div of its own beside it.

    Of paragraphs in p elements the box around them tells that they belong together, of these nothing does, and the last
    of them was lost. One with a link is a story of its own more often.
    """
    last = max((index for index, is_text in enumerate(chosen) if is_text), default=len(found))
    after = last + 1
    alike = found[max(0, after - LIKE) : after + 1]
    if after >= len(found) or len(alike) <= LIKE or not all(chosen[after - LIKE : after]):
        return chosen
    first = alike[0].box
    is_like = all(
        block.is_whole and block.box.role == BOX and block.box.above is first.above and block.box.own == first.own
        for block in alike
    )
    if not is_like or alike[-1].linked or len({id(block.box) for block in alike}) <= LIKE:
        return chosen
    return [*chosen[:after], True, *chosen[after + 1 :]]


def of_one_article(found: list[Block], chosen: list[bool], kin: Box | None) -> list[bool]:
    """A choice without what stands outside the headline's box, where that holds a good part of what was chosen.

    On pages that go on with the next article the rest is another's: of 493 pages it helps three of three hosts, and
    harms none, each read with weights fitted to other hosts.
    """
    if kin is None:
        return chosen
    inside = [is_text and kin.start <= index < kin.stop for index, is_text in enumerate(chosen)]
    size = size_of_choice(found, inside)
    return inside if size >= LEAST_ARTICLE and size >= LEAST_SHARE * size_of_choice(found, chosen) else chosen


def without_repeats(found: list[Block], chosen: list[bool]) -> list[bool]:
    """A choice without paragraphs that were chosen before, where they make a good part of it; a few are quotations."""
    seen: set[str] = set()
    kept = list(chosen)
    for index, block in enumerate(found):
        if chosen[index] and block.size >= LEAST_REPEAT:
            kept[index] = block.text not in seen
            seen.add(block.text)
    return kept if size_of_choice(found, kept) <= (1 - LEAST_SHARE) * size_of_choice(found, chosen) else chosen


def size_of_choice(found: list[Block], chosen: list[bool]) -> int:
    """The size of what was chosen: characters, a Han character as two."""
    return sum(block.size for block, is_text in zip(found, chosen, strict=True) if is_text)
