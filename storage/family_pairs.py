"""Which articles belong to one family: each pair of texts is looked at once, and only where that still matters."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import sqlalchemy as sa

from pipeline.copies import Copy
from pipeline.frames import Frame, beside, frame_of
from pipeline.numbers import differing_in
from pipeline.templates import is_template
from pipeline.ties import Groups, Link, ties
from storage.carriers import HASHES, carriers_of, is_later, members_of
from storage.copy_links import SAME_LETTERS, TIED, Tie, copy_of_row, turned
from storage.schema import article, signature

FEW, WHOLE = 2, 0.99  # runs of a text that stands whole in another: nothing in it is another word
LITTLE = 0.35  # of both texts; laid beside each other they do not share half

IDS: "sa.BindParameter[list[int]]" = sa.bindparam("ids", expanding=True)
LETTERS = sa.select(article.c.id, article.c.letters).where(article.c.id.in_(IDS))
ENDS = (
    sa.select(article.c.letters, sa.func.min(article.c.id).label("first"), sa.func.max(article.c.id).label("last"))
    .where(article.c.letters.in_(HASHES))
    .group_by(article.c.letters)
)
SIGNED = (
    sa.select(article.c.id, article.c.letters)
    .join(signature, signature.c.article_id == article.c.id)
    .where(article.c.letters.in_(HASHES))
)
TEXTS = sa.select(article.c.id, article.c.text).where(article.c.id.in_(IDS))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles that copies tie, each pair of texts once and the likest first; and the letters of all."""

    found: tuple[Tie, ...]
    letters: dict[int, str]  # their hashes


def pairs_of(connection: sa.Connection, ids: Collection[int]) -> Pairs:
    """The pairs by which articles are tied: to the first one with the same letters, and each text to others.

    A thousand exact copies are a thousand pairs, not half a million.
    """
    letters = {article_id: same for article_id, same in connection.execute(LETTERS, {"ids": sorted(ids)}) if same}
    if not letters:
        return Pairs((), {})
    hashes = {"hashes": sorted(set(letters.values()))}
    one_of: dict[str, int] = {}
    pairs: list[Tie] = []
    first: dict[str, int] = {}
    for row in connection.execute(ENDS, hashes):
        first[row.letters] = row.first
        if row.first != row.last and row.last not in letters:  # the first alone may be among those asked for
            pairs.append(Tie(row.last, row.first, SAME_LETTERS))
    pairs += [Tie(each, first[same], SAME_LETTERS) for each, same in sorted(letters.items()) if first[same] != each]
    for article_id, same in sorted(letters.items()):
        one_of.setdefault(same, article_id)
    of_signed: dict[int, str] = dict(connection.execute(SIGNED, hashes).all())
    rows = connection.execute(TIED, {"ids": sorted(of_signed)}).all() if of_signed else []
    for row in rows:
        found = copy_of_row(row)
        if row.article_id in of_signed:
            other = row.of_id if row.of_id not in of_signed else one_of[of_signed[row.of_id]]
            pairs.append(Tie(one_of[of_signed[row.article_id]], other, found))
        else:
            pairs.append(Tie(one_of[of_signed[row.of_id]], row.article_id, turned(found)))
    others = {article_id for each in pairs for article_id in (each.article_id, each.other_id)} - letters.keys()
    letters |= dict(connection.execute(LETTERS, {"ids": sorted(others)}).all()) if others else {}
    return Pairs(tuple(sorted(pairs, key=lambda each: -each.found.score)), letters)


def turned_round(connection: sa.Connection, pairs: Pairs, new: Collection[int]) -> set[int]:
    """The older articles whose texts another order has now that these new ones carry them too: who was first is not.

    Of a pair of texts the one that was published first is the earlier, whoever carries it later.
    """
    asked = [each for each in pairs.found if each.found.kind != "exact"]
    if not asked:
        return set()
    hashes = {pairs.letters[one] for each in asked for one in (each.article_id, each.other_id)}
    members = members_of(connection, hashes)
    older = {same: [each for each in its if each.id not in new] for same, its in members.items()}
    found: set[int] = set()
    for each in asked:
        one, other = pairs.letters[each.article_id], pairs.letters[each.other_id]
        if not older[one] or not older[other]:
            continue
        if is_later(older[one], older[other]) != is_later(members[one], members[other]):
            found.update(member.id for same in (one, other) for member in older[same])
    return found


def join_tied(connection: sa.Connection, groups: Groups, pairs: Pairs) -> None:
    """Put together what the pairs tie; two articles that are together already are not compared."""
    asked: list[Tie] = []
    for each in pairs.found:
        if each.found.kind == "exact":
            groups.join(each.article_id, each.other_id)
        elif each.found.form != "quotation":
            asked.append(each)
    asked = [each for each in asked if not groups.are_together(each.article_id, each.other_id)]
    if not asked:
        return
    ids = sorted({article_id for each in asked for article_id in (each.article_id, each.other_id)})
    carriers = carriers_of(connection, {pairs.letters[each] for each in ids})
    texts: dict[int, str] = dict(connection.execute(TEXTS, {"ids": ids}).all())
    frames: dict[int, Frame] = {}  # one text is compared with several
    for each in asked:
        one, other = each.article_id, each.other_id
        if groups.are_together(one, other):
            continue
        by = carriers[pairs.letters[one]], carriers[pairs.letters[other]]
        told = by[0].first > by[1].first, bool(by[0].newsrooms & by[1].newsrooms)
        link = link_of(each)
        if is_plain(link, each.found.runs):
            is_one = ties(link, *told)
        else:
            for of in (one, other):
                if of not in frames:
                    frames[of] = frame_of(texts[of])
            is_one = are_one_family(link, frames[one], frames[other], *told)
        if is_one:
            groups.join(one, other)


def is_plain(link: Link, runs: int) -> bool:
    """True where what is stored of a tie tells enough: one text stands whole in the other, or both share little."""
    most = max(link.share_one, link.share_other)
    return (runs <= FEW and most >= WHOLE) or (link.kind == "shared-passage" and most < LITTLE)


def are_one_family(link: Link, one: Frame, other: Frame, is_one_later: bool, same_newsroom: bool) -> bool:
    """True where a link makes one family of both articles, by what their texts laid beside each other tell.

    What both share is the greater of two: what runs of whole passages cover, which sees what a text repeats, and what
    stands in the same words between small changes. Whether both are of one template is looked at last, for it takes
    the longest.
    """
    laid = beside(one, other)
    link = replace(link, share_one=max(link.share_one, laid.share), share_other=max(link.share_other, laid.share_there))
    if not ties(link, is_one_later, same_newsroom):
        return False
    numbers = differing_in(one, other, laid)
    found = is_template(one, other, laid, numbers, is_passage=link.kind == "shared-passage")
    return ties(replace(link, is_template=found), is_one_later, same_newsroom)


def link_of(tie: Tie) -> Link:
    """A tie as what makes families knows it."""
    of: Copy = tie.found
    return Link(tie.article_id, tie.other_id, of.kind, of.score, of.form or "", of.share, of.share_there)
