"""Scrapy's settings: what Scrapy leaves open is closed here, each with its reason in docs/choices.md."""

from typing import Any

from config.settings import Settings
from crawler.limits import MAXSIZE, Limits
from crawler.robots import AGENT


def user_agent(contact: str) -> str:
    """The honest agent: name, version, and whom to write to."""
    return f"{AGENT}/0.1 (+{contact})" if contact else f"{AGENT}/0.1"


def scrapy_settings(settings: Settings, limits: Limits | None = None) -> dict[str, Any]:
    """All settings of a crawl."""
    limits = limits or Limits()
    return {
        "USER_AGENT": user_agent(settings.contact),
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.handler.GuardedHandler",
            "https": "crawler.handler.GuardedHandler",
            "file": None,
            "data": None,
            "ftp": None,
            "s3": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.hosts.Hosts": 90,
            "crawler.robots.Robots": 100,
            "crawler.tdm.TdmFiles": 110,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.middleware.Retries": 550,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
            "crawler.codings.Codings": 590,
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
            "crawler.middleware.Redirects": 600,
            "crawler.middleware.Slots": 950,
        },
        # The first drops a request without a word, and whoever waits for its outcome waits for ever. The second hides
        # refusals from the spider, the third sends a Referer. The others do nothing here, and take time for each page.
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
            "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
            "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
            "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
            "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
        },
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",  # what a crawl did stands in its tally
        "LOOPBACK_ONLY": not settings.contact,
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_MAXSIZE": MAXSIZE,
        "DOWNLOAD_WARNSIZE": MAXSIZE,
        "DOWNLOAD_TIMEOUT": limits.fetch_seconds,
        "ROBOTS_TIMEOUT": limits.robots_seconds,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "RETRY_TIMES": 1,
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,
        "HTTPPROXY_ENABLED": False,  # behind a proxy the guard would see the proxy's address alone
        "COOKIES_ENABLED": False,
        # The first two run code. Not even imported: the second alone takes a quarter of a second at the start of each
        # crawl. The others count, measure and write what the tally and the database hold.
        "EXTENSIONS": {
            "scrapy.extensions.telnet.TelnetConsole": None,
            "scrapy.extensions.remote_control.RemoteControl": None,
            "scrapy.extensions.corestats.CoreStats": None,
            "scrapy.extensions.logcount.LogCount": None,
            "scrapy.extensions.logstats.LogStats": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
            "scrapy.extensions.feedexport.FeedExporter": None,
        },
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "CONCURRENT_REQUESTS": 0,  # the windows of the sources bound it, so that no hanging source fills it up
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "DOWNLOAD_DELAY": 0,  # each source's own is set on its slots
        "DOWNLOAD_DELAY_JITTER": 0,  # by default half of a delay may be saved, of a robots.txt's crawl-delay too
        "AUTOTHROTTLE_ENABLED": False,
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",  # the oldest visit first; Scrapy's is a stack
        "CONCURRENT_ITEMS": 1,  # so many tasks are made for each answer, whatever its callback gives
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 2**40,  # each source has a backlog of its own
        "DNS_TIMEOUT": 10,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOG_LEVEL": "WARNING",
        "STATS_DUMP": False,
    }
