"""Made articles: as many distinct Chinese and English ones as asked for, of invented companies and figures."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

SENTENCES = {
    "zh": (
        "{city}的{firm}{month}月{day}日宣布，第{n}批{thing}已经交付，首批客户有{m}家。",
        "按照计划，{firm}将在{city}新增{m}名工程师，主要做{thing}的适配和测试。",
        "一名了解情况的采购人员说，{thing}的报价比去年低了{m}%，交货期却多出{n}周。",
        "{city}方面给出的数字是，全市已建成算力{n}百亿亿次，其中约{m}%由本地企业使用。",
        "与上一代相比，新的{thing}在同样的功耗下快了{m}%，但成品率仍未公布。",
        "{firm}的财报显示，第{day}号项目的研发投入为{n}.{m}亿元，占收入的{day}%。",
        "业内对此看法不一，有人认为{thing}的缺口要到{n}个月以后才能补上。",
        "{firm}没有回应关于{city}机房用电的提问，只说一切按合同办理。",
    ),
    "en": (
        "{firm} said on {day} October that batch {n} of its {thing} had left {city} for {m} customers.",
        "The company plans to hire {m} engineers in {city}, most of them to test the {thing} it sells abroad.",
        "One buyer put the price of {thing} {m} per cent below last year's, with delivery {n} weeks later.",
        "Officials in {city} count {n} exaflops of computing, of which local firms use about {m} per cent.",
        "The new {thing} is {m} per cent faster at the same power, though {firm} has not published its yield.",
        "Accounts filed by {firm} show {n}.{m} million dollars spent on project {day} in the last quarter.",
        "Not everyone agrees: some analysts expect the shortage of {thing} to last another {n} months.",
        "{firm} did not answer questions about the power its {city} site draws, beyond naming its contract.",
    ),
}
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "zh": {
        "city": ("青桐市", "临澜市", "北屿", "朔川", "云溪新区", "长汀港"),
        "firm": ("砺石智算", "朔桥微电子", "青桐云", "澜图科技", "北屿计算", "汀兰半导体"),
        "thing": ("训练卡", "推理芯片", "光模块", "高带宽存储", "编译器", "大模型接口"),
    },
    "en": {
        "city": ("Harrow Falls", "Tallgrass", "Port Ellery", "Northgate", "Quillan", "Marrow Bay"),
        "firm": ("Lodestar Compute", "Ferncliff Systems", "Obsidian Reach", "Halden Micro", "Tern Analytics"),
        "thing": ("training cards", "inference chips", "optical links", "stacked memory", "compilers"),
    },
}
TITLES = {"zh": "{firm}在{city}的{thing}项目：第{n}号", "en": "{firm} and its {thing} in {city}, number {n}"}
PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class Made:
    """One made article."""

    language: str
    title: str
    paragraphs: tuple[str, ...]


def make(language: str, number: int, seed: int) -> Made:
    """The article of a number; the same for the same seed, another text for each number."""
    chance = random.Random(f"{seed} {language} {number}")
    words = {name: chance.choice(options) for name, options in WORDS[language].items()}
    title = TITLES[language].format(**words, n=number)
    sentences = [filled(chance, language, words) for _ in range(3 * PARAGRAPHS)]
    between = "" if language == "zh" else " "
    paragraphs = [between.join(sentences[start::PARAGRAPHS]) for start in range(PARAGRAPHS)]
    return Made(language, title, tuple(paragraphs))


def filled(chance: random.Random, language: str, words: Mapping[str, str]) -> str:
    """One sentence with figures of its own."""
    figures = {"n": chance.randint(2, 999), "m": chance.randint(3, 97), "day": chance.randint(1, 28)}
    return chance.choice(SENTENCES[language]).format(**words, **figures, month=chance.randint(1, 12))


def html_of(article: Made, title: str = "") -> bytes:
    """The page of an article, under another title where one is given."""
    headline = escape(title or article.title)
    text = "\n".join(f"<p>{escape(each)}</p>" for each in article.paragraphs)
    return (
        f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8"><title>{headline}</title></head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{headline}</h1>\n'
        f"<time>2026-10-12 09:30</time>\n{text}\n</article></body></html>"
    ).encode()
