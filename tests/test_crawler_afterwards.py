"""What is done with new texts behind a crawl."""

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.afterwards import look_at_new
from storage.citing import citations_in
from storage.database import reading
from storage.queries import Selection, listed
from storage.storied import story_of
from tests.builders import article, fill, source

TEXT = (
    "Washington will tighten export controls on AI chips sold to China, the Financial Times reported on Monday. "
    "Beijing said the United States was abusing its controls; Chinese chip makers will gain, analysts say."
)


def test_new_texts_are_marked_told_and_searched_for_whom_they_cite(blank: sa.Engine) -> None:
    look_at_new(blank, [], None)
    (article_id,) = fill(blank, article(title="US to tighten controls on AI chips for China", text=TEXT))
    look_at_new(blank, [source()], None)
    with reading(blank) as connection:
        (row,) = listed(connection, Selection())
        assert row.topics == ("us-china-ai",)
        assert [each.outlet for each in citations_in(connection, [article_id])[article_id]] == ["ft"]
        assert story_of(connection, article_id) is not None


def test_a_topic_with_a_mistake_is_left_out(blank: sa.Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "mine.yml").write_text("nothing: right", encoding="utf-8")
    fill(blank, article(title="US to tighten controls on AI chips for China", text=TEXT))
    with caplog.at_level(logging.WARNING):
        look_at_new(blank, [source()], tmp_path)
    assert "mine" in caplog.text
    with reading(blank) as connection:
        (row,) = listed(connection, Selection())
    assert row.topics == ("us-china-ai",)
