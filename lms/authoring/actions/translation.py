"""A language of a lesson is taken out of what people read."""

from datetime import datetime

from flask_babel import gettext as _

from lms.authoring import queries
from lms.authoring.actions.drafts import key_of
from lms.courses.models import Lesson
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def withdraw(lesson: Lesson, language: str, *, by: Person, now: datetime) -> None:
    """A language of a lesson is not shown any more; its versions stay. Raises Refused for the
    language that the others are made from."""
    source = queries.source_of(lesson)
    text = next((one for one in lesson.texts if one.language == language), None)
    if text is None:
        return
    if source is not None and source.language == language:
        raise Refused(_("The other languages are made from this one, so it stays."))
    lesson.texts.remove(text)
    lesson.titles = {one.language: one.title for one in lesson.texts}
    detail = {"language": language, "version": text.version}
    record("lesson", key_of(lesson), "withdrawn", detail, by=by, now=now)
    db.session.flush()
