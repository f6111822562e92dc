"""What the pages that a person looks at reserve, as a crawl would hear it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from config.source import Source
from crawler.errand import Desk
from crawler.sampling import Sample
from crawler.tdm import PATH
from pipeline.reservations_site import Rule
from pipeline.urls import at_host, host_of
from pipeline.values import Drop


async def reserving(desk: Desk, source: Source, samples: Sequence[Sample]) -> tuple[Sample, ...]:
    """The samples, each article with what its page and site reserve; each host is asked once for its tdmrep.json."""
    return tuple([await marked(desk, source, each) for each in samples])


async def marked(desk: Desk, source: Source, sample: Sample) -> Sample:
    """One sample with what it reserves; one without a page or an article as it is."""
    if sample.page is None or sample.article is None:
        return sample
    host = host_of(sample.page.url)
    if host not in desk.rights.files:
        desk.rights.files[host] = asyncio.ensure_future(rules(desk, sample.page.url))
        await desk.rights.files[host]
    reserved = await desk.rights.of(sample.page, source, desk.children)
    return replace(sample, article=replace(sample.article, reserved=reserved))


async def rules(desk: Desk, url: str) -> tuple[Rule, ...]:
    """The rules in the tdmrep.json of a page's host; none where it has no such file, or one that is broken."""
    page = await desk.ask(at_host(url, PATH), needed=True)
    if isinstance(page, Drop):
        return ()
    try:
        return await desk.children.rules(page.body, page.url)
    except Drop:
        return ()
