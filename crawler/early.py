"""For a process that crawls, which imports it before all else: Scrapy's TLS takes long to import where much is.

It marks classes as deprecated with inspect.stack(), which looks at each module that is imported by then, four times.
Of a crawl that a service starts it took .6 of 2.8 s of CPU (2026-11-29, Scrapy 2.19).
"""

import scrapy.core.downloader.contextfactory  # noqa: F401
