"""What is done in the background for quizzes."""

from lms.assessments.tasks import files

__all__ = ["files"]
