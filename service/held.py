"""A crawl of what a service holds."""

from config.settings import settings
from crawler.crawl import crawl
from crawler.tally import Tally
from service.entry import FINISHED, STOPPED, Assignment, orphaned
from service.workplace import opened


def run_held(assignment: Assignment) -> int:
    """Crawl what the service claimed; return FINISHED where it ran to its end, STOPPED where it was stopped."""
    here = settings()
    opened(here.database).dispose()  # somebody may have upgraded it meanwhile
    finished = crawl(
        here,
        assignment.sources,
        Tally(),
        leases=assignment.leases,
        rhythm=assignment.rhythm,
        parent_id=assignment.run_id,
        orphaned=orphaned.is_set,
    )
    return FINISHED if finished else STOPPED
