"""What `new` says of a site that shows nothing, without a network."""

from dataclasses import replace

import pytest

from crawler.scouted import Scouted
from service.new_table import messages, refusal, show
from service.route_table import NARROW
from tests.desks import looked_at
from tests.scouted_sites import APPEALS, NOW, articles, as_reply, declared, front, pages, rss, shelled
from tests.sites import Reply

APPEAL = APPEALS["en"].encode()
PASSWORD = '<form><input name="user"><input type="password"></form>'


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (
            Reply(shelled("Just a moment...", '<div id="cf-chl-widget">wait</div>')),
            "shows a challenge in place",
        ),
        (Reply(shelled("The Quay", PASSWORD)), "shows a login in place of the page"),
        (
            Reply(shelled("The Quay", '<div id="root"></div><script src="/a.js"></script>')),
            "is a shell that its JavaScript",
        ),
        (Reply(shelled("The Quay", "<p>Nothing yet</p>")), "has no list of article links (0 links in all)"),
        (Reply(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), type="image/png"), "is no page: PNG"),
        (Reply(b"{}", type="application/json"), "is no page: json"),
        (Reply(status=403), "answered 403: it turns crawlers away"),
        (Reply(b""), "is an empty page"),
    ],
)
def test_what_is_in_the_way_is_said(reply: Reply, message: str) -> None:
    told = messages(looked_at({"/": reply}), None)
    assert any(message in line for line in told), told
    assert told[-1].startswith("No route was found after ")


FOREIGN = {
    "ja": ("{place}港湾局がはしけの記録を発表、朝に{number}隻", "港湾局は昨日、{number}隻が水門を通過したと発表した。"),
    "ko": ("{place} 항만청 {number}척 기록 발표", "항만청은 어제 {number}척이 갑문을 통과했다고 발표했다. "),
    "ru": ("Порт {place} насчитал {number} барж", "Вчера через шлюз прошли {number} барж, сообщил порт. "),
    "de": ("Hafen von {place} zählt {number} Kähne", "Am Morgen sind {number} durch die Schleuse, sagte das Amt. "),
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_site_in_another_language_is_said_to_be(language: str) -> None:
    title, text = FOREIGN[language]
    told = [
        replace(each, title=title.format(place=at, number=at + 40), text=text.format(number=at + 40) * 9)
        for at, each in enumerate(articles("zh", "/article/{number}.html", 20))
    ]
    replies = {
        path: Reply(reply.body.replace(b'lang="en"', f'lang="{language}"'.encode()).replace(APPEAL, b""))
        for path, reply in (pages(told, "Quay") | {"/": Reply(front(told, "Quay"))}).items()
    }
    said = messages(looked_at(replies), None)
    assert f"https://quay.example/ is in another language ({language}): " in "\n".join(said), said
    assert said[-1].startswith("No route was found after ")
    assert not any(each.is_chosen for each in looked_at(replies).ranked)


@pytest.mark.parametrize("width", [40, 60, 80, NARROW - 1, NARROW, 200])
def test_addresses_and_reasons_are_shown_at_any_width(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = articles("en", "/{slash}/{slug}/")
    replies = pages(told, "The Quay") | {
        "/": Reply(front(told[:4], "The Quay", declared("/feed.rss"))),
        "/feed.rss": as_reply(rss(told, "https://quay.example", "The Quay")),
    }
    show(looked_at(replies), None, {}, (), is_written=False)
    shown = capsys.readouterr().out
    assert "https://quay.example/feed.rss" in shown
    assert "gives most" in shown
    assert "adds nothing" in shown
    assert "100%" in shown


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        ("robots: refused by robots.txt", "robots.txt refuses it to crawlers, and is obeyed."),
        ("robots: robots.txt answered 500", "robots.txt answered 500, which is taken for a refusal; try again later."),
        ("forbidden-address: ForbiddenAddress: port 8702 is not among the source's ports", "leads to port 8702: give"),
        (
            "forbidden-address: ForbiddenAddress: 10.0.0.1 is not a public address",
            "not a public address; --private",
        ),
        ("unreachable: robots.txt: DownloadConnectionRefusedError: refused: 111..", "robots.txt: refused: 111."),
        ("too-large: over 16777216 bytes when decoded", "is too large: over 16777216 bytes when decoded."),
        ("quarantined: the parser died", "quarantined: the parser died."),
    ],
)
def test_a_refusal_is_a_true_sentence(refused: str, sentence: str) -> None:
    assert sentence in refusal(Scouted("https://quay.example/", NOW, refused=refused))
