"""Activities, pairs and action plans, on screen."""

from lms.exchange import letters
from lms.exchange.views import activities, calendars, files, pairs, plans, register, totals
from lms.exchange.views.blueprint import bp

__all__ = [
    "activities",
    "bp",
    "calendars",
    "files",
    "letters",
    "pairs",
    "plans",
    "register",
    "totals",
]
