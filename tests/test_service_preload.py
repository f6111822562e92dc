"""What the fork server of a service imports: all that a crawl needs, and no reactor."""

import json
import subprocess
import sys

from tests.crawling import ROOT

# Whatever a crawl imports later it imports in each round: the longest of it took half a second.
CODE = """
import sys
import service.preload
told = {"reactor": "twisted.internet.reactor" in sys.modules}
told |= {name: name in sys.modules for name in ("alembic", "scrapy.core.engine", "structlog")}
told |= {name: name in sys.modules for name in ("aiohttp", "requests")}
import json
print(json.dumps(told))
"""


def test_what_is_there_and_what_is_not() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {
        "reactor": False,
        "alembic": True,
        "scrapy.core.engine": True,
        "structlog": True,
        "aiohttp": False,
        "requests": False,
    }
