"""A small newsroom on loopback: invented sites for the real spiders to crawl."""

from service.newsroom.server import Newsroom

__all__ = ["Newsroom"]
