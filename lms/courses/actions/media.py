"""Files of a course: added, described, taken out of use."""

from datetime import datetime

from flask_babel import gettext as _

from lms import files
from lms.courses.models import Course, Media, MediaSize
from lms.courses.rules.media import Ready, Stored, stored
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def put(ready: Ready) -> Stored:
    """Writes the bytes of a file and its sizes into the store. It needs nothing of the database,
    and may take long."""
    return stored(ready, files.put)


def add(
    course: Course, name: str, file: Stored, *, words: dict | None = None, by: Person | None,
    now: datetime,
) -> Media:  # fmt: skip
    """The file under a name that is free. The same file may have several names."""
    one = Media(course_id=course.id, name=name, words=words, by_id=by and by.id, made_at=now)
    fill(one, file, now=now)
    db.session.add(one)
    db.session.flush()
    record("course", course.slug, "media added", {"name": name}, by=by, now=now)
    return one


def fill(one: Media, file: Stored, *, now: datetime) -> None:
    """What the file is, and where its bytes and those of its sizes are."""
    one.kind, one.size = file.kind, file.size
    one.width, one.height, one.seconds = file.width, file.height, file.seconds
    one.file_id = files.row_of(file.file_id, file.size, file.media_type, now=now).id
    there = {size.width: size for size in one.sizes}
    sizes = []
    for width, name, weight in file.sizes:
        size = there.get(width) or MediaSize(width=width)
        size.size = weight
        size.file_id = files.row_of(name, weight, "image/webp", now=now).id
        sizes.append(size)
    one.sizes = sizes


def describe(one: Media, course: Course, words: dict, *, by: Person, now: datetime) -> bool:
    """What a picture shows, by language; no words: it only decorates. Whether that is new."""
    if one.words == words:
        return False
    one.words = words
    record("course", course.slug, "media described", {"name": one.name}, by=by, now=now)
    return True


def retire(one: Media, course: Course, *, used: bool, by: Person, now: datetime) -> None:
    """It is offered no more. Earlier versions of lessons still show it, and its name stays taken.
    Raises Refused where a lesson, a draft or a question names it."""
    if used:
        words = _("A lesson or a question uses %(name)s. Take it out there first.", name=one.name)
        raise Refused(words)
    if one.retired_at is None:
        one.retired_at = now
        record("course", course.slug, "media retired", {"name": one.name}, by=by, now=now)


def bring_back(one: Media, course: Course, *, by: Person, now: datetime) -> None:
    """It is offered again."""
    if one.retired_at is not None:
        one.retired_at = None
        record("course", course.slug, "media brought back", {"name": one.name}, by=by, now=now)
