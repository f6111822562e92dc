"""What two readings have in common where one is of the masked page: everything but the letters."""

from pipeline.values import Article

TEXTS = ("title", "dek", "credit", "dateline", "section", "account")
NAMES = ("byline", "editor")
SAME = (
    "url", "language", "script", "published_at", "published_precision", "published_from", "published_zone",
    "updated_at", "original", "stub", "image",
)  # fmt: skip


def skeleton(article: Article) -> dict[str, object]:
    """What of an article does not hang on its letters: lengths, times, marks and layers, by the name of the field."""
    bones: dict[str, object] = {name: getattr(article, name) for name in SAME}
    bones |= {name: len(getattr(article, name)) for name in TEXTS}
    bones |= {name: tuple(map(len, getattr(article, name))) for name in NAMES}
    bones["text"] = tuple(map(len, article.text.split("\n")))
    bones["layers"] = tuple(sorted(article.layers))
    return bones


def differing(one: Article, other: Article) -> tuple[str, ...]:
    """The fields in which two readings differ in more than letters."""
    first, second = skeleton(one), skeleton(other)
    return tuple(name for name in first if first[name] != second[name])
