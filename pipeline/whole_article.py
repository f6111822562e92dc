"""A choice of the runs of a page made that of one article: to its last paragraph, nothing twice, and no other's."""

from pipeline.blocks import BOX, Block, Box

LEAST_ARTICLE = 200  # size of a text that stands for itself
LEAST_SHARE = 0.1
LEAST_REPEAT = 50  # size of a paragraph that is not printed twice by chance


def to_the_last_of_its_like(found: list[Block], chosen: list[bool]) -> list[bool]:
    """A choice with the whole paragraphs that follow it, where each stands in a div of its own beside its last one.

    Of paragraphs in p elements the box around them tells that they belong together, of these nothing does.
    """
    last = max((index for index, is_text in enumerate(chosen) if is_text), default=len(found))
    kept = list(chosen)
    for index, block in enumerate(found[last + 1 :], last + 1):
        one, other = found[last].box, block.box
        is_like = one.role == other.role == BOX and one.above is other.above and one.own == other.own
        if not (is_like and one is not other and block.is_whole and found[last].is_whole):
            break
        kept[index] = True
    return kept


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
