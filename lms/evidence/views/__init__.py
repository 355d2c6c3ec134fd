"""Paper, lists of online meetings and packs of evidence, on screen."""

from lms.evidence.views import paper, sheets
from lms.evidence.views.blueprint import bp

__all__ = ["bp", "paper", "sheets"]
