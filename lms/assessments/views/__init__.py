"""Quizzes on screen: the bank, taking them, marking them."""

from lms.assessments.views import bank, editing, question
from lms.assessments.views.blueprint import bp

__all__ = ["bank", "bp", "editing", "question"]
