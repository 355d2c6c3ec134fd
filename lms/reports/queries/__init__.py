"""What dashboards read.

overview    a coordinator's groups, and the people and registers that need somebody
"""

from lms.reports.queries.overview import (
    Found,
    Line,
    Overview,
    Post,
    Register,
    Wish,
    overview,
    post_waits,
)

__all__ = ["Found", "Line", "Overview", "Post", "Register", "Wish", "overview", "post_waits"]
