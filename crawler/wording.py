"""An error in words, for whoever can not be handed the error itself."""

from pathlib import Path

LONGEST_DETAIL = 2000  # characters


def said(error: BaseException) -> str:
    """The kind of an error, its message where it can say it, and the line it came from."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" ({Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno})" if last is not None else ""
    try:
        return f"{type(error).__name__}: {error}"[:LONGEST_DETAIL] + place
    except Exception:
        return type(error).__name__ + place
