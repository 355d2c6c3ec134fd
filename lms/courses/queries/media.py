"""What a course has beside its words: pictures, sound, film, files."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.courses.models import Media
from lms.db import db


def media_named(course_id: int, names: Collection[str]) -> dict[str, Media]:
    """The media of a course of these names ("lock.webp"), with their sizes; retired ones, too: a
    text that names one goes on showing it. One query, however many they are; none for none."""
    if not names:
        return {}
    wanted = select(Media).where(Media.course_id == course_id, Media.name.in_(names))
    rows = db.session.scalars(wanted.options(joinedload(Media.sizes)))
    return {one.name: one for one in rows.unique()}


def media_by_id(media_id: int) -> Media | None:
    """One of them, with its sizes."""
    return db.session.get(Media, media_id, options=[selectinload(Media.sizes)])
