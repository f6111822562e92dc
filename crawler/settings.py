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
        # Of what Scrapy has by default only what is named here is there, or so much as imported: its remote control and
        # telnet console run code, its middleware for cookies imports requests, and the start of a crawl took .5 s more.
        # Among those of the spider one drops a request without a word, one hides refusals, and one sends a Referer.
        "EXTENSIONS_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.hosts.Hosts": 90,
            "crawler.robots.Robots": 100,
            "crawler.tdm.TdmFiles": 110,
            "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
            "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
            "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
            "crawler.middleware.Retries": 550,
            "crawler.codings.Codings": 590,
            "crawler.middleware.Redirects": 600,
            "crawler.middleware.Slots": 950,
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
