"""What is said of sessions before a course leaves a programme."""

from collections.abc import Collection

from flask_babel import ngettext
from sqlalchemy import func, select

from lms.attendance.models import Session
from lms.courses.models import Group, Programme
from lms.courses.queries.parts import Words, leaving
from lms.db import db


@leaving
def sessions_of(programme: Programme, courses: Collection[int]) -> Words:
    """Of sessions of the programme's groups that are about a course."""
    counted = (
        select(Session.course_id, func.count())
        .join(Group, Group.id == Session.group_id)
        .where(Group.programme_id == programme.id, Session.course_id.in_(courses))
        .group_by(Session.course_id)
    )
    return {
        course: ngettext(
            "%(num)s session of the programme is about it. It stays, and its hours go on counting "
            "towards the whole programme, but towards none of its courses.",
            "%(num)s sessions of the programme are about it. They stay, and their hours go on "
            "counting towards the whole programme, but towards none of its courses.",
            number,
        )
        for course, number in db.session.execute(counted)
        if course is not None
    }
