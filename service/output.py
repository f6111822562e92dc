"""Printing for programs."""

import json
import sys
from typing import Any


def print_json(value: Any) -> None:
    """Print one JSON value, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
