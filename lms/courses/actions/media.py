"""Files of a course: added, described, taken out of use."""

from datetime import datetime

from flask_babel import gettext as _

from lms import files
from lms.courses.models import Course, Media, MediaSize
from lms.courses.rules.media import Ready
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def put(ready: Ready) -> None:
    """Writes the bytes of a file and its sizes into the store. It needs nothing of the database,
    and may take long."""
    files.put(ready.content)
    for size in ready.sizes:
        files.put(size.content)


def add(
    course: Course, name: str, ready: Ready, *, words: dict | None = None, is_put: bool = False,
    by: Person | None, now: datetime,
) -> Media:  # fmt: skip
    """The file under a name that is free. The same file may have several names."""
    one = Media(course_id=course.id, name=name, words=words, by_id=by and by.id, made_at=now)
    fill(one, ready, is_put=is_put, now=now)
    db.session.add(one)
    db.session.flush()
    record("course", course.slug, "media added", {"name": name}, by=by, now=now)
    return one


def fill(one: Media, ready: Ready, *, is_put: bool = False, now: datetime) -> None:
    """What the file is, and its bytes."""
    one.kind, one.size = ready.kind, len(ready.content)
    one.width, one.height, one.seconds = ready.width, ready.height, ready.seconds
    one.file_id = files.keep(ready.content, ready.media_type, now=now, is_put=is_put).id
    kept = {size.width: size for size in one.sizes}
    one.sizes = [
        put_size(kept.get(small.width) or MediaSize(width=small.width), small.content,
                 is_put=is_put, now=now)
        for small in ready.sizes
    ]  # fmt: skip


def put_size(size: MediaSize, content: bytes, *, is_put: bool, now: datetime) -> MediaSize:
    size.file_id = files.keep(content, "image/webp", now=now, is_put=is_put).id
    size.size = len(content)
    return size


def describe(one: Media, course: Course, words: dict, *, by: Person, now: datetime) -> bool:
    """What a picture shows, by language; no words: it only decorates. Whether that is new."""
    if one.words == words:
        return False
    one.words = words
    record("course", course.slug, "media described", {"name": one.name}, by=by, now=now)
    return True


def retire(one: Media, course: Course, *, used: bool, by: Person, now: datetime) -> None:
    """It is offered no more. Earlier versions of lessons still show it, and its name stays taken.
    Raises Refused where a lesson or a draft names it."""
    if used:
        raise Refused(_("A lesson uses %(name)s. Take it out there first.", name=one.name))
    if one.retired_at is None:
        one.retired_at = now
        record("course", course.slug, "media retired", {"name": one.name}, by=by, now=now)


def bring_back(one: Media, course: Course, *, by: Person, now: datetime) -> None:
    """It is offered again."""
    if one.retired_at is not None:
        one.retired_at = None
        record("course", course.slug, "media brought back", {"name": one.name}, by=by, now=now)
