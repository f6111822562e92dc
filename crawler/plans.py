"""What the schedule needs to know of a source, taken from its file."""

from functools import partial

from config.source import Source
from pipeline.discover import routes_of
from pipeline.quiet import quiet_until
from pipeline.rhythm import Rhythm
from pipeline.urls import host_of
from storage.rounds import Plan


def plan_of(source: Source, rhythm: Rhythm) -> Plan:
    """What a source's file says of when it is crawled."""
    routes = routes_of(source)
    every = None if source.every == "auto" else rhythm.minutes(source.every)
    hosts = frozenset(host_of(each.url) for each in routes)
    return Plan(every, routes, hosts, partial(quiet_until, source.quiet, source.timezone))
