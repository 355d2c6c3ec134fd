"""Taking quizzes, marking them, recording what came of it.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from lms.assessments.actions.answering import Saved, check, save
from lms.assessments.actions.attempts import hand_in, start
from lms.assessments.actions.results import record_result
from lms.assessments.actions.settling import mark_all, settle

__all__ = [
    "Saved", "check", "hand_in", "mark_all", "record_result", "save", "settle", "start",
]  # fmt: skip
