"""Quizzes on screen: the bank, taking them, marking them."""

from lms.assessments.views import (
    bank,
    downloads,
    editing,
    figures,
    judging,
    of_group,
    question,
    queue,
)
from lms.assessments.views.blueprint import bp

__all__ = [
    "bank",
    "bp",
    "downloads",
    "editing",
    "figures",
    "judging",
    "of_group",
    "question",
    "queue",
]
