"""The steps of an address's path, and the name of a page below a front."""

import pytest

from pipeline.scouting_steps import is_under, name_of, steps_of

BASE = "https://a.example"


@pytest.mark.parametrize(
    ("path", "steps", "name"),
    [
        ("", [], ""),
        ("/", [], ""),
        ("/index.html", ["index.html"], ""),
        ("/Tech/", ["tech"], "tech"),
        ("/tech/index.shtml?p=2", ["tech", "index.shtml"], "tech"),
        ("/channels/tech.html", ["channels", "tech.html"], "tech"),
        ("/science.harbour/", ["science.harbour"], "science.harbour"),
    ],
)
def test_steps_and_names(path: str, steps: list[str], name: str) -> None:
    assert (steps_of(BASE + path), name_of(BASE + path)) == (steps, name)


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        ("tech", f"{BASE}/tech/77001.html", True),
        ("tech", f"{BASE}/TECH/2026/77001.html", True),
        ("tech", f"{BASE}/tech", False),  # the channel itself
        ("tech", f"{BASE}/biotech/77001.html", False),
        ("", f"{BASE}/tech/77001.html", False),
        ("tech", "https://[broken/tech/1", False),
    ],
)
def test_what_is_under_a_channel(name: str, url: str, told: bool) -> None:
    assert is_under(name, url) == told
