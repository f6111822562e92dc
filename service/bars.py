"""Small bars for tables in the terminal."""

EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(value: float, most: float, width: int) -> str:
    """A bar of so many columns at the most, to an eighth of a column, and never too short to be seen; none for none."""
    if value <= 0 or most <= 0:
        return ""
    eighths = max(1, round(min(1.0, value / most) * width * 8))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
