"""What an export leaves out because a use of exported texts is reserved, and how often that was."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.reservations import OF_TEXT, exports_text
from storage.stored import StoredArticle


@dataclass(slots=True)
class Rights:
    """Counts what the articles of one export reserve, and takes the texts out that may not be in it."""

    with_reserved: bool = False
    articles: int = 0  # with a reservation
    withheld: int = 0
    uses: Counter[str] = field(default_factory=Counter)

    def of(self, article: StoredArticle) -> tuple[StoredArticle, bool]:
        """The article as it may be exported, and True where its text was taken out."""
        if article.reserved:
            self.articles += 1
            self.uses.update({each.what for each in article.reserved})
        if self.with_reserved or exports_text(article.reserved) or not article.text:
            return article, False
        self.withheld += 1
        return without_text(article), True

    def told(self) -> dict[str, Any]:
        """What the data sheet says of it."""
        return {
            "articles": self.articles,
            "uses": dict(sorted(self.uses.items())),
            "texts_left_out": self.withheld,
            "with_reserved": self.with_reserved,
            "of": "articles whose page or site reserves a use. Where that is one of exported texts, the text is left "
            "out unless --with-reserved asked for it; those stored as metadata alone have none",
        }


def without_text(article: StoredArticle) -> StoredArticle:
    """The article without its text and what holds words of it."""
    kept = tuple(each for each in article.repairs if each.field not in OF_TEXT)
    return replace(article, text="", dateline="", repairs=kept)
