"""What the demo tells of events where there are none."""

from io import StringIO

import sqlalchemy as sa
from rich.console import Console

from service.demo_events import Events, as_object, events_of, show_events
from storage.database import reading
from tests.builders import article, fill, sources


def test_nothing_of_an_empty_store(blank: sa.Engine) -> None:
    with reading(blank) as connection:
        found = events_of(connection, {})
    told = as_object(found)
    assert {key: told[key] for key in ("stories", "relays", "beside", "gaps")} == {
        "stories": [], "relays": [], "beside": {}, "gaps": [],
    }  # fmt: skip
    assert printed(found).strip() == ""


def test_an_article_alone_is_no_event(blank: sa.Engine) -> None:
    fill(blank, article())
    with reading(blank) as connection:
        found = events_of(connection, sources())
    assert as_object(found)["stories"] == []
    assert printed(found).strip() == ""


def printed(found: Events) -> str:
    into = StringIO()
    show_events(Console(file=into, width=120), found, sources())
    return into.getvalue()
