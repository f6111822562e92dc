"""The command `health`: what a running service says of itself. It imports little, for it is run every half minute."""

import json
import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from config.errors import ConfigError

DEFAULT = "http://127.0.0.1:8321/healthz"
SECONDS = 10.0
MOST = 2**20  # bytes of an answer


class Said(NamedTuple):
    """What a service said: that all is well, and its facts."""

    ok: bool
    facts: dict[str, Any]


def run_health(url: str) -> int:
    """Print the health of a running service; return 0 where all is well, 1 where it is not or nobody answers."""
    try:
        said = ask(url)
    except (OSError, HTTPException, ValueError) as error:
        sys.stderr.write(f"{url}: {getattr(error, 'strerror', None) or error or type(error).__name__}\n")
        return 1
    sys.stdout.write(json.dumps(said.facts, indent=2) + "\n")
    return 0 if said.ok else 1


def ask(url: str, seconds: float = SECONDS) -> Said:
    """What the service at a URL says; raises ConfigError, and ValueError where that is no health of a service.

    Without the proxies of the environment, and without following where an answer points to.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigError(None, None, "--url", f"{url!r} is no URL: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(None, None, "--url", f"{url!r} is no URL of a service, such as {DEFAULT}")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname, port, timeout=seconds)
    try:
        connection.request("GET", parts.path or "/healthz", headers={"Accept": "application/json"})
        response = connection.getresponse()
        body = response.read(MOST)
    finally:
        connection.close()
    return Said(response.status == 200, facts_of(body))


def facts_of(body: bytes) -> dict[str, Any]:
    """The facts in an answer; raises ValueError where it is none of a service."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or "ok" not in told:
        raise ValueError("that is no health of a service")
    return told
