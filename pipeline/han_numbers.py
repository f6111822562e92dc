"""The number that Han numerals make: 三万亿, 一亿三千万, 二〇二六."""

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def han_number(text: str) -> int | None:
    """The number of folded numerals, digit by digit where there is no unit among them; None where there is another."""
    if not text or any(each not in DIGITS and each not in UNITS for each in text):
        return None
    if not any(each in UNITS for each in text):
        return int("".join(str(DIGITS[each]) for each in text))
    total = section = digit = 0
    for each in text:
        if each in DIGITS:
            digit = DIGITS[each]
            continue
        unit = UNITS[each]
        if unit < 10**4:
            section, digit = section + (digit or 1) * unit, 0
            continue
        section, digit = section + digit, 0
        # 三万亿 is three times 万 times 亿; in 一亿三千万 the second part is added.
        total = (total + section or 1) * unit if unit == 10**8 else total + (section or 1) * unit
        section = 0
    return total + section + digit
