"""For the fork server of a service alone: all that its crawls import, also with the main module, which is run again.

No reactor may be there before they are forked.
"""

from crawler import early, codings, handler, hosts, middleware, robots, tdm  # noqa: F401, I001  early before all else
from scrapy import dupefilters, logformatter, squeues, statscollectors  # noqa: F401
from scrapy.downloadermiddlewares import defaultheaders, downloadtimeout, useragent  # noqa: F401
from service import cli, entry, events, guarding, held  # noqa: F401
from storage import marks, migrate  # noqa: F401
