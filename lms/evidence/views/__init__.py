"""Paper, lists of online meetings and packs of evidence, on screen."""

from lms.evidence.views import lists, meeting, paper, sheets
from lms.evidence.views.blueprint import bp

__all__ = ["bp", "lists", "meeting", "paper", "sheets"]
