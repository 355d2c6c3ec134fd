"""The blueprint of the package, and what its views share."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app

from lms import clock
from lms.courses import queries as courses
from lms.discussions import queries
from lms.discussions.rules import AN_HOUR, MOST_AN_HOUR, shown_name
from lms.web import me, permitted

bp = Blueprint("discussions", __name__)
bp.add_app_template_global(shown_name)


def with_talk(programme):
    """The programme, or 404 where there are no conversations, or 403 for who is not of it."""
    permitted(programme, courses.may_open_programme)
    if not programme.discusses:
        abort(404)
    return programme


def thread_for(thread_id):
    thread = queries.thread(thread_id) or abort(404)
    with_talk(thread.programme)
    return thread


def full_until() -> datetime | None:
    """When somebody who has written as much as anybody may in an hour may go on, on the wall clock
    of the installation; none for who may write now."""
    now = clock.now()
    written, first = queries.posts_since(me().id, now - AN_HOUR)
    if written < MOST_AN_HOUR or first is None:
        return None
    return (first + AN_HOUR).astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
