"""How much of one source is fetched and not yet stored: fetching waits while it is too much."""

import asyncio

MOST = 8 * 2**20  # bytes; at two transfers a host of 16 MiB each, a source holds 40 MiB at the most


class Backlog:
    """Bytes of one source between the network and the database.

    Scrapy's own bound is one for all sources: sixteen large pages that a parser chokes on would stop every fetch.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self.less = asyncio.Event()

    @property
    def has_room(self) -> bool:
        """True where another page may be fetched."""
        return self.bytes <= MOST

    async def room(self) -> None:
        """Return once there is room for another page."""
        while not self.has_room:
            self.less.clear()
            await self.less.wait()

    def add(self, size: int) -> None:
        """Count a page in that was fetched, or out again by a negative size."""
        self.bytes += size
        self.less.set()
