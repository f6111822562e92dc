"""Holding what a crawl has: its sources, its hosts and its run are renewed for as long as it lives."""

import asyncio
import logging
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from crawler.clock import CLOCK
from crawler.work import Crawl
from crawler.writer import WriteFailed
from storage import hosts, runs, schedule
from storage.schedule import RENEW

logger = logging.getLogger(__name__)


async def hold(crawl: Crawl) -> None:
    """Renew everything again and again, until cancelled or until nothing can be written any more."""
    while True:
        await asyncio.sleep(RENEW)
        held = {each: fence for each, fence in crawl.writer.fences.items() if each not in crawl.writer.lost}
        try:
            job = partial(renew, run_id=crawl.run_id, held=held, now=CLOCK.now())
            lost, kept = await crawl.writer.do(job)
        except WriteFailed:
            return
        crawl.taken.keep(kept)
        for source_id in sorted(lost):
            logger.warning("%s is another crawl's by now: nothing more is written for it", source_id)
        crawl.writer.lost.update(lost)
        crawl.woken.set()


def renew(connection: sa.Connection, run_id: int, held: dict[str, int], now: datetime) -> tuple[set[str], set[str]]:
    """Renew the leases of sources and hosts in one transaction; return the sources that are lost and the hosts kept."""
    runs.seen(connection, run_id, now)
    kept = hosts.renew(connection, run_id, now)
    return schedule.renew(connection, held, now), kept
