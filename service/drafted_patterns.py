"""What `keep` and `refuse` of a drafted source file say: patterns that part articles from what stands beside them."""

from collections.abc import Sequence

from pipeline.scouting_addresses import address_score, kept_by, key_of
from pipeline.scouting_refused import is_refused, refused_by
from pipeline.scouting_shapes import parted_by
from pipeline.scouting_union import Ranked


def parted(ranked: Sequence[Ranked]) -> tuple[str, tuple[str, ...]]:
    """A pattern that `keep` has for the articles of the chosen routes, or some that `refuse` has for other links.

    Links that are told to be no articles are refused where no simple pattern keeps the articles, for `keep` would
    leave out those of sections that are not on the page today.
    """
    chosen = [each for each in ranked if each.is_chosen]
    articles = {key_of(link.url): link.url for each in chosen for link in each.articles}
    others = {
        key_of(link.url): link.url
        for each in chosen
        if each.tried.route.kind in ("section", "sitemap") or each.tried.named or each.tried.others
        for link in each.tried.links
        if key_of(link.url) not in articles
    }
    if not others:
        return "", ()
    kept, beside = tuple(articles.values()), tuple(others.values())
    told = frozenset(key for each in chosen for key in each.tried.others)
    none = [url for key, url in others.items() if key in told or address_score(url) < 0]
    refuse = refused_by(kept, none)
    is_enough = all(is_refused(refuse, (url,)) for url in beside)
    # A feed names what has no place in it and is new each day: `keep` would leave out a desk that it has not today.
    if is_enough and any(each.tried.route.kind in ("feed", "news") for each in chosen):
        return "", refuse
    if simple := kept_by(kept, beside):
        return simple, ()
    if is_enough:
        return "", refuse
    keep = parted_by(kept, beside)
    return keep, () if keep else refuse
