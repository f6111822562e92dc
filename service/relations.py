"""The options of `copies`, `family` and `revisions`, each a command of its own."""

from typing import Annotated

import typer

from service.keeping import Json

Id = Annotated[int, typer.Argument(metavar="ID")]
Zone = Annotated[str, typer.Option("--tz", help="Time zone of the times shown.")]


def copies(article_id: Id, json_: Json = False) -> None:
    """List the copies of an article, with what tells that they are.

    exact: the same letters in both.
    near-copy: three tenths or more of what stands in either stands in both.
    shared-passage (excerpt): a part of one text in the other.
    shared-passage (quotation): words of somebody that both print.
    shared-passage (update): a later text with new parts.
    """
    from service.relating import show_copies

    show_copies(article_id, as_json=json_)


def family(article_id: Id, zone: Zone = "UTC", json_: Json = False) -> None:
    """Show who carries an article's text, since when, and whom it came from.

    reprint: names the newsroom that it took the text from.
    copy: names none.
    excerpt: holds a part of the text.
    script-conversion: in the other script of Chinese.
    update: another text of the same newsroom.
    repeat: the same text of the same newsroom again.
    ~ marks when an article was first seen, where its page tells no time.
    """
    from service.relating_families import show_family

    show_family(article_id, zone, as_json=json_)


def revisions(
    article_id: Id,
    diff: Annotated[bool, typer.Option("--diff", help="With the sentences and words that changed.")] = False,
    zone: Zone = "UTC",
    json_: Json = False,
) -> None:
    """List every text that an article's address had."""
    from service.relating import show_revisions

    show_revisions(article_id, diff, zone, as_json=json_)
