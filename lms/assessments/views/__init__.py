"""Quizzes on screen: the bank, taking them, marking them."""

from lms.assessments import letters, tasks
from lms.assessments.views import (
    answers,
    attempt,
    bank,
    downloads,
    editing,
    figures,
    files,
    files_out,
    items,
    judging,
    of_group,
    question,
    queue,
    quiz,
    quizzes,
    told,
)
from lms.assessments.views.blueprint import bp

__all__ = [
    "answers", "attempt", "bank", "bp", "downloads", "editing", "figures", "files", "files_out",
    "items", "judging", "letters", "of_group", "question", "queue", "quiz", "quizzes", "tasks",
    "told",
]  # fmt: skip
