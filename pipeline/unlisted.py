"""Outlets that the table does not have, told by the shape of their names and by what calls them outlets."""

import re
from collections.abc import Iterator

HAN = "\u3400-\u9fff"
HAN_LETTER = re.compile(f"[{HAN}]")
# 《长江日报》; 德国《X》报道; 《X》记者
MARKED = re.compile(
    rf"[《「](?P<name>[{HAN}]{{1,8}}(?:[日时晚早晨周邮快导商人]报|先驱报|论坛报|观察报|新闻报|卫报|新闻周刊|周刊|週刊|通讯社|新闻网"
    r"|日報|時報|晚報|早報|晨報|郵報|快報|週報|新聞|電視台|新闻|电视台|月刊|画报|杂志|评论报))[》」]"
    rf"|(?<=[国兰亚典利港湾坡本列大尼媒國蘭亞灣]) ?《(?P<abroad>[{HAN}A-Za-z][^《》\n]{{1,24}})》(?=[^《》。\n]{{0,16}}(?:报|報|[称稱说說写寫]|指出|认为|認為|披露|[援引]))"
    rf"|《(?P<said>[{HAN}A-Za-z][^《》\n]{{0,24}})》(?=(?:杂志|雜誌|网站|網站|周刊|[0-9月日昨今前本周]{{1,6}})?(?:报道|報道|报导|報導|援引|引述|刊文|记者|記者|采访|採訪|专访|專訪|社论|社論|独家|獨家))"
)
# 据外媒eeNews Europe报道; 媒体Gazlog爆料; 接受X采访
LATIN_NAME = r"[a-z]{0,3}[A-Z][A-Za-z0-9.&'’+-]{1,20}(?: [A-Z][A-Za-z0-9.&'’+-]{0,20}){0,3}"
LATIN_IN_HAN = re.compile(
    rf"(?:(?:[据據对對向]|援引|引述|接受|告诉|告訴|根据|根據)[{HAN}]{{0,6}}|[媒体站体體誌志刊网網台社报報，。；、\n]|^) ?(?P<name>{LATIN_NAME}) ?"
    r"(?:网站|網站|杂志|雜誌)?(?:当?[0-9一二三四五六七八九十月日号周昨今天上下]{1,7})?(?:的?(?:[一这那此][则篇份則]的?)?(?:报道|報道|报导|報導|文章|稿|记者|記者|采访|採訪|专访|專訪|爆料|率先|独家|獨家|援引|引述))"
    rf"|(?:外媒|媒体|媒體|网站|網站|官媒|杂志|雜誌|电视台|電視台|博客|播客|通讯社) ?(?P<kind>{LATIN_NAME})(?![A-Za-z])"
    rf"|[{HAN}](?:电视台|電視台|频道|頻道|通讯社|通訊社|新闻社|日报|日報|广播公司|廣播公司|新闻网|新聞網|网站|網站)[(（](?P<glossed>[A-Za-z][A-Za-z0-9.-]{{1,20}})[)）]"
)
HAN_BARE = re.compile(
    rf"(?:[据據]|援引|接受|告诉|告訴|引述)(?P<name>[{HAN}]{{2,6}}?(?:日报|日報|晚报|晚報|早报|早報|晨报|时报|時報|周刊|週刊|周报|新闻网|新闻|新聞|在线|网|網|卫视|电视台|電視台"
    r"|广播|電台|电台|通讯社|通訊社|社|财经|财訊|科技|视频|传媒|傳媒|观察|客户端|频道))(?=记者|記者|[0-9]|报道|報道|报导|報導|消息|采访|採訪|专访|專訪|援引|引述|昨|今)"
)
WORD = r"(?:[A-Z][A-Za-z0-9'’&-]{0,20}(?:\.[A-Za-z]{2,4}\b)?|[0-9]{2,3}(?![0-9])|&)"
PROPER = rf"(?:(?!&){WORD}(?: (?:(?:of|the|de|du|le|la|&|and) )?{WORD}){{0,4}})"
KIND = (
    r"(?:newspaper|paper|outlet|daily|weekly|monthly|magazine|website|site|broadcaster|tabloid|news agency|newswire|portal|blog"
    r"|newsletter|network|station|publication|journal|news service|public radio|podcast|review|quarterly)"
)
SHAPE = (
    r"(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Daily|News|Dispatch|Courier|Inquirer|Examiner|Sentinel|Weekly|Ledger|Star"
    r"|Bee|Telegraph|Express|Observer|Advertiser|Journal|Lookout|Beacon|Mirror|Globe|Record|Reporter|Mercury|Standard|Argus|Echo"
    r"|Monitor|Bulletin|Digest|Republic|Insider|Newsroom|Magazine|Review|Radio|TV|Broadcasting|Media|Wire|Press|Voice|Today|Sun"
    r"|Independent|Banner|Mail|Nation|Citizen|Register|Reports?|Watch|Eagle|Times-[A-Z][a-z]+|News-[A-Z][a-z]+|Post-[A-Z][a-z]+)"
)
GENERIC = re.compile(SHAPE)  # the Post, of which nothing says which
REPORTED = (
    r"(?:report(?:s|ed)(?=[,.;]| (?:on |late |earlier |last |this |first |in |exclusively )?(?:[A-Z]|that|week|month|year|how|to|a|the)\b|$)"
    r"|first reported|has reported|had reported)"
)
PHRASE = re.compile(rf"(?<![\w-]){PROPER}")
SHAPED = re.compile(rf"{WORD} {SHAPE}$")
CALL = re.compile(r"[WK][A-Z]{3}(?:-TV|-FM)?")
# What calls a name an outlet: behind it, a daily, reported; before it, the newspaper, a report by.
CALLED = re.compile(
    rf",? (?:daily|newspaper|magazine|news agency|website|newsletter)\b|, (?:an?|the|its|another) (?:[A-Za-z'’-]+ ){{0,5}}{KIND}\b"
)
REPORTS = re.compile(f" {REPORTED}")
CALLS = re.compile(
    rf"\b(?:{KIND},?|(?:reported|revealed|published|disclosed|reports?|story|stories|article|investigation|scoop|post) (?:[a-z]+ )?"
    r"(?:by|in|from)(?: the)?) $"
)
BEFORE = 48  # characters before a name in which that is looked for
NATION = re.compile(
    r"(?:[A-Z][a-z]+(?:ian|ese|ish|can|ean)|French|German|Greek|Dutch|Czech|Swiss|Thai|Hebrew|Arabic|Israeli|Iraqi|Pakistani|Saudi"
    r"|Chinese-language|News|National|Local|State|Trade|Daily|Montreal|Paris|Moscow|Taipei|Seoul|Madrid|Rome|Berlin|Delhi|New|The)"
)
# What reports too, and is no outlet: the Justice Department, Nvidia Corp, the police of a town.
OTHER = re.compile(
    r"(?:Department|Ministry|Police|Bureau|Institute|University|Company|Inc|Corp|Ltd|Bank|Commission|Committee|Association|Council"
    r"|Court|Office|Administration|House|Senate|Congress|Center|Centre|Group|Technologies|Semiconductor|Electronics|Motors|Energy"
    r"|Systems|Labs?|AI|Research|Securities|Capital|Foundation|Union|College|School|Hospital|Agency|Authority|Board|Service|Services"
    r"|Intelligence|Google|Microsoft|Apple|Amazon|Meta|Nvidia|Intel|Tesla|Huawei|Samsung|OpenAI|Anthropic|He|She|They|It|We|I|Who"
    r"|Jan|Feb|Mar|Apr|May|Jun|June|July|Aug|Sept?|Oct|Nov|Dec|[A-Z][a-z]+day|January|February|March|April|August|September|October"
    r"|November|December|China|Beijing|Washington|London|Tokyo|Brussels|America|Europe|Congress|Parliament)\.?"
)
LEAD = re.compile(
    r"(?:The|A|An|In|On|At|As|But|And|When|While|After|Before|According|Per|From|If|For|Only|Its|His|Her|Their|This|That|One|Last|Mon(?:day)?"
    r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Nearby|Even|Then|Now|So|Yet|Though|Since|By|To|With|Under|Over"
    r"|Both|What|How|Why|Earlier|Meanwhile|Elsewhere) (?:the )?(?=[A-Z])"
)

DAY = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]")
OF = re.compile(r"[A-Z][A-Za-z-]+(?: [A-Z][A-Za-z-]+)?['’]s (?=[A-Z0-9])")  # Bulgaria's 24 Chasa
AND = re.compile(r" and (?:the )?")


def unlisted(text: str) -> Iterator[tuple[int, int, str]]:
    """Where an outlet of that shape is named in a text: start, end, and the name; some are of other kinds."""
    han = len(HAN_LETTER.findall(text))
    for form in (MARKED, HAN_BARE, LATIN_IN_HAN) if han else ():
        for found in form.finditer(text):
            start, end = found.span(found.lastgroup or "")
            if name := _name(text[start:end])[0]:
                marked = form is MARKED
                yield start - marked, start + len(name) + marked, name
    if 4 * han < len(text):
        yield from _latin(text)


def _latin(text: str) -> Iterator[tuple[int, int, str]]:
    """The unlisted outlets of an English text."""
    for found in PHRASE.finditer(text):
        start, end = found.span()
        reports = REPORTS.match(text, end)
        if not (
            reports
            or CALLED.match(text, end)
            or SHAPED.search(found[0])
            or CALL.fullmatch(found[0])
            or CALLS.search(text[max(0, start - BEFORE) : start])
        ):
            continue
        for part in AND.split(found[0]):
            at = text.find(part, start, end)
            name, begin = _name(part)
            if name and not (reports and "s " in part[:begin]):  # The Verge's Tom Warren reports
                yield at + begin, at + begin + len(name), name


def _name(printed: str) -> tuple[str, int]:
    """The name without what leads to it (On Friday, Bulgaria's), and where it begins; empty for what is no outlet's."""
    begin = 0
    while lead := LEAD.match(printed, begin) or OF.match(printed, begin):
        begin = lead.end()
    name = printed[begin:].rstrip(".'’").removesuffix("'s").removesuffix("’s")
    last = name.rsplit(" ", 1)[-1]
    return ("", 0) if not name or OTHER.fullmatch(last) or DAY.match(name) or GENERIC.fullmatch(name) or NATION.fullmatch(name) else (name, begin)
