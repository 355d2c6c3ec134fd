"""Talking below a lesson, and moderating. Who and when are arguments; the commit is not ours
(lms/web.py)."""

from lms.discussions.actions.following import follow, unfollow_kind
from lms.discussions.actions.moderating import close, hide, reopen, report, show
from lms.discussions.actions.talking import begin, edit, write

__all__ = [
    "begin", "close", "edit", "follow", "hide", "reopen", "report", "show", "unfollow_kind",
    "write",
]  # fmt: skip
