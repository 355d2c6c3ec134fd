"""What there is of quizzes: banks, attempts, results."""

from lms.assessments.queries.attempts import (
    Item,
    attempt,
    attempts_of,
    candidates,
    counting,
    extension_of,
    group_id_for,
    items,
    last_number,
    markings,
    question_of,
    quiz,
    responses,
)
from lms.assessments.queries.results import assessment, result

__all__ = [
    "Item", "assessment", "attempt", "attempts_of", "candidates", "counting", "extension_of",
    "group_id_for",
    "items", "last_number", "markings", "question_of", "quiz", "responses", "result",
]  # fmt: skip
