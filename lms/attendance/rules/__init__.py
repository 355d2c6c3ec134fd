"""What holds for sessions and registers. Plain functions: no queries, no request.

rights      who may, and until when
timetable   what a session may be: its times, its course
offer       who teaches instead, and how many places there are
answers     what those say who cannot come
saying      what is asked before a mark is replaced
sealing     what a seal says, and when a register can be closed
amendments  who corrects a register that is locked
lines       what a register says of one person, and what happens to it when somebody says otherwise
"""

from lms.attendance.rules.rights import (
    has_come,
    is_locked,
    is_locked_day,
    last_day,
    last_open_day,
    may_look,
    may_manage,
    why_closed,
    why_fixed,
    why_locked,
)

__all__ = [
    "has_come",
    "is_locked",
    "is_locked_day",
    "last_day",
    "last_open_day",
    "may_look",
    "may_manage",
    "why_closed",
    "why_fixed",
    "why_locked",
]
