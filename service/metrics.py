"""Metrics in the text format of Prometheus, made at each scrape; their labels come from closed lists alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import version

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pipeline.alarm_network import ALL
from pipeline.alarms import KINDS
from pipeline.values import OUTCOMES
from service.onlooker import Onlooker, Totals
from service.watch import Watch
from storage.gauges import Gauges
from storage.plans import Planned
from storage.rounds import STATES

COMMANDS = ("crawl", "serve", "work")
LANGUAGES = ("en", "zh")
JOBS = ("todo", "doing", "succeeded", "failed", "cancelled", "aborting", "aborted")
Rows = Iterable[tuple[tuple[str, ...], float]]


def metrics_text(onlooker: Onlooker) -> bytes:
    """All metrics of a service as one text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(onlooker))
    return generate_latest(registry)


class Numbers(Collector):
    """The numbers of a service; where the database tells nothing, those of the process alone."""

    def __init__(self, onlooker: Onlooker) -> None:
        self.onlooker = onlooker

    def collect(self) -> Iterator[Metric]:
        """All metrics, in groups."""
        sources = sorted(self.onlooker.watch.roster.sources)
        found = self.onlooker.gauges.value_or_none()
        totals = self.onlooker.totals.newest()
        yield from of_process(self.onlooker.watch)
        yield gauge("database_up", "1 where the database answers.", [((), found is not None)])
        if found is not None:
            yield from of_schedule(found, sources)
            yield from of_visits(found, sources)
            yield from of_rounds(found, sources)
            yield from of_alarms(found, sources)
            yield from of_whole(found)
        if totals is not None:
            yield from of_totals(totals, sources)


def of_process(watch: Watch) -> Iterator[Metric]:
    """What the process knows of itself."""
    about = ((watch.command, version("duizhao")), 1)
    yield gauge("up", "1, with the command and the version of the service.", [about], "command", "version")
    yield gauge("up_seconds", "Seconds since the service began.", [((), watch.up)])
    yield gauge("paused", "1 where nothing new is begun.", [((), bool(watch.paused))])
    yield gauge("sources_quiet", "Sources that are due and wait for the end of quiet hours.", [((), len(watch.quiet))])
    yield counter("ticks", "Ticks that ended well.", watch.ticks)
    yield counter("ticks_missed", "Ticks and sweeps that began so late that another was due.", watch.ticks_missed)
    overlapped = "Ticks and sweeps left out because the one before had not ended."
    yield counter("ticks_overlapped", overlapped, watch.ticks_overlapped)
    yield counter("ticks_failed", "Ticks and sweeps that failed.", watch.ticks_failed)
    yield counter("clock_jumps", "Times that the clock was set, or the machine slept.", watch.clock.jumps)
    try:
        free = watch.room(watch.data)
    except OSError:
        return
    yield gauge("disk_free_bytes", "Free bytes on the disk of the data directory.", [((), free)])


def of_schedule(found: Gauges, sources: Iterable[str]) -> Iterator[Metric]:
    """When each source is due, and how it does."""
    planned = [(each, found.planned[each]) for each in sources if each in found.planned]

    def of(name: str, text: str, number: Callable[[Planned], float | None]) -> Metric:
        told = [((each,), number(row)) for each, row in planned]
        rows = [(labels, value) for labels, value in told if value is not None]
        return gauge(f"source_{name}", text, rows, "source")

    yield of("due_timestamp_seconds", "When the source is due next.", lambda row: stamp(row.due_at))
    success = "When a round of the source last ended in which a route answered."
    yield of("last_success_timestamp_seconds", success, lambda row: stamp(row.last_success_at))
    yield of("interval_seconds", "Seconds between two rounds of the source.", lambda row: row.interval)
    yield of("failures", "Rounds in a row in which no route of the source answered.", lambda row: row.failures)
    running = sum(row.held for _, row in planned)
    yield gauge("crawls_running", "Sources that are being crawled, by leases that hold.", [((), running)])


def of_visits(found: Gauges, sources: Iterable[str]) -> Iterator[Metric]:
    """What became of visits, and how many wait."""
    ended = [((each, word), found.visits.get((each, word), 0)) for each in sources for word in OUTCOMES]
    text = "Visits of the last day by source and outcome; what did not occur is left out."
    yield gauge("visits_last_day", text, [row for row in ended if row[1]], "source", "outcome")
    due = [((each,), found.visits_due.get(each, 0)) for each in sources]
    yield gauge("visits_due", "Visits that are due and not made.", due, "source")


def of_rounds(found: Gauges, sources: Iterable[str]) -> Iterator[Metric]:
    """What became of the rounds of the last day."""
    known = [
        (each, word, found.rounds[each, word]) for each in sources for word in STATES if (each, word) in found.rounds
    ]
    text = "Rounds of the last day by source and state; what did not occur is left out."
    yield gauge("rounds_last_day", text, [((each, word), row.number) for each, word, row in known], "source", "state")
    for name, text in (
        ("missed", "Due times of the last day that passed before their round began."),
        ("overlapped", "Due times of the last day that passed while a round ran."),
    ):
        sums = dict.fromkeys(sources, 0)
        for each, _, row in known:
            sums[each] += getattr(row, name)
        yield gauge(f"due_times_{name}_last_day", text, by_label(sums), "source")


def of_alarms(found: Gauges, sources: Iterable[str]) -> Iterator[Metric]:
    """What stands wrong with sources, and whether the network is suspect."""
    rows = [((each, kind), found.alarms.get((each, kind), 0)) for each in sources for kind in KINDS]
    text = "1 where an alarm stands, by source and kind; what does not stand is left out."
    yield gauge("alarms", text, [row for row in rows if row[1]], "source", "kind")
    suspect = any(source == ALL for source, _ in found.alarms)
    yield gauge("network_suspect", "1 where most sources fail at once.", [((), suspect)])


def of_whole(found: Gauges) -> Iterator[Metric]:
    """What is of no one source."""
    alive = {each: found.alive.get(each, 0) for each in COMMANDS}
    yield gauge("runs_alive", "Runs that live, by command.", by_label(alive), "command")
    yield gauge("hosts_held", "Hosts that asked to be left alone.", [((), found.hosts_held)])
    yield gauge("database_bytes", "Bytes that the database takes.", [((), found.database_bytes)])
    if found.jobs is not None:
        jobs = {each: found.jobs.get(each, 0) for each in JOBS}
        yield gauge("queue_jobs", "Jobs of the queue by status.", by_label(jobs), "status")


def of_totals(found: Totals, sources: Iterable[str]) -> Iterator[Metric]:
    """What is counted once a minute."""
    counted = found.stored.articles
    rows = [((each, word), counted.get((each, word), 0)) for each in sources for word in LANGUAGES]
    text = "Articles stored, by source and language; what did not occur is left out."
    yield gauge("articles", text, [row for row in rows if row[1]], "source", "language")
    yield gauge("visits_quarantined", "Visits of all time that broke the parser.", [((), found.quarantined)])
    yield gauge("warc_bytes", "Bytes of the archived pages.", [((), found.warc_bytes)])


def stamp(at: datetime | None) -> float | None:
    """A time in seconds since 1970, as Prometheus has it."""
    return None if at is None else at.timestamp()


def by_label(numbers: Mapping[str, float]) -> Rows:
    """Numbers by the one label that they have."""
    return [((label,), number) for label, number in numbers.items()]


def gauge(name: str, text: str, rows: Rows, *labels: str) -> Metric:
    """A number that goes up and down, for each combination of labels."""
    family = GaugeMetricFamily(f"duizhao_{name}", text, labels=labels)
    for values, number in rows:
        family.add_metric(values, float(number))
    return family


def counter(name: str, text: str, number: int) -> Metric:
    """A number that only goes up while the process lives."""
    return CounterMetricFamily(f"duizhao_{name}", text, value=number)
