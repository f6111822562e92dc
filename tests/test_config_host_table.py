"""The page on platforms is what their rules say."""

from config.host_table import PAGE, page
from config.hosts import hosts_of_files


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m config.host_table"


def test_every_platform_has_a_line() -> None:
    assert sum(line.startswith("| [") for line in page().split("\n")) == len(hosts_of_files())
