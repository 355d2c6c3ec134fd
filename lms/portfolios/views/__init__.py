"""Portfolios on screen."""

from lms.portfolios import letters
from lms.portfolios.views import group, item, mine, reading, rubric
from lms.portfolios.views.blueprint import bp

__all__ = ["bp", "group", "item", "letters", "mine", "reading", "rubric"]
