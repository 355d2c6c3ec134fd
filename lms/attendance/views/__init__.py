"""Sessions and registers, on screen: lists, one session, one register; and timetables."""

from lms.attendance import letters, tasks
from lms.attendance.views import (
    addresses,
    answers,
    closing,
    copying,
    feeds,
    lists,
    material,
    notice,
    places,
    publishing,
    register,
    series,
    session,
    signed_up,
    timetable,
    wall,
)
from lms.attendance.views.blueprint import bp

__all__ = [
    "addresses",
    "answers",
    "bp",
    "closing",
    "copying",
    "feeds",
    "letters",
    "lists",
    "material",
    "notice",
    "places",
    "publishing",
    "register",
    "series",
    "session",
    "signed_up",
    "tasks",
    "timetable",
    "wall",
]
