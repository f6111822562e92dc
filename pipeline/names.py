"""Names of people, told from other words and from the names of outlets."""

import re
from functools import cache

from config.rules import rules
from pipeline.clean import agency_of, clean_line
from pipeline.fold import letters, simplified

MOST_NAMES = 8
COMMONEST = 40
HAN = re.compile(r"[\u3400-\u9fff]")
SEPARATOR = re.compile(r"\s*(?:[,，、;；|&＆/／](?:\s*and\s)?|\s(?:and|with|AND)\s|\s{2,}|\s[•·|]\s)\s*")
HAN_SEPARATOR = re.compile(r"[\s,，、;；|/／]+")
LEAD = re.compile(
    r"^(?:(?:written |posted |reported |authored |story |words |text |analysis |opinion |interview |commentary )?by\b"
    r"(?: (?:\w+ ){0,2}(?:staff )?(?:writers?|reporters?)\b(?= \w))?"
    r"|author|作者|文|撰文|记者)\s*[:：/ ]\s*",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"^(?:(?:senior|deputy|chief|associate|contributing|staff|political|science|health)\b.*|phd|md|mph|rn|jr|sr|esq|cfa"
    r"|.*\b(?:editor|reporter|correspondent|writer|contributor|journalist)s?\b.*"
    r"|.*\b(?:getty images|image|photo|updated|published)\b.*)\.?$",
    re.IGNORECASE,
)
# The last word of what is an outlet or a desk in English, where a name would have a family name.
OUTLET_EN = re.compile(
    r"\b(?:news|newsroom|times|press|post|magazine|staff|tribune|agency|media|network|reports|team|editors|desk|today"
    r"|journal|daily|gazette|herald|online|service|services|bureau|institute|university|foundation|posts|size|live|bio"
    r"|profile|more|coordinator|contributors|columnist|\.com)$",
    re.IGNORECASE,
)
# What stands behind a name without a mark: where it was written, whom for, and a name in capitals ends where those do.
BEHIND = re.compile(
    r" (?:in [A-ZÀ-Þ]|(?:for|FOR|of|at) (?:[Tt]he )?[A-Z]|The [A-Z]|\("
    r"|(?:AP|AFP|UPI|CNN|BBC|NPR|Associated Press|Reuters|Bloomberg)\b).*"
)
CAPITALS = re.compile(r"(?:[A-Z][A-Z'’.-]* ){1,3}[A-Z]['’]?[A-Z][A-Z'’-]*(?= [A-Z][a-z])")
PICTURE = re.compile(r"\b(?:images?|photo|getty|picture)\b", re.IGNORECASE)
SITE = re.compile(r"https?:|www\.|@|\.(?:com|cn|org|net)\b", re.IGNORECASE)
OUTLET = re.compile(
    r"(?:网|網|报|報|社|新闻|新聞|频道|客户端|电视台|观察|财经|在线|周刊|杂志|编辑部|公众号|集团|公司|有限|频道|网站|出版社"
    r"|网络|網絡|中心|政府|大学|學院|学院|研究院|期刊|委员会|办公室|网易|搜狐|新浪|腾讯|凤凰|百度|号)$"
)
# What follows a name in one string: its date, its place, the length of the text.
AFTER = re.compile(
    r"\s*(?:[|•·–—]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d|\b\d).*$",
    re.IGNORECASE | re.DOTALL,
)
FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|da|del|la|van|von|der|bin|al|el)){1,4}")
# 责任编辑：张三, 选稿：张三: the name of one who did not write it; 本报记者：张三 and 作者：张三 did.
MARKED = re.compile(r"(?P<mark>[\u3400-\u9fff]{2,6})\s?[：:]\s{0,3}")
WROTE = ("作者", "记者", "記者", "撰文", "撰稿", "采写", "评论员", "通讯员", "主笔", "执笔", "供稿")
JOINED = re.compile(r"[\u3400-\u9fff]{0,8}(?:记者|記者|评论员)(?P<name>[\u3400-\u9fff]{2,4})")  # 本报记者张三
# What ends a remark in the place of a name: 我已授权, 网络整理, 系统管理员, 北海快讯, 摄影报道.
REMARK = re.compile(
    r"[!！?？。]|(?:整理|授权|授權|管理员|管理員|快讯|快訊|转载|轉載|编译|編譯|报道|報道|報導|报导|供稿|记者|記者|小编|小組|小组|团队|團隊)$"
)
SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[A-Z]{1,4}\d{2,6}")  # jane-roe; the number of an editor, NF042


def people(values: tuple[str, ...], outlets: tuple[str, ...] = (), *, is_strict: bool = True) -> tuple[str, ...]:
    """The persons among declared authors, each once; `outlets` are names that are no person's here.

    Where that is not strict, a desk, an agency or a full name that is the site's too counts as well.
    """
    found: dict[str, str] = {}
    for value in values:
        value = AFTER.sub("", LEAD.sub("", clean_line(value)[:300]))
        if SITE.search(value) or PICTURE.search(value):
            continue
        if (mark := MARKED.match(value)) and mark["mark"].endswith(WROTE):
            value = value[mark.end() :]
        elif mark:
            continue
        for name in (HAN_SEPARATOR if HAN.search(value) else SEPARATOR).split(value):
            if name.startswith(("in ", "for ")):  # By Jane Roe, in Beijing
                continue
            name = _bare(_unjoined(LEAD.sub("", name.strip(" .·:：()（）[]【】-–—"))))
            if is_person(name, outlets) or (not is_strict and _is_collective(name, outlets)):
                found.setdefault(letters(name), name)
    names = tuple(found.values())[:MOST_NAMES]
    # Jane Roe, CNN
    whole = tuple(
        name for name in names if not (name.isupper() and name.isalpha() and name.isascii() and len(name) <= 5)
    )
    return whole if any(map(is_full_name, whole)) else names


def is_person(name: str, outlets: tuple[str, ...] = ()) -> bool:
    """True where a word or two can be a person's name, or the name somebody signs with."""
    plain = letters(name)
    if not 1 < len(plain) <= 40 or len(name.split()) > 5 or plain.isdigit() or SITE.search(name):
        return False
    if (
        "\ufffd" in name
        or name.lower() in _not_names()
        or OUTLET.search(name)
        or ROLE.match(name)
        or SLUG.fullmatch(name)
        or REMARK.search(name)
    ):
        return False
    if " " in name and (OUTLET_EN.search(name) or name.islower()):
        return False
    if agency_of(name):
        return False
    return not _is_outlet(plain, outlets)


def _bare(name: str) -> str:
    """Jane Roe for Jane Roe in Beijing and for JANE ROE Associated Press; other names as they are."""
    if name.count(" ") < 2:
        return name
    bare = BEHIND.sub("", name, count=1)
    if capitals := CAPITALS.match(bare):
        bare = capitals[0]
    return bare if is_full_name(bare) else name


def _unjoined(name: str) -> str:
    """张三 for 本报记者张三, other names as they are."""
    found = JOINED.fullmatch(name)
    return found["name"] if found and is_chinese_name(found["name"]) else name


def _is_collective(name: str, outlets: tuple[str, ...]) -> bool:
    """True for a desk or an agency that is not the site itself, and for a site that has a person's name."""
    plain = letters(name)
    if not 3 < len(plain) <= 40 or name.islower() or SITE.search(name):
        return False
    if "\ufffd" in name or name.lower() in _not_names():
        return False
    return (is_full_name(name) and not OUTLET_EN.search(name)) or not _is_outlet(plain, outlets)


def _is_outlet(plain: str, outlets: tuple[str, ...]) -> bool:
    return any(plain == letters(outlet) for outlet in outlets if outlet)


def is_full_name(name: str) -> bool:
    """True for two to five words in capitals, as a name is printed in English."""
    return bool(FULL_NAME.fullmatch(name))


def is_chinese_name(name: str) -> bool:
    """True for two to four Han characters that begin with a family name."""
    single, double = _surnames()
    if len(name) in (3, 4) and name[:2] in double:
        return True
    return len(name) in (2, 3, 4) and (name[0] in single or simplified(name[0]) in single) and name not in _not_names()


@cache
def commonest_surnames() -> str:
    """The forty family names that most people have."""
    return str(rules("marks")["surnames"])[:COMMONEST]


@cache
def _not_names() -> frozenset[str]:
    return frozenset(word.lower() for word in rules("marks")["not_names"])


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    held = rules("marks")
    return frozenset(held["surnames"]) - {" "}, frozenset(held["double_surnames"])
