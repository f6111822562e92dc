"""Who wrote an article, out of a run of names between which stands what each did."""

import re
from dataclasses import dataclass, field
from functools import cache

from config.rules import rules

TOKENS = re.compile(r"([/／：:])|([^\s、,，;；&＆/／：:|｜丨]+)")
# A paper's name may stand before these and a person's behind them without a space; other roles are words of their own.
ENDINGS = ("记者", "記者", "评论员", "通讯员", "通訊員", "编辑", "編輯")
INSIDE = re.compile("|".join(ENDINGS))
WRITER, HELPER, OTHER = "writers", "correspondents", "others"
# 文/王芳 图/刘洋 and 王芳 文 刘洋 图: before a slash these stand for what follows it.
BEFORE_SLASH = {"文": WRITER, "图": OTHER, "圖": OTHER, "图文": WRITER, "文图": WRITER, "摄": OTHER, "攝": OTHER}


@dataclass(slots=True)
class _Run:
    """What is read of a run of names: those kept, by what they did, and those whose part is not known yet."""

    role: str
    open: list[str] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=lambda: {WRITER: [], HELPER: [], OTHER: []})

    def close(self, role: str = "") -> None:
        """Put the open names to a role, or to that which was printed before them."""
        self.kept[role or self.role].extend(self.open)
        self.open = []


def writers_in(run: str, role: str = WRITER) -> tuple[str, ...]:
    """The writers in a run such as 陈晓 通讯员 黄丽 or 高山 文 刘洋 摄; the correspondents where it has no others.

    `role` is what the names do before which nothing is printed.
    """
    found = _Run(role)
    tokens = [(mark, part) for mark, token in TOKENS.findall(run) for part in ((token and _parts(token)) or [""])]
    for place, (_, token) in enumerate(tokens):
        if not token:
            continue
        is_slashed = place + 1 < len(tokens) and bool(tokens[place + 1][0])
        is_last = not any(later for _, later in tokens[place + 1 :])
        if is_slashed and token in BEFORE_SLASH and (not found.open or place + 2 < len(tokens)):
            found.close()
            found.role = BEFORE_SLASH[token]
        elif found.open and token in _words("pictured") and (is_last or len(token) == 1):
            found.close(OTHER)
        elif found.open and token in _words("wrote"):
            found.close()
        elif not found.open and token in BEFORE_SLASH:
            found.role = BEFORE_SLASH[token]
        elif named := _role_of(token):
            found.close()
            found.role = named
        elif token not in _words("wrote") and token not in _words("pictured"):
            photographer = token[:-1] if token[-1:] in "摄攝" and len(token) > 2 else ""  # 刘洋摄
            found.open.append(photographer or token)
            if photographer:
                found.close(OTHER)
    found.close()
    return tuple(dict.fromkeys(found.kept[WRITER] or found.kept[HELPER]))


def _parts(token: str) -> list[str]:
    """A token parted after the roles in it: 新京报记者张三 gives 新京报记者 and 张三."""
    parts: list[str] = []
    start = 0
    for found in () if token in _all_words() else INSIDE.finditer(token):
        parts.append(token[start : found.end()])
        start = found.end()
    return [*parts, *([token[start:]] if token[start:] else [])]


def _role_of(token: str) -> str:
    """What a token such as 本报记者 or 通讯员 says of the names behind it; empty for a name."""
    for role in (OTHER, HELPER, WRITER):
        if token in _words(role) or (token.endswith(ENDINGS) and token.endswith(tuple(_words(role)))):
            return role
    return ""


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(rules("roles")[key])


@cache
def _all_words() -> frozenset[str]:
    return _words(WRITER) | _words(HELPER) | _words(OTHER)
