"""Repair of damaged text: what comes back, what stays, and the log of both."""

from collections.abc import Callable
from functools import partial
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repair import repair, without_readings
from pipeline.repair_gloss import Glossed
from pipeline.values import Repair
from tests.damage import damage, damaged_texts, sentences
from tests.timing import grows_with_size

# A table like that of the converter we know: some of the characters it changes, and not the others.
TABLE = {
    "領": "lǐng", "實": "shí", "關": "guān", "報": "bào", "認": "rèn", "創": "chuàng", "應": "yīng", "據": "jù",
    "發": "fā", "現": "xiàn", "驗": "yàn", "優": "yōu", "產": "chǎn", "業": "yè", "經": "jīng", "濟": "jì", "訓": "xùn",
}  # fmt: skip
STORY = (
    "這家企業在訓練領域的實力,一直是業界關注的重點。\n"
    "報告認為,因為美國的限制而面臨不足,它只能在經濟實用上創新。\n"
    "工程師說,因為芯片上的優勢,新產品將在年底應用。"
)


def test_a_converted_text_comes_back_as_it_was() -> None:
    came = damage(STORY, TABLE)
    found = repair({"text": came.text})
    assert "?" in came.text
    assert "(" in came.text
    assert found.fields["text"] == STORY
    shifts = [each for each in found.repairs if each.rule == "shift"]
    assert [each.after for each in shifts] == ["為美國的限制而面臨", "為芯片上的優"]


@pytest.mark.parametrize(
    "change",
    [lambda text: text.replace("(", "（").replace(")", "）"), partial(normalize, "NFD")],
    ids=["full width", "tones apart"],
)
def test_a_text_that_was_changed_after_it_was_converted(change: Callable[[str], str]) -> None:
    found = repair({"text": change(damage(STORY, TABLE).text)})
    assert found.fields["text"] == STORY


def test_characters_that_only_a_converter_changes_lose_their_readings_too() -> None:
    came = damage(STORY, TABLE).text + "\n他看著(zhù)我,要瞭(liǎo)解情形。"
    assert repair({"text": came}).fields["text"].endswith("\n他看著我,要瞭解情形。")


def test_the_log_says_where_it_was_and_what_stood_there() -> None:
    came = damage(STORY, TABLE).text + "\n![]()\n圖為工廠。"
    found = repair({"text": came})
    assert {each.rule for each in found.repairs} == {"reading", "shift", "picture"}
    for each in found.repairs:
        assert each.field == "text"
        assert came[each.place : each.place + len(each.before)] == each.before


def test_a_title_is_repaired_by_what_its_text_tells() -> None:
    found = repair({"title": "新產(chǎn)品應(yīng)用", "text": damage(STORY, TABLE).text})
    assert found.fields["title"] == "新產品應用"
    assert Repair("reading", "title", 2, "(chǎn)", "") in found.repairs
    assert repair({"title": "新產(chǎn)品", "text": "正文。"}).fields["title"] == "新產(chǎn)品"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "人工智能(AI)公司英伟达(Nvidia)发布了新芯片(GPU)，售价(US$)不变。",
        "記者王旻(mín)和李彧(yù)在現場採訪，陳赟(yūn)攝影，這些都是重(zhòng)要的人。",
        "The festival (chuàng) was held, and the word (lǐng) was sung (shí) by all.",
        "你(nǐ)好(hǎo)！我(wǒ)們(men)一(yì)起(qǐ)學(xué)習(xí)漢(hàn)語(yǔ)吧(ba)。",
        "容易讀錯的姓：闞(kàn)、龔(gōng)、甯(níng)、單(shàn)。",
        "詞語：學習(xuéxí)、領域(lǐngyù)、實力(shílì)、關注(guānzhù)。",
        "「應(yìng)」字怎樣讀？應該的應讀一聲，應用的應讀四聲，應答、應付也讀四聲，關(guān)鍵、實(shí)際要看上下文。",
        "多音字：長(zhǎng)大、長(cháng)短；還(hái)有、歸還(huán)；單(chán)于、姓單(shàn)，簡單(dān)。",
        "讀一讀：應(yīng)該、應(yìng)用、相應(yìng)、應(yīng)有盡有、應(yìng)付、反應(yìng)。",
        "學(xué)習(xí)漢(hàn)語(yǔ)領(lǐng)域(yù)，請跟我讀。",
        "記者龔(gōng)菲、單(shàn)曉天、應(yīng)采兒、紀(jǐ)中展、樂(yuè)嘉、葉(yè)璇、萬(wàn)茜在北京報道。",
        "主持人介紹說，嘉賓有關(guān)曉彤、龍(lóng)應(yīng)台、張(zhāng)學(xué)友。",
        "乱码样例：“中国”变成“ä¸­å›½”，“汉字”变成“æ±‰å­—”，解决办法是声明编码。",
        "Ã©, Ã¨, Ã¼ and â€™ are the commonest signs of mojibake, says the guide.",
        "若 f(x)=y，g(ā)=b，则 h(é)=c；問題是?yàn)為什麼。",
        "为什么要问?yàn)这样写的人很少。",
        "他說：「真的嗎?」(笑)然後走了。",
        "Café Ångström: naïve façade, Ã la carte, Zürich – “quoted” text’s end…",
        "São Paulo, Coração, Åse, Øre, Łódź; ‘a’ — “b”",
        "A sign in the shop reads â€™ and nobody knows why.",
        "Â is a letter of Romanian, Ã one of Portuguese, and the café’s menu has both.",
        "Voilà\x92 s’écrit mal, É\x85 aussi, dit l’éditeur.",
        "Why do apostrophes turn into itâ€™s? It is called mojibake.",
        "特别声明由外交部发布。\n公司在声明中说，平台只提供信息。",
        "Notice: the shop closes at noon.\nThe content was good.",
    ],
)
def test_a_healthy_text_stays_as_it_came(text: str) -> None:
    found = repair({"title": text, "text": text})
    assert found.fields == {"title": text, "text": text}
    assert found.repairs == ()


@pytest.mark.parametrize("half", ["sentences", "sentences-tuning"])
def test_sentences_of_ours_stay_as_they_are(half: str) -> None:
    text = "\n".join(sentences(half))
    assert repair({"text": text}).repairs == ()


def test_healthy_readings_of_a_damaged_text_stay() -> None:
    came = damage(STORY, TABLE).text + "\n記者王旻(mín)說,這很重(zhòng)要(AI)。"
    assert repair({"text": came}).fields["text"].endswith("\n記者王旻(mín)說,這很重(zhòng)要(AI)。")


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ("當(dāng)?shù)貢r間12日,會議開始。", "當地時間12日,會議開始。"),
        ("公司與當(dāng)?shù)仄髽I(yè)合作。", "公司與當地企業合作。"),
    ],
)
def test_a_run_begins_behind_a_reading_too(came: str, expected: str) -> None:
    # Readings are put in for one character after the other: 94 B5 in 當地 is taken for 數 before 當 has its own.
    found = repair({"text": f"{damage(STORY, TABLE).text}\n{came}"})
    assert found.fields["text"].split("\n")[-1] == expected


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ("這項工程得到當(dāng)?shù)卣С帧", "這項工程得到當地政府支持。"),
        ("「這項工程」得到當(dāng)?shù)卣С帧", "「這項工程」得到當地政府支持。"),
        # Both 。 and ” are likely there.
        ("他說:“這項工程得到當(dāng)?shù)卣С帧", "他說:“這項工程得到當?shù)卣С帧"),
    ],
)
def test_a_mark_closes_only_what_its_line_has_opened(came: str, expected: str) -> None:
    # The last byte of a line is lost: A1 begins 。, ” and 》 alike.
    told = "當地政府很支持這項工程,政府的支持很重要。"
    found = repair({"text": f"{damage(STORY, TABLE).text}\n{told}\n{came}"})
    assert found.fields["text"].split("\n")[-1] == expected


def test_a_run_that_is_not_sure_stays_as_it_came() -> None:
    came = damage(STORY, TABLE).text + "\n他說?yàn)㐂㐂㐂㐂,完了。"
    assert "?yàn)㐂㐂㐂㐂,完了。" in repair({"text": came}).fields["text"]


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ("Donâ€™t â€œstopâ€œ nowâ€”ever", "Don’t “stop“ now—ever"),
        ("ä¸­å›½çš„äººå·¥æ™ºèƒ½", "中国的人工智能"),
        ("cafÃ©, naÃ¯ve, faÃ§ade", "café, naïve, façade"),
        # Through latin-1, whose 80 to 9F are control characters: one is enough, for nobody prints them.
        ("The courtâ\x80\x99s view", "The court’s view"),
        ("Plans â\x80\x93 and costs Ã\x89tienne named", "Plans – and costs Étienne named"),
        ("å\x9b½å®¶ç\xad\x96ç\x95¥", "国家策略"),
        # One within a word is enough, too, and tells of the others.
        ("It wasnâ€™t fair, â€œthey said", "It wasn’t fair, “they said"),
        ("The writersâ€™ union hasnâ€™t signed", "The writers’ union hasn’t signed"),
        # Three times over, and with a byte that windows-1252 has no character for.
        ("DonÃ¢â‚¬â„¢t, wonÃ¢â‚¬â„¢t, canÃ¢â‚¬â„¢t", "Don’t, won’t, can’t"),
        ("Donâ€™t say â€œitâ€™s latesâ€\ufffd, she wonâ€™t", "Don’t say “it’s latesâ€\ufffd, she won’t"),
    ],
)
def test_utf8_that_was_encoded_twice(came: str, expected: str) -> None:
    found = repair({"title": came})
    assert found.fields["title"] == expected
    assert {each.rule for each in found.repairs} == {"encoding"}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_either_changed_with_a_log_or_not_at_all(text: str) -> None:
    found = repair({"title": "", "text": text})
    assert bool(found.repairs) == (found.fields["text"] != text)


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="為因國(yàn)?領lǐng域發fā展。\n芯片(）", max_size=200))
def test_pieces_of_damage_never_raise(text: str) -> None:
    came = damage(STORY, TABLE).text + "\n" + text
    for each in repair({"text": came}).repairs:
        assert came[each.place : each.place + len(each.before)] == each.before


def test_most_runs_come_back_and_nearly_all_that_are_changed_are_right() -> None:
    made = changed = right = 0
    for text in damaged_texts(sentences("sentences"), 4, seed=7):
        shifts = [each for each in repair({"text": text.text}).repairs if each.rule == "shift"]
        made += len(text.starts)
        changed += len(shifts)
        right += sum(each.after == text.truth(each) for each in shifts)
    assert made >= 30
    assert right >= 0.75 * made
    assert right >= 0.93 * changed


@pytest.mark.parametrize(
    "piece",
    [
        "領(lǐng)域", "?yàn)", "因?yàn)槊绹", "![", "![](", "(", "(ā", "ä¸", "Ã©", "特別聲明:以上", "\n", "國(",
        "Itâ€™s", "â\x80",
        "?yàn)槊绹R", "Notice: the content above ", "領(lǐng", "（", "中(",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_by_its_length(piece: str) -> None:
    # One line: what the runs of the whole story take, each time anew, would hide how the rest grows.
    start = damage(STORY.partition("\n")[0], TABLE).text + "\n"

    assert grows_with_size(lambda size: partial(repair, {"text": start + piece * (size // len(piece))}), 80_000)


def test_readings_are_cut_from_what_stands_around() -> None:
    known = Glossed({"編": "biān"})
    assert without_readings("責(zé)任編(biān)輯(jí):王旻(mín)", known) == "責任編輯:王旻(mín)"
    assert without_readings("編(biān)輯", None) == "編(biān)輯"
