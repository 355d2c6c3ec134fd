"""Quizzes as people take them, how they are marked, and what came of it."""

from lms.assessments.models.attempts import (
    Attempt,
    AttemptItem,
    Extension,
    Marking,
    Response,
    State,
)
from lms.assessments.models.files import FileState, QuestionFile
from lms.assessments.models.results import Result

__all__ = [
    "Attempt",
    "AttemptItem",
    "Extension",
    "FileState",
    "Marking",
    "QuestionFile",
    "Response",
    "Result",
    "State",
]
