"""A picture, a sound, a film or a file of a course, sent to who may read its lessons."""

from flask import abort, request, url_for

from lms.courses import queries
from lms.courses.models import Course, Media
from lms.courses.queries.media import is_published, media_by_id
from lms.courses.rules.media import DOCUMENT
from lms.courses.views.blueprint import bp
from lms.db import db
from lms.files import File
from lms.transfers import sent
from lms.web import permitted

FOR_GOOD = "private, max-age=31536000, immutable"  # its address has the beginning of its hash


@bp.get("/media/<int:media_id>/<file_name>")
def media(media_id, file_name):
    one = permitted(media_by_id(media_id), may_load)
    if file_name != one.name:
        abort(404)
    file = db.session.get(File, in_width(one, request.args.get("w", ""))) or abort(404)
    response = sent(file, one.name, save=one.kind == DOCUMENT)
    response.headers["Cache-Control"] = FOR_GOOD
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def may_load(person, one):
    """Who may write its course; and who may read its lessons, if one of them, or a word of the
    glossary, has it: what is only in a draft is not theirs yet."""
    course = db.session.get_one(Course, one.course_id)
    if not queries.may_open_course(person, course):
        return False
    return is_published(one) or queries.may_write(person, course)


def in_width(one: Media, asked: str) -> str:
    """The file of the smallest size that is at least as wide as asked; of all of it else."""
    if asked.isascii() and asked.isdigit() and len(asked) < 6:
        for size in one.sizes:
            if size.width >= int(asked):
                return size.file_id
    return one.file_id


@bp.app_template_global()
def media_url(one: Media, width: int | None = None) -> str:
    """Its address; of a picture, in a width. It changes when the file does: browsers keep it."""
    about = {"media_id": one.id, "file_name": one.name, "v": one.file_id[:8], "w": width}
    return url_for("courses.media", **about)  # type: ignore[arg-type]
