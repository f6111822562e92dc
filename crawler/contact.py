"""Nobody but this machine is crawled without a contact that the crawled can write to."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from config.errors import ConfigError
from config.settings import Settings
from config.source import Source
from crawler.guard import urls_of


def require_contact(settings: Settings, sources: Sequence[Source]) -> None:
    """Refuse to crawl anything but this machine without a contact for those who are crawled."""
    if settings.contact or are_here(sources):
        return
    raise ConfigError(
        None,
        None,
        "DUIZHAO_CONTACT",
        "is not set: give a mail address or URL that the sites you crawl can write to",
    )


def are_here(sources: Sequence[Source]) -> bool:
    """True where all that the files of these sources name is on this machine."""
    return all(is_loopback(url) for source in sources for url in urls_of(source))


def is_loopback(url: str) -> bool:
    """True where the URL's host is this machine by its address or the name localhost."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
