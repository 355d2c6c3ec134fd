"""What the views of this package share: their blueprint, and words for what they show."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from lms.attendance.models import Session, Source
from lms.courses.models import Group
from lms.courses.units import hours_text
from lms.i18n import in_words

bp = Blueprint("attendance", __name__)

SOURCES = {
    Source.TRAINER: _l("Register"),
    Source.SELF: _l("Self check-in"),
    Source.PLATFORM: _l("Log of the online meeting"),
    Source.PAPER: _l("Paper list"),
}


@bp.app_template_filter()
def subject(session: Session) -> dict | str | None:
    """What a session is about: its title, its module, or its course; for `titled`."""
    if session.title:
        return session.title
    if session.module:
        return session.module.title
    return session.course.title if session.course else None


@bp.app_template_filter()
def at_session(moment: datetime, session: Session) -> datetime:
    """A moment (UTC) as the clock on the wall of the session shows it."""
    return moment.astimezone(ZoneInfo(session.zone))


@bp.app_template_global()
def net_hours(session: Session, minutes: int) -> str:
    """Minutes in the units of the session's programme."""
    return hours_text(minutes, session.group.programme.unit_minutes)


@bp.app_template_filter()
def hours_of(minutes: int, group: Group) -> str:
    """Minutes in the units of a group's programme."""
    return hours_text(minutes, group.programme.unit_minutes)


def named(session: Session) -> str:
    """A session in one line of plain text: what it is about, or else its group."""
    return in_words(subject(session)) or session.group.title
