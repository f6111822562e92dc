"""The webhook: alarms that began and ended, as JSON to one address; what is not taken is tried again a few times."""

import json
import urllib.request
from collections import deque
from http.client import HTTPException, HTTPMessage
from typing import IO, Any

from service.events import events
from storage.alarms import Change, row_of

TIMEOUT = 10.0  # seconds that one message may take
TRIES = 5
WAITING = 200  # messages; of more the oldest go
log = events("webhook")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the address is the one that was set, and no other learns of the alarms."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """None, so that the redirect is the error that it is here."""


class Webhook:
    """Hands messages on in their order, on the thread that asks it to; never raises for what the other side does."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.url = url
        self.timeout = timeout
        self.waiting: deque[tuple[dict[str, Any], int]] = deque(maxlen=WAITING)
        # No proxy from the environment, as for the crawler.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)

    def add(self, change: Change) -> None:
        """Put a message behind those that wait."""
        self.waiting.append((message(change), 0))

    def deliver(self) -> None:
        """Hand on what waits, until the other side does not take one; that is tried again at the next step."""
        while self.waiting:
            body, tries = self.waiting[0]
            try:
                self.post(body)
            except (OSError, HTTPException, ValueError) as error:
                # The address may hold a key, and an error may repeat it: the kind of the error is told alone.
                status = getattr(error, "code", None)
                why = f"{type(error).__name__}{f' {status}' if status else ''}"
                left = TRIES - tries - 1
                log.error("webhook_failed", alarm=body["kind"], source=body["source"], error=why, tries_left=left)
                self.waiting.popleft()
                if left:
                    self.waiting.appendleft((body, tries + 1))
                return
            self.waiting.popleft()

    def post(self, body: dict[str, Any]) -> None:
        """Send one message; raises OSError where it is not taken."""
        data = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "duizhao"}
        request = urllib.request.Request(self.url, data, headers, method="POST")  # noqa: S310  the setting is checked
        with self.opener.open(request, timeout=self.timeout) as answer:
            answer.read(1024)


def message(change: Change) -> dict[str, Any]:
    """An alarm that began or ended as a JSON object."""
    row = row_of(change.alarm)
    return {
        "event": "alarm_ended" if change.ended_at else "alarm_began",
        "source": row["source_id"],
        "kind": row["kind"],
        "since": row["since"].isoformat(),
        "seen_at": row["seen_at"].isoformat(),
        "ended_at": change.ended_at.isoformat() if change.ended_at else None,
        "sentence": row["sentence"],
        "command": change.alarm.command,
        "evidence": row["evidence"]["numbers"],
        "before": row["evidence"]["before"],
        "after": row["evidence"]["after"],
    }
