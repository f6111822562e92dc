"""Which links of a page are its articles, and which are told to be none: doubles, and boxes in another language."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.scouting_addresses import address_score
from pipeline.scouting_anchors import Anchor
from pipeline.scouting_doubles import doubles_in
from pipeline.scouting_groups import FEWEST, MOST, Group, article_keys, group_of
from pipeline.scouting_lots import Lot, among, keys_of, lots_of
from pipeline.scouting_refused import is_refused, refused_by
from pipeline.scouting_tongues import in_another_language, named_after
from pipeline.values import Language


@dataclass(frozen=True, slots=True)
class Wanted:
    """The article links of a page by their keys, in lots by the shapes of their addresses."""

    judged: dict[str, bool]  # for each link whether it looks like an article's
    lots: tuple[Lot, ...]
    keys: frozenset[str]
    others: frozenset[str]  # links that are told to be no articles of this list
    tongues: frozenset[str] = frozenset()  # those among them that are told by their writing alone

    def group(self, anchors: Sequence[Anchor], fleeting: frozenset[str] = frozenset()) -> Group | None:
        """The selector that names them, without classes that are `fleeting`.

        What addresses alone refuse may stand among them where it must.
        """
        own = list(anchors)
        found = group_of(own, self.keys, fleeting)
        if found is None or len(found.articles) < MOST * len(self.keys):
            articles = [each.url for each in own if each.key in self.keys]
            none = {each.key for each in own if each.key in self.others or address_score(each.url) < 0} - self.keys
            patterns = refused_by(articles, [each.url for each in own if each.key in none])
            left = [each for each in own if each.key not in none or not is_refused(patterns, (each.url,))]
            wider = group_of(left, self.keys, fleeting) if len(left) < len(own) else None
            found = wider if wider and (not found or len(wider.articles) > len(found.articles)) else found
        return found or group_of(own, frozenset(key for key, said in self.judged.items() if said), fleeting)


def wanted_of(
    anchors: Sequence[Anchor],
    url: str,
    language: Language | None,
    known: frozenset[str],
    foreign: frozenset[str],
    native: frozenset[str],
) -> Wanted:
    """The article links of a page: `known` surely are, `foreign` surely not; `native` are in its language."""
    own = list(anchors)
    titles: dict[str, str] = {}
    for anchor in own:
        titles[anchor.key] = max(titles.get(anchor.key, ""), anchor.text, key=len)
    like = {key: (said or key in known) and key not in foreign for key, said in article_keys(own).items()}
    spoken = frozenset(titles).difference(each.key for each in own if each.text and not each.is_spoken)
    others = doubles_in(titles, known, spoken)
    likely = {key: title for key, title in titles.items() if like[key] and key not in others}
    tongues = in_another_language(own, likely, named_after(url, own), language) - native
    others |= foreign | tongues
    judged = {key: said and key not in others for key, said in like.items()}
    likely_keys = frozenset(key for key, said in judged.items() if said)
    lots = lots_of(own, likely_keys, known)
    if lots and (further := among(own, lots[0], others) - likely_keys):
        lots = lots_of(own, likely_keys | further, known)
    # Where hardly two addresses have one shape, shapes tell nothing.
    keys = kin if len(kin := keys_of(lots)) >= FEWEST else frozenset(key for lot in lots for key in lot.keys)
    # What lies below an article is its tool: /news/77001/discussion.
    others |= {each.key for each in own if each.key.rpartition("/")[0] in keys} - keys - known
    return Wanted(judged, lots, keys, others, tongues)
