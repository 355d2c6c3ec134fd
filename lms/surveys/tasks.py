"""What is done in the background for surveys."""

from datetime import datetime

from lms import jobs
from lms.surveys import actions

LOOKS_AT = 23  # minutes past the hour


@jobs.every_minute("surveys.look")
def look_soon(now: datetime) -> None:
    """Once an hour is enough; the work is a job, and what it does is there whole or not at all."""
    if now.minute == LOOKS_AT:
        jobs.later("surveys.ask", now=now, key="surveys.ask")


@jobs.task("surveys.ask")
def ask(data: dict, *, now: datetime) -> None:
    """Done twice, it asks nobody twice."""
    actions.look(now=now)
    actions.remind(now=now)
    actions.clean_up(now=now)
