"""How a command ends: what a user can mend is one line on standard error."""

import os
import sys
from collections.abc import Callable
from typing import Any

from config.errors import ConfigError

MISTAKE = 2
BROKEN_PIPE = 141  # what a shell shows for a program that SIGPIPE ended


def guarded(command: Callable[[], Any]) -> int:
    """Run the command; return its exit code: 2 with one line for a mistake, 141 in silence where nobody reads on."""
    try:
        code = code_of(command)
        sys.stdout.flush()
        return code
    except ConfigError as error:
        return told(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer goes nowhere at the end
        return BROKEN_PIPE
    except OSError as error:
        place = f"{error.filename}: " if error.filename is not None else ""
        return told(f"{place}{error.strerror or error}")
    except Exception as error:
        cause = database_error(error)
        if cause is None:
            raise
        return told(f"database: can not be used: {cause}")


def code_of(command: Callable[[], Any]) -> int:
    """The exit code of a command that may end the process; Click ends it itself where a pipe broke."""
    try:
        command()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        if isinstance(end.code, str):
            return told(end.code)
        return end.code or 0
    return 0


def told(line: str) -> int:
    """Print the line of a mistake; return its exit code."""
    sys.stderr.write(line + "\n")
    return MISTAKE


def database_error(error: Exception) -> str | None:
    """What a database driver said, in one line; None where the error is none of a database."""
    if type(error).__module__.partition(".")[0] != "sqlalchemy" or not getattr(error, "orig", None):
        return None
    return " ".join(str(getattr(error, "orig", error)).split())


def have_streams() -> None:
    """Have all three standard streams, of which whoever started this process may have closed some (`2>&-`).

    What is opened next would take the number of one, and what a library or a child prints would be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nobody = os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            os.set_inheritable(nobody, True)
            setattr(sys, name, open(nobody, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  for good


def speak_utf8() -> None:
    """Have both output streams print Chinese, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's stream may have none
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
