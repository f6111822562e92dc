"""Bytes are read as what they are, whatever their labels say."""

import pytest

from pipeline.encodings import borne_out, is_clearly

ZH = "港口的算力中心今天启用，工程师说第一批机器已经装好，其余的到年底才能运到这里。"
HANT = "港口的算力中心今天啟用，工程師說第一批機器已經裝好，其餘的到年底才能運到這裡。"
JA = "港の計算センターは今日から動き出した。最初の機械はもう据え付けられている。"
FR = "L’été dernier, l’opérateur a déjà ouvert une première salle à côté du port."


@pytest.mark.parametrize(
    ("body", "labels", "expected"),
    [
        (ZH.encode("gb18030"), [], "gb18030"),
        (ZH.encode("gb18030"), ["gb18030"], "gb18030"),
        (ZH.encode("gb18030"), ["cp1252"], "gb18030"),
        (ZH.encode("gb18030"), ["big5hkscs"], "gb18030"),
        (HANT.encode("big5hkscs"), [], "big5hkscs"),
        (HANT.encode("big5hkscs"), ["gb18030"], "big5hkscs"),
        (ZH.encode()[:-1], ["gb18030"], "utf-8"),  # the last character cut in two
        (JA.encode("cp932"), ["cp932"], "cp932"),
        (JA.encode("euc_jp") * 9, [], "euc_jp"),
        (JA.encode("euc_jp") * 9, ["big5hkscs"], "euc_jp"),
        (JA.encode("euc_jp") * 9, ["cp1252"], "euc_jp"),
        (FR.encode("cp1252"), [], "cp1252"),
        (FR.encode("cp1252"), ["cp1252"], "cp1252"),
        (FR.encode("cp1250", "replace"), ["cp1250"], "cp1250"),
        (b"", [], "utf-8"),
        (b"\x80" * 9, ["utf-8"], "utf-8"),
    ],
)
def test_borne_out(body: bytes, labels: list[str], expected: str) -> None:
    assert borne_out(body, labels) == expected


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (ZH.encode("gb18030") * 9, "gb18030", True),
        (HANT.encode("big5hkscs") * 9, "big5hkscs", True),
        (ZH.encode() * 9, "gb18030", False),
        (HANT.encode("big5hkscs") * 9, "gb18030", False),
        (ZH.encode("gb18030") * 9, "big5hkscs", False),
        (FR.encode("cp1252") * 9, "gb18030", False),
        (b"", "gb18030", False),
    ],
)
def test_a_beginning_tells_an_encoding(body: bytes, encoding: str, expected: bool) -> None:
    assert is_clearly(body, body.decode(encoding, "replace")) is expected
