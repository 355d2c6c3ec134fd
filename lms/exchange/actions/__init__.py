"""Changing activities, pairs and plans. Who and when are arguments; the commit is not ours."""

from lms.exchange.actions.activities import cancel, change, join, leave, make, put, take_register
from lms.exchange.actions.plans import (
    adopt,
    change_plan,
    close_plan,
    end_pair,
    make_pair,
    make_plan,
    put_measure,
    replace,
)

__all__ = [
    "adopt", "cancel", "change", "change_plan", "close_plan", "end_pair", "join", "leave",
    "make", "make_pair", "make_plan", "put", "put_measure", "replace", "take_register",
]  # fmt: skip
