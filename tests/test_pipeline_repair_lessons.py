"""Texts that teach readings, which stay, and texts that a converter damaged, which are told from them."""

import re

import pytest

from pipeline.repair import repair
from pipeline.repair_gloss import GLOSS, glossed
from pipeline.repair_lessons import is_lesson, is_rare
from tests.damage import damaged_texts, sentences

# What stands around the readings in an article on them: changed characters without any.
AFTER = "編者說,這些讀音都來自詞典,學校的老師可以用在課堂上,學生讀過幾遍就會記得,以後不會再讀錯。"
REST = {
    "a lesson with its characters listed once more": (
        "今天我們學買(mǎi)東西。店員問(wèn)我要什麼,我說(shuō)要兩(liǎng)條魚(yú),還(hái)要雞(jī)蛋,又收了我的錢(qián)。"
        "請把買、問、說、錢四個字各寫五遍,再讀給同學聽。"
    ),
    "a lesson with readings of characters that never change": (
        "我們在學(xué)校(xiào)讀(dú)書(shū),放學(xué)後去操(cāo)場(chǎng)踢(tī)球,再回家(jiā)寫(xiě)字(zì)。"
    ),
    "rare characters": "公司說,金屬鑭(lán)和氧化釹(nǚ)漲了一成,氧化鏑(dī)漲了兩成,買家還在增加庫存。" + AFTER,
    "family names": "姓龔(gōng)的人不多,姓竇(dòu)的人也少,姓閻(yán)的人常被寫成姓嚴,姓諶(chén)的人更少見。" + AFTER,
    "names that begin with theirs": (
        "賈(jiǎ)先生到了,賈(jiǎ)太太也來了,賈(jiǎ)老師遲到。說到鄭(zhèng)小姐與這位閻(yán)博士,大家都不認識。"
    ),
    "words of a song": (
        "一壺(hú)濁(zhuó)酒盡(jìn)餘(yú)歡,今宵別夢(mèng)寒。這首歌詞寫於百年之前,後來傳遍學校。" + AFTER
    ),
    "one verse of an essay": (
        "在那遙遠(yuǎn)的山邊(biān),有個歡(huān)樂(lè)的村莊(zhuāng)。" + AFTER + AFTER.replace("編者", "評論家")
    ),
    "a song whose title has the characters without": (
        "數鴨子\n門(mén)前大橋(qiáo)下,游過(guò)一群鴨(yā),快來(lái)快來(lái)數(shǔ)一數(shǔ),二四六七八。"
        "老爺(yé)說(shuō),還(hái)會(huì)唱,鴨(yā)子回家,快趕(gǎn)上。"
    ),
    "in simplified characters": (
        "有人爱说繁体字的愛(ài)里有心,这个親(qīn)要见面,那个產(chǎn)会生,再看運(yùn)里有车,道理都在字里。"
        "学者认为这种说法不严谨,许多简体字自古就有。"
    ),
    "two ways to read one character": (
        "姓單(shàn)的人說簡單(dān)的話,那位單(shàn)先生聽過匈奴的單(chán)于,很簡單(dān)。"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", REST.values(), ids=REST.keys())
@pytest.mark.parametrize("marks", ["()", "（）"])
def test_a_text_that_teaches_stays_as_it_came(text: str, marks: str) -> None:
    came = text.replace("(", marks[0]).replace(")", marks[1])
    found = repair({"title": "讀音", "text": came})
    assert found.fields["text"] == came
    assert found.repairs == ()


@pytest.mark.parametrize(
    "text",
    [
        # As a real converter glosses: the characters of its table, wherever they stand, on the matter of language too.
        "談漢語(yǔ)的聲調:初學(xué)的人盡管會說(shuō)每個(gè)音節,連起來(lái)還是不像,因為語(yǔ)流里的音節會變,說(shuō)話(huà)時(shí)要多聽。",
        "這個(gè)地區(qū)的工業(yè)以技術為主,企業(yè)與大學一起創(chuàng)辦了實驗室,優(yōu)勢明顯,業(yè)內人士看好它的創(chuàng)新。",
        "而且專業(yè)機(jī)構(gòu)的分析指出,用少的數(shù)據(jù)訓(xùn)練出來的模型,實(shí)力可以很強(qiáng)。",
        "汽車(chē)整車(chē)的質(zhì)量要看部件的質(zhì)量,汽車(chē)廠(chǎng)因此對(duì)產(chǎn)品作試驗(yàn),對(duì)壞的產(chǎn)品說不。",
    ],
)
def test_what_a_converter_damaged_is_known(text: str) -> None:
    assert glossed(text)
    assert "(" not in repair({"text": text}).fields["text"]


def test_half_a_reading_is_of_a_converter_wherever_the_others_stand() -> None:
    text = "這是鄉(xiāng)間(jiān)、歡(huān)樂(lè)、體(tǐ)驗(yàn)的地方。" + AFTER
    assert not glossed(text)
    assert glossed(text + "因?yàn)槊绹那樾危覀冞€在等。")


def test_of_damaged_texts_hardly_one_counts_as_a_lesson() -> None:
    texts = [text.text for text in damaged_texts(sentences("sentences-tuning"), 8, seed=5)]
    assert sum(glossed(text) is None for text in texts if len(GLOSS.findall(text)) > 5) <= len(texts) / 25


@pytest.mark.parametrize(
    ("character", "expected"), [("發", False), ("賈", False), ("釹", True), ("竇", True), ("㐂", True)]
)
def test_rare_characters(character: str, expected: bool) -> None:
    assert is_rare(character) is expected


def test_one_gloss_alone_can_be_asked_for() -> None:
    text = "新產(chǎn)品。"
    found = [next(GLOSS.finditer(text))]
    assert is_lesson(text, found, found, 1)
    assert isinstance(found[0], re.Match)
