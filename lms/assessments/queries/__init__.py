"""What there is of quizzes: banks, attempts, results."""

from lms.assessments.queries.results import assessment, result

__all__ = ["assessment", "result"]
