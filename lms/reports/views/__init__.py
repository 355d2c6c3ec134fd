"""What coordinators look at, bring in and send out, on screen."""

from lms.reports import tasks
from lms.reports.views import dashboard, imports, jobs, saved
from lms.reports.views.blueprint import bp

__all__ = ["bp", "dashboard", "imports", "jobs", "saved", "tasks"]
