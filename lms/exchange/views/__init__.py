"""Activities, pairs and action plans, on screen."""

from lms.exchange.views.blueprint import bp

__all__ = ["bp"]
