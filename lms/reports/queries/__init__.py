"""What dashboards read.

counting    the rows that are kept of groups, made from marks
kept        those rows, with fresh ones (overlay) laid over where they are old; differing: proved
sight       whose groups a viewer may see
remembered  sums over many groups, while what they add up is the same
overview    a coordinator's groups; lists: the people and registers that their figures open
post        what waits to be sent
"""

from lms.reports.queries.overview import Overview, overview
from lms.reports.queries.post import Post, post_waits

__all__ = ["Overview", "Post", "overview", "post_waits"]
