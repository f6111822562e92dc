"""The columns of an export in their order, and what they mean."""

# The layers of evidence, as `pipeline.values.LAYERS` lists them.
LAYERS_TOLD = {
    "source": "the rules of the source itself",
    "host": "the rules of its host",
    "route": "what the feed, sitemap or list claimed",
    "json-ld": "JSON-LD of the page",
    "meta": "meta elements of the page",
    "text": "patterns in the text around",
    "general": "our general reader",
    "trafilatura": "trafilatura",
    "plain": "the largest parent of paragraphs",
    "htmldate": "a guess of htmldate",
    "url": "the URL",
}
# What is unknown is empty in CSV; in JSON null, "" or [].
COLUMNS = {
    "id": "number of the article in this database",
    "url": "canonical URL",
    "source": "id of the source",
    "name": "name of the source",
    "title": "title",
    "dek": "line under the title",
    "text": "text, paragraphs parted by a line feed",
    "byline": "reporters; in CSV parted by a semicolon and a space",
    "editor": "desk editors; in CSV parted by a semicolon and a space",
    "credit": "who wrote it, when that is not the source",
    "dateline": "place, day and agency at the head of the text",
    "section": "section of the source",
    "language": "zh or en",
    "script": "Hans or Hant, for Chinese",
    "published_at": "when it was published, ISO 8601 in UTC",
    "published_precision": "second, minute, day or month: how precisely its page tells that time",
    "published_from": "where that time was read: one of the layers that are named with the column layers",
    "published_zone": "the offset of its page's clock, stated where all was in UTC, or the time zone that was assumed",
    "updated_at": "when its page says it was changed, ISO 8601 in UTC",
    "updated_precision": "second, minute, day or month: how precisely its page tells that time",
    "updated_from": "where that time was read",
    "updated_zone": "the offset of its page's clock, stated where all was in UTC, or the time zone that was assumed",
    "first_seen_at": "when it was first stored, ISO 8601 in UTC",
    "fetched_at": "when this text was last fetched, ISO 8601 in UTC",
    "declared_origin": "canonical URL that its page names on another site",
    "metadata_only": "true where only a stub is stored, as of a paywalled article",
    "reserved": "what its page or its site reserves: each use with its sign, the URL of its policy, and the agent to "
    "whom alone it is said; null where nobody looked; in CSV use by sign (policy), parted by a semicolon and a space",
    "withheld": "true where its text is stored and left out here, because a use of exported texts is reserved",
    "image": "URL of the lead image",
    "account": "the self-media account that published it, as of 网易号 or 搜狐号",
    "original": "true where its page marks it as original work (原创); empty where it was stored before that was read",
    "stub": "true where a paywall let only the beginning through; empty as with original",
    "words": "Han characters and Latin words of the text; empty as with original",
    "layers": "which layer of evidence gave each field; in CSV field=layer, parted by a semicolon and a space: "
    + ", ".join(f"{name} ({told})" for name, told in LAYERS_TOLD.items()),
    "repairs": "what was repaired in its fields, each with its rule, its place, and what stood there before and after; "
    "after 1,000 of them one of the rule more, with the number of the others as after; in CSV as JSON",
    "learned": "version of the boilerplate of its host that was cut from its text",
    "topics": "ids of the topics that it is on; in CSV parted by a semicolon and a space",
    "off_topics": "ids of the topics that it was looked at for and is not on; in neither column are those that it was "
    "not looked at for yet",
    "facets": "the facets of these topics that it has, the heaviest first, as topic/facet",
    "revision": "how many other texts its URL had before",
    "gone_at": "since when its page is missed, ISO 8601 in UTC; its last text is kept",
    "family_id": "number of the family of articles that carry one text; empty where no other does",
    "origin_id": "id of the article that the text of its family came from; empty where all credit somebody outside",
    "copy_kind": "what it made of the text of its family: origin, reprint (credited), copy (not credited), excerpt, "
    "update, script-conversion, or repeat (of its own newsroom's text); empty where it is in no family",
    "copies": "ids of the articles with the same letters; in CSV parted by a space",
}

# Of an export of pairs.
PAIR_COLUMNS = {
    "zh_id": "number of the Chinese article; empty where a retelling and its original are both English",
    "en_id": "number of the English article; empty where both are Chinese",
    "relation": "story: both tell of one event; else what one made of the other: translation, retelling, "
    "compilation, comment or reprint",
    "score": "how near the two texts are by the terms they share, 1 being the median of two texts on one event",
    "lag": "seconds from the English article to the Chinese one, below 0 where the Chinese one was first; of two in "
    "one language from the original to the retelling; an article without a time counts as when it was first seen",
    "evidence": "the terms that both have, as each prints them, with their share of the score, the heaviest first; of "
    "two in one language as retelling and original; in CSV zh=en, parted by a semicolon and a space",
    "story_id": "number of the story that both tell; empty where a retelling and its original are not in one",
    "retelling_id": "of a relay, number of the article that retells",
    "original_id": "and of the one that it retells",
    "outlet": "id of the outlet that it says it retells",
}
