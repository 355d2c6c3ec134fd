"""Large files of questions: looked at, and taken into the bank of a course."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import update

from lms import jobs
from lms.assessments.imports import files as actions
from lms.assessments.models import QuestionFile
from lms.assessments.queries import bank_files as queries
from lms.db import db
from lms.errors import Refused

SHOWN = 20  # times that the progress is written down


@jobs.task("questions.check")
def check(data: dict, *, now: datetime) -> None:
    """Done twice, it looks once: what was looked at waits for somebody's decision."""
    if made := queries.file_of(data["file"]):
        with in_their_language(made):
            actions.check(made, watched(made.id))


@jobs.task("questions.take")
def take(data: dict, *, now: datetime) -> None:
    """Done twice, it takes once. All of it is committed at the end, or nothing."""
    made = queries.file_of(data["file"])
    if made is None:
        return
    with in_their_language(made):
        try:
            actions.take(made, now=now, step=watched(made.id))
        except Refused as why:
            actions.fail(made, str(why), now=now)


@jobs.task("questions.check.in_vain")
@jobs.task("questions.take.in_vain")
def in_vain(data: dict, *, now: datetime) -> None:
    if made := queries.file_of(data["file"]):
        with in_their_language(made):
            actions.fail(made, _("It was tried often, in vain. Send the file again."), now=now)


def in_their_language(made: QuestionFile) -> AbstractContextManager[Any]:
    """What is told is told in the language of who sent it."""
    spoken = current_app.config["LANGUAGES"]
    own = made.by.language if made.by else ""
    return force_locale(own if own in spoken else spoken[0])


def watched(file_id: int) -> Any:
    """Writes down how far it is, some times. Nothing of the bank is changed before all is read."""

    def step(done: int, steps: int) -> None:
        if done % max(1, steps // SHOWN) == 0 or done == steps:
            how_far = {"done": done, "steps": steps}
            db.session.execute(
                update(QuestionFile).where(QuestionFile.id == file_id).values(**how_far)
            )
            db.session.commit()

    return step
