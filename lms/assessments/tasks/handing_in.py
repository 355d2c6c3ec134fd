"""Quizzes whose time is over are handed in."""

from datetime import datetime

from lms import jobs
from lms.assessments.actions import attempts


@jobs.every_minute("quizzes")
def look(now: datetime) -> None:
    """Each in a job of its own."""
    attempts.queue_due(now=now)


@jobs.task("assessments.hand_in")
def hand_in(data: dict, *, now: datetime) -> None:
    """Done twice, it hands in once."""
    attempts.hand_in_by_time(data["attempt"], now=now)
