"""Sessions and registers, on screen: lists, one session, one register."""

from lms.attendance import letters
from lms.attendance.views import (
    addresses,
    answers,
    feeds,
    lists,
    publishing,
    register,
    session,
)
from lms.attendance.views.blueprint import bp

__all__ = [
    "addresses",
    "answers",
    "bp",
    "feeds",
    "letters",
    "lists",
    "publishing",
    "register",
    "session",
]
