"""Standings, reasons and marks in words. One name for each thing, on every page."""

from lms.completion.words.amounts import missing, more, some, units
from lms.completion.words.changed import differing
from lms.completion.words.helps import helped
from lms.completion.words.lines import since, told
from lms.completion.words.reasons import (
    Titles,
    advised,
    is_in_all_enough,
    named,
    needed,
    open_items,
    outlook_in_numbers,
    phrases,
    strong,
)
from lms.completion.words.shares import share
from lms.completion.words.signs import MARKS, NOW, STANDINGS, Sign

__all__ = [
    "MARKS",
    "NOW",
    "STANDINGS",
    "Sign",
    "Titles",
    "advised",
    "differing",
    "helped",
    "is_in_all_enough",
    "missing",
    "more",
    "named",
    "needed",
    "open_items",
    "outlook_in_numbers",
    "phrases",
    "share",
    "since",
    "some",
    "strong",
    "told",
    "units",
]
