"""For the fork server alone, which imports it last: the import makes it die with the process that started it.

By itself it waits for a pipe to close of which each child holds an end too. A child in an endless loop kept it alive
after a `kill -9` of the crawl, and it the child.
"""

from crawler import child, warming  # noqa: F401  the readers
from crawler.forking import call, die_with_parent
from crawler.frozen import freeze

call("duizhao-forks")
die_with_parent()
warming.warm()
freeze()
