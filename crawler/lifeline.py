"""For the fork server alone, which imports it before all else: the import makes it die with its crawl.

By itself it waits for a pipe to close of which each child holds an end too. A child in an endless loop kept it alive
after a `kill -9` of the crawl, and it the child.
"""

from crawler.child import die_with_parent

die_with_parent()
