"""What there is of quizzes: banks, attempts, results."""

from lms.assessments.queries.attempts import (
    Item,
    attempt,
    attempts_of,
    candidates,
    counting,
    due_ids,
    extension_of,
    items,
    last_extended,
    last_number,
    markings,
    question_of,
    quiz,
    responses,
    versions,
)
from lms.assessments.queries.holding import hold, hold_of
from lms.assessments.queries.meeting import Waits, how_many_items, lessons_of, settings_of, waits
from lms.assessments.queries.results import assessment, result

__all__ = [
    "Item", "Waits", "assessment", "attempt", "attempts_of", "candidates", "counting", "due_ids",
    "extension_of", "hold", "hold_of", "how_many_items", "items", "last_extended", "last_number",
    "lessons_of", "markings", "question_of", "quiz", "responses", "result", "settings_of",
    "versions", "waits",
]  # fmt: skip
