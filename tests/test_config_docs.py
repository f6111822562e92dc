"""The page on source files names every key, and what it shows is right."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.source import KEYS, Source, parse_source
from tests.test_config_source import PLAIN, written

PAGE = (Path(__file__).parent.parent / "docs" / "source-file.md").read_text(encoding="utf-8")
EXAMPLES = {
    part.partition("`")[0]: part.partition("```yaml\n")[2].partition("```")[0] for part in PAGE.split("\n### `")[1:]
}


def test_every_key_has_its_example() -> None:
    keys = {field.name for field in fields(Source)} - {"id", "path"}
    assert set(EXAMPLES) == keys == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_example_is_right(key: str) -> None:
    assert EXAMPLES[key].startswith(f"{key}:")
    others = written(**dict.fromkeys([key] if key in PLAIN else []))
    assert getattr(parse_source(others + EXAMPLES[key], Path("alpha.yml")), key)


def test_whole_file_is_right() -> None:
    whole = re.search(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert whole
    assert parse_source(whole[1], Path("guancha.yml")).name == "观察者网"


def test_shown_mistakes_are_what_is_said() -> None:
    shown = re.findall(r"^    (sources/.*)$", PAGE, flags=re.MULTILINE)
    texts = [
        written(language=None).replace("script:", "lanuage:"),
        written(feeds=None, sections="[{url: https://example.org/, links: 'h4['}]"),
    ]
    assert len(shown) == len(texts)
    for line, text in zip(shown, texts, strict=True):
        with pytest.raises(ConfigError) as caught:
            parse_source(text, Path("sources/guancha.yml"))
        assert str(caught.value) == line
