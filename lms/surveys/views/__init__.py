"""Surveys, on screen: answering, a group, a programme, writing."""

from lms.surveys import letters, tasks
from lms.surveys.views import answering, groups, programmes, results, rooms, writing
from lms.surveys.views.blueprint import bp

__all__ = [
    "answering", "bp", "groups", "letters", "programmes", "results", "rooms", "tasks", "writing",
]  # fmt: skip
