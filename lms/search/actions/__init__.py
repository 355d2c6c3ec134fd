"""Keeping the index: with every change, and as a whole."""

from lms.search.actions.keeping import rebuild

__all__ = ["rebuild"]
