"""The page on which everybody looks for something; and the index that follows every change."""

from lms.search import actions
from lms.search.views import finding
from lms.search.views.blueprint import bp

__all__ = ["actions", "bp", "finding"]
