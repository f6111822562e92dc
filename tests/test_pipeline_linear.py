"""What reads the fields of a page takes time by the length of what it reads, whatever stands there."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from pipeline.account import account_of
from pipeline.byline import byline_of
from pipeline.credit import credit_of
from pipeline.desk import editor_of, reporters_of
from pipeline.json_ld import json_ld_of
from pipeline.metadata import Metadata
from pipeline.printed import marked_in, printed_of
from pipeline.stub import stub_of
from tests.timing import grows_with_size

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"
READERS: dict[str, Callable[[str], object]] = {
    "account": lambda text: account_of(Metadata(), "https://beihai.example/", (text,), text),
    "Chinese byline": lambda text: byline_of(Metadata(), (text,), text, text, "zh"),
    "English byline": lambda text: byline_of(Metadata(), (text,), text, text, "en", signed=(text,)),
    "credit": lambda text: credit_of(Metadata(), text, text, text),
    "editor": editor_of,
    "reporters": reporters_of,
    "JSON-LD": lambda text: json_ld_of(['{"datePublished":' + text]),
    "marked time": lambda text: marked_in(text, ZONE, NOW),
    "printed time": lambda text: printed_of(
        tuple(text[at : at + 300] for at in range(0, len(text), 300)), (), ZONE, NOW
    ),
    "stub": lambda text: stub_of(Metadata(), text, text),
}
UNITS = (
    "By A A ", "by\n", "记者 张三", "（记者 ", "来源：", "责任编辑：", "Reporting by Jane Roe and ", "2026-1-",
    "发布时间：2026 ", "Updated ", "公众号：", " ", "\n", '"', ", and A",
)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_time_is_linear(name: str) -> None:
    def work(unit: str, size: int) -> Callable[[], object]:
        return partial(READERS[name], unit * (size // len(unit)))

    for unit in UNITS:
        assert grows_with_size(partial(work, unit), 20_000), unit
