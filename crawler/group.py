"""A group of results and jobs in one transaction: together where that can be, else each in a savepoint of its own."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from crawler.clock import CLOCK
from pipeline.values import Drop
from storage.database import is_lost
from storage.results import ClaimLost, Result, write, write_all
from storage.schedule import fences
from storage.warc import Record

Job = Callable[[sa.Connection], Any]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """A job or a result, the source that it is done for, if it is for one, and where a result's page is archived."""

    work: Job | Result
    source_id: str
    record: Record | None


class Rest:
    """What is left of a group, as the work of a transaction: all of it, and at each new try half as much.

    On a busy machine whose connections were cut each second, a group of a hundred took longer than that: it was tried
    for a minute, cut each time, and the crawl gave up. A shorter one comes through.
    """

    def __init__(self, work: Callable[[sa.Connection, Sequence[Piece]], list[Any]], pieces: Sequence[Piece]) -> None:
        self.work = work
        self.left = pieces
        self.most = len(pieces)

    def __call__(self, connection: sa.Connection) -> list[Any]:
        """What the first of those left gave, which may be all."""
        part = self.left[: self.most]
        self.most = max(1, self.most // 2)
        return self.work(connection, part)

    def take_away(self, number: int) -> None:
        """Note that so many are written; what follows is done in parts of that size."""
        self.left, self.most = self.left[number:], number


def write_group(
    connection: sa.Connection, pieces: Sequence[Piece], run_id: int, held: Mapping[str, int], lost: Collection[str]
) -> tuple[list[Any], set[str]]:
    """What each piece gave, and the sources that are lost: those lost before, and those held by a fence that is old.

    What a job raised stands in the place of what it gave, ClaimLost where nothing was done for a lost source. A result
    that the database refuses is held. Raises what says that the database itself failed.
    """
    fenced = {each.source_id for each in pieces} & held.keys()
    newest = fences(connection, fenced) if fenced else {}
    lost = {*lost, *(each for each in fenced if newest.get(each) != held[each])}
    todo = [each for each in pieces if each.source_id not in lost]
    values = iter(together(connection, todo, run_id) or [one(connection, each, run_id) for each in todo])
    return [
        ClaimLost(f"{each.source_id} is another crawl's by now") if each.source_id in lost else next(values)
        for each in pieces
    ], lost


def together(connection: sa.Connection, todo: Sequence[Piece], run_id: int) -> list[Any]:
    """What each of a group gave, done together; nothing is done and nothing comes back where any of it fails."""
    values: list[Any] = []
    try:
        with connection.begin_nested():
            for is_result, part in groupby(todo, lambda each: isinstance(each.work, Result)):
                works: list[tuple[Any, Record | None]] = [(each.work, each.record) for each in part]
                now = CLOCK.now()
                values += (
                    write_all(connection, works, run_id, now) if is_result else [job(connection) for job, _ in works]
                )
    except Exception as error:
        if is_of_database(error):
            raise
        return []
    return values


def one(connection: sa.Connection, piece: Piece, run_id: int) -> Any:
    """One job or result of a group that could not be done together; its failure undoes itself alone."""
    work = piece.work
    try:
        with connection.begin_nested():
            if isinstance(work, Result):
                return write(connection, work, piece.record, run_id, CLOCK.now())
            return work(connection)
    except ClaimLost as error:
        return error
    except Exception as error:
        if is_of_database(error):
            raise
        if not isinstance(work, Result):
            return error
        logger.exception("visit %d could not be written", work.visit.id)
        return hold(connection, work, error, run_id)


def hold(connection: sa.Connection, work: Result, error: Exception, run_id: int) -> str:
    """Hold a visit whose result the database refuses; return its outcome."""
    held = Drop("quarantined", f"not written: {type(error).__name__}: {error}")
    result = Result(work.visit, held.reason, held.detail, work.status)
    with connection.begin_nested():
        return write(connection, result, None, run_id, CLOCK.now())


def is_of_database(error: Exception) -> bool:
    """True where the database itself failed, so that nothing of a group can be trusted."""
    return isinstance(error, sa.exc.OperationalError) or (isinstance(error, sa.exc.DBAPIError) and is_lost(error))
