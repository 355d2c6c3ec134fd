"""Telling people. Who and when are arguments; the commit is not ours (lms/web.py, tasks)."""

from lms.messages.actions.looks import forget, look
from lms.messages.actions.mails import (
    call_instead,
    called,
    came_back,
    deliver,
    give_up,
    is_reachable,
    never_delivered,
    note_return,
    put_off,
    sent,
)
from lms.messages.actions.telling import outdate, tell
from lms.messages.actions.wishes import choose, refuse, want_everything, want_nothing

__all__ = [
    "call_instead", "called", "came_back", "choose", "deliver", "forget", "give_up",
    "is_reachable", "look", "never_delivered", "note_return", "outdate", "put_off", "refuse",
    "sent", "tell", "want_everything", "want_nothing",
]  # fmt: skip
