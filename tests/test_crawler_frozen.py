"""Freezing: what is there stays, garbage goes, and what comes later is still collected."""

import subprocess
import sys

from tests.crawling import ROOT

CODE = """
import gc, weakref
from crawler.frozen import freeze

class Knot:
    def __init__(self):
        self.self = self

kept, lost = Knot(), weakref.ref(Knot())
freeze()
print(gc.get_freeze_count() > 1000, lost() is None, any(each is kept for each in gc.get_objects()))
later = weakref.ref(Knot())
gc.collect()
print(later() is None, kept.self is kept)
"""


def test_what_is_there_is_kept_and_garbage_is_not() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["True True False", "True True"]
