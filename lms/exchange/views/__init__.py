"""Activities, pairs and action plans, on screen."""

from lms.exchange.views import activities, pairs, plans, register
from lms.exchange.views.blueprint import bp

__all__ = ["activities", "bp", "pairs", "plans", "register"]
