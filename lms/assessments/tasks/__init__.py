"""What is done in the background for quizzes."""

from lms.assessments.tasks import files, handing_in

__all__ = ["files", "handing_in"]
