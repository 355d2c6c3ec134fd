"""Changing groups, enrolments, settings, and what people have done.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from lms.courses.actions.delivery import change_group, change_settings, create_group
from lms.courses.actions.enrolments import (
    apply,
    approve,
    complete,
    decline,
    end,
    enrol,
    join,
    move,
    reopen,
    take_back,
)
from lms.courses.actions.figures import touch
from lms.courses.actions.learning import (
    confirm_module,
    mark_lesson_done,
    mark_lesson_undone,
    unconfirm_module,
)
from lms.courses.actions.reading import (
    Wishes,
    add_note,
    begin,
    change_note,
    delete_note,
    keep_place,
    save_settings,
    tick,
)
from lms.courses.actions.waiting_list import accept, fill, fill_all, put_on

__all__ = [
    "Wishes",
    "accept",
    "add_note",
    "apply",
    "approve",
    "begin",
    "change_group",
    "change_note",
    "change_settings",
    "complete",
    "confirm_module",
    "create_group",
    "decline",
    "delete_note",
    "end",
    "enrol",
    "fill",
    "fill_all",
    "join",
    "keep_place",
    "mark_lesson_done",
    "mark_lesson_undone",
    "move",
    "put_on",
    "reopen",
    "save_settings",
    "take_back",
    "tick",
    "touch",
    "unconfirm_module",
]
