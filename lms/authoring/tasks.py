"""What is done in the background for authors: drafts whose time has come are published."""

from datetime import datetime

from lms import jobs
from lms.authoring.actions import planned
from lms.authoring.models import LessonDraft
from lms.db import db


@jobs.every_minute("authoring.publish")
def look(now: datetime) -> None:
    """Drafts that are due, each in a job of its own."""
    planned.queue(now=now)


@jobs.task("authoring.publish")
def publish(data: dict, *, now: datetime) -> None:
    """Done twice, it publishes once: what is published is no draft any more."""
    if draft := db.session.get(LessonDraft, data["draft"]):
        planned.publish(draft, now=now)
