"""Outlets that the table does not have, told by the shape of their names: 《长江日报》, the Columbus Dispatch."""

import re
from collections.abc import Iterator

HAN = re.compile(
    r"[《「](?P<name>[\u3400-\u9fff]{1,8}(?:[日时晚早晨周邮快导商人]报|先驱报|论坛报|观察报|新闻报|卫报|新闻周刊|周刊|通讯社|新闻网))[》」]"
)
LATIN = re.compile(
    r"(?<![\w-])[Tt]he (?P<name>(?:[A-Z][A-Za-z'’-]{1,20} ){1,3}"
    r"(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Daily|News|Dispatch|Courier|Inquirer|Examiner|Sentinel|Weekly"
    r"|Ledger|Star|Bee|Telegraph|Express|Observer|Advertiser|Business Journal))(?![\w-]| [A-Z][a-z])"
)


def unlisted(text: str) -> Iterator[tuple[int, int, str]]:
    """Where an outlet of that shape is named in a text: start, end, and the name; most are of other kinds."""
    for found in HAN.finditer(text):
        yield found.start(), found.end(), found["name"]
    for found in LATIN.finditer(text):
        yield found.start("name"), found.end("name"), found["name"]
