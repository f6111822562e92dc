"""The catalogue: what ships, what a user's own files do to it, and what a broken file leaves alone."""

import re
from pathlib import Path

import jmespath
import pytest

from config.catalogue import SHIPPED, Catalogue, load_catalogue
from config.errors import ConfigError
from tests.test_config_source import written

SHIPPED_IDS = sorted(path.stem for path in SHIPPED.glob("*.yml"))


def directory(at: Path, **files: str) -> Path:
    at.mkdir()
    for name, text in files.items():
        (at / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return at


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return directory(tmp_path / "shipped", beta__yml=written(), alpha__yml=written())


def test_shipped_sources() -> None:
    catalogue = load_catalogue()
    assert catalogue.errors == ()
    assert list(catalogue.sources) == SHIPPED_IDS
    assert len(catalogue.sources) >= 48
    assert all(source.path and source.path.stem == name for name, source in catalogue.sources.items())


@pytest.mark.parametrize(
    ("least", "language", "script", "edited_in", "ownerships"),
    [
        (5, "zh", "Hans", ("CN",), ("state", "party", "wire", "government")),
        (10, "zh", "Hans", ("CN",), ("commercial", "trade")),
        (1, "zh", "Hans", ("CN",), ("self-media",)),
        (1, "zh", "Hant", ("HK",), ()),
        (1, "zh", "Hant", ("TW",), ()),
        (1, "zh", "Hans", ("SG",), ()),
        (5, "zh", "Hans", ("GB", "US", "FR", "DE"), ()),
        (3, "zh", "Hant", ("GB", "US", "FR"), ()),
        (8, "en", None, ("CN", "HK"), ()),
        (20, "en", None, ("US", "GB"), ()),
    ],
)
def test_shipped_kinds(
    least: int, language: str, script: str | None, edited_in: tuple[str, ...], ownerships: tuple[str, ...]
) -> None:
    found = [
        source.id
        for source in load_catalogue().sources.values()
        if (source.language, source.script) == (language, script)
        and source.edited_in in edited_in
        and (not ownerships or source.ownership in ownerships)
    ]
    assert len(found) >= least, found


@pytest.mark.parametrize("name", SHIPPED_IDS)
def test_shipped_file_begins_with_its_evidence(name: str) -> None:
    first = (SHIPPED / f"{name}.yml").read_text(encoding="utf-8").partition("name:")[0]
    seen = load_catalogue().sources[name].last_seen_working
    assert seen is None or f"{seen}" in first
    assert first.startswith("# ")
    assert re.search(r"20\d\d-\d\d-\d\d|undated|no dated probe", first)


def test_shipped_manners() -> None:
    sources = load_catalogue().sources
    assert sources["scmp"].delay == 10
    assert (sources["scmp"].country, sources["scmp"].edited_in) == ("HK", "HK")
    assert sources["people"].delay == 120
    assert [name for name, source in sources.items() if source.metadata_only] == [
        "bloomberg", "economist", "ft", "nytimes", "politico", "reuters", "washingtonpost", "wsj",
    ]  # fmt: skip
    assert all(source.keep for source in sources.values() if source.id != "cankaoxiaoxi")
    assert not [name for name, source in sources.items() if source.allow_private or source.ports]


@pytest.mark.parametrize(
    ("name", "url", "followed"),
    [
        ("netease", "https://www.163.com/dy/article/J0000000000000AB.html", True),
        ("netease", "https://www.163.com/dy/media/T1472016073110.html", False),
        ("guancha", "https://www.guancha.cn/industry-science/2026_09_07_100001.shtml", True),
        ("guancha", "https://www.guancha.cn/politics/2026_09_07_100001_s.shtml", True),
        ("guancha", "https://user.guancha.cn/main/content?id=1", False),
        ("chinanews", "https://www.chinanews.com.cn/gj/2026/08-08/10000001.shtml", True),
        ("chinanews", "https://www.chinanews.com.cn/shipin/2026/08-08/10000001.shtml", False),
        ("36kr", "https://36kr.com/p/1000000000000001", True),
        ("36kr", "https://36kr.com/user/1", False),
        ("bbc-zhongwen", "https://www.bbc.com/zhongwen/articles/c00000000000o/simp", True),
        ("bbc-zhongwen", "https://www.bbc.com/zhongwen/simp/world-10000001", True),
        ("bbc-zhongwen", "https://www.bbc.com/zhongwen/simp/topics/x", False),
        ("guardian", "https://www.theguardian.com/technology/2026/sep/01/a-title", True),
        ("guardian", "https://www.theguardian.com/world/live/2026/sep/01/a-title", False),
        ("guardian", "https://www.theguardian.com/crosswords/quick/1", False),
        ("techcrunch", "https://techcrunch.com/2026/09/01/a-title/", True),
        ("techcrunch", "https://techcrunch.com/tag/ai/", False),
        ("scmp", "https://www.scmp.com/tech/big-tech/article/3000001/a-title", True),
        ("scmp", "https://www.scmp.com/native/business/topics/a/article/3000001/a-title", False),
        ("cnbc", "https://www.cnbc.com/2026/09/01/a-title.html", True),
        ("cnbc", "https://www.cnbc.com/video/2026/09/01/a-title.html", False),
        ("cgtn", "https://news.cgtn.com/news/2026-09-01/A-title-1AbCdEfGhIj/p.html", True),
        ("cgtn", "https://www.cgtn.com/tv/replay", False),
        ("ft", "https://www.ft.com/content/00000000-1111-2222-3333-444444444444", True),
        ("ft", "https://www.ft.com/stream/x", False),
    ],
)
def test_shipped_patterns(name: str, url: str, followed: bool) -> None:
    source = load_catalogue().sources[name]
    kept = any(re.search(pattern, url) for pattern in source.keep)
    refused = any(re.search(pattern, url) for pattern in source.refuse)
    assert (kept and not refused) is followed


@pytest.mark.parametrize(
    ("name", "answer", "links"),
    [
        ("cankaoxiaoxi", {"list": [{"data": {"url": "a"}}, {"data": {"url": "b", "moVideoPath": "c"}}]}, ["a"]),
        ("cankaoxiaoxi", {"list": [{"data": {"url": "a", "moVideoPath": ""}}]}, ["a"]),
        ("cankaoxiaoxi", {"list": []}, []),
        ("guancha", {"items": [{"TITLE": "b", "HTTP_URL": "/politics/a.shtml"}]}, ["/politics/a.shtml"]),
    ],
)
def test_shipped_json_lists(name: str, answer: object, links: list[str]) -> None:
    for api in load_catalogue().sources[name].api:
        assert [jmespath.search(api.link, item) for item in jmespath.search(api.items, answer)] == links


def test_no_directories_hold_nothing(tmp_path: Path) -> None:
    assert load_catalogue(shipped=directory(tmp_path / "none")) == Catalogue({})


def test_own_source_is_added(shipped: Path, tmp_path: Path) -> None:
    catalogue = load_catalogue(directory(tmp_path / "own", aardvark__yaml=written()), shipped)
    assert list(catalogue.sources) == ["aardvark", "alpha", "beta"]
    assert (catalogue.errors, catalogue.overridden) == ((), ())


def test_own_source_overrides(shipped: Path, tmp_path: Path) -> None:
    catalogue = load_catalogue(directory(tmp_path / "own", alpha__yaml=written(name="乙报")), shipped)
    assert catalogue.sources["alpha"].name == "乙报"
    assert (catalogue.errors, catalogue.overridden) == ((), ("alpha",))


def test_broken_file_leaves_the_others(tmp_path: Path) -> None:
    catalogue = load_catalogue(
        directory(tmp_path / "own", bad__yml=written(every="0", delay="-1"), good__yml=written()),
        directory(tmp_path / "shipped", worse__yml="name: [", fine__yml=written()),
    )
    assert list(catalogue.sources) == ["fine", "good"]
    found = [(error.path and error.path.name, error.line, error.key) for error in catalogue.errors]
    assert found == [("worse.yml", 1, ""), ("bad.yml", 10, "every"), ("bad.yml", 11, "delay")]


@pytest.mark.parametrize("name", ["alpha.yml", "alpha.yaml", "Alpha.yml"])
def test_broken_override_does_not_bring_back_the_shipped_one(name: str, shipped: Path, tmp_path: Path) -> None:
    own = directory(tmp_path / "own", **{name.replace(".", "__"): written(every="0")})
    catalogue = load_catalogue(own, shipped)
    assert list(catalogue.sources) == ["beta"]
    assert catalogue.overridden == ("alpha",)
    assert "neither runs" in str(catalogue.errors[-1])
    assert catalogue.errors[-1].path == own / name


@pytest.mark.parametrize(("one", "other"), [("gamma.yaml", "gamma.yml"), ("Gamma.yml", "gamma.yml")])
def test_doubled_id_names_both_files(one: str, other: str, shipped: Path, tmp_path: Path) -> None:
    own = directory(tmp_path / "own", **{name.replace(".", "__"): written() for name in (one, other)})
    if len(list(own.iterdir())) < 2:
        pytest.skip("this file system does not tell capitals from small letters")
    catalogue = load_catalogue(own, shipped)
    assert list(catalogue.sources) == ["alpha", "beta"]
    assert len(catalogue.errors) == 1
    assert one in str(catalogue.errors[0])
    assert other in str(catalogue.errors[0])


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    own = directory(tmp_path / "own", large__yml="#" * (2**20 + 1), good__yml="\ufeff" + written())
    (own / "folder.yml").mkdir()
    (own / "gbk.yml").write_bytes("home: x\nname: 观察者网\n".encode("gbk"))
    (own / ".hidden.yml").write_text("[")
    (own / "notes.txt").write_text("[")
    (own / "gone.yml").symlink_to(own / "nowhere")
    catalogue = load_catalogue(own, directory(tmp_path / "shipped"))
    assert list(catalogue.sources) == ["good"]
    found = [(error.path and error.path.name, error.line) for error in catalogue.errors]
    assert found == [("folder.yml", None), ("gbk.yml", 2), ("gone.yml", None), ("large.yml", None)]


def test_directory_that_is_gone(shipped: Path, tmp_path: Path) -> None:
    catalogue = load_catalogue(tmp_path / "nowhere", shipped)
    assert list(catalogue.sources) == ["alpha", "beta"]
    assert len(catalogue.errors) == 1


def test_select(shipped: Path) -> None:
    catalogue = load_catalogue(shipped=shipped)
    assert [source.id for source in catalogue.select(())] == ["alpha", "beta"]
    assert [source.id for source in catalogue.select(["beta", "beta"])] == ["beta"]


def test_select_unknown(shipped: Path, tmp_path: Path) -> None:
    catalogue = load_catalogue(directory(tmp_path / "own", broken__yml="["), shipped)
    with pytest.raises(ConfigError) as caught:
        catalogue.select(["alpha", "alhpa", "broken"])
    assert [(error.key, error.nearest) for error in caught.value.errors] == [("alhpa", "alpha"), ("broken", None)]
    assert "broken.yml" in str(caught.value)
