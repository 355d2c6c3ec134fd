"""What coordinators look at, bring in and send out, on screen."""

from lms.reports import tasks
from lms.reports.views import (
    charts,
    chosen,
    dashboard,
    explore,
    explore_people,
    imports,
    jobs,
    saved,
    today,
)
from lms.reports.views.blueprint import bp

__all__ = [
    "bp",
    "charts",
    "chosen",
    "dashboard",
    "explore",
    "explore_people",
    "imports",
    "jobs",
    "saved",
    "tasks",
    "today",
]
