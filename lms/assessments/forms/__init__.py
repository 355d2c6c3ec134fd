"""Forms of quizzes and of their results."""

from lms.assessments.forms.results import ResultForm

__all__ = ["ResultForm"]
