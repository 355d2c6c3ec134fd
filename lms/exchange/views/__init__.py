"""Activities, pairs and action plans, on screen."""

from lms.exchange import letters
from lms.exchange.views import activities, files, pairs, plans, register
from lms.exchange.views.blueprint import bp

__all__ = ["activities", "bp", "files", "letters", "pairs", "plans", "register"]
