"""What is done in the background for answers: those that wait for a reader get one."""

from datetime import datetime

from lms import jobs
from lms.coursework import actions

LOOKS_AT = 23  # minutes past the hour


@jobs.every_minute("peers")
def look(now: datetime) -> None:
    """Once an hour: somebody may have come onto the programme meanwhile, or have time again."""
    if now.minute == LOOKS_AT:
        jobs.later("coursework.give", now=now, key=f"peers:{now:%Y-%m-%dT%H}")


@jobs.task("coursework.give")
def give(data: dict, *, now: datetime) -> None:
    """Done twice, it gives nothing twice. The answers after these have a job of their own: no
    answer waits because nobody is there for those before it."""
    if last := actions.give_all(data.get("after", 0), now=now):
        key = f"peers:{now:%Y-%m-%dT%H}:{last}"
        jobs.later("coursework.give", {"after": last}, now=now, key=key)
