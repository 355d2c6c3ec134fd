"""The blueprint of the package, and what its templates (and those of reports) need."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from lms.attendance.models import Source
from lms.attendance.rules.lines import REASONS
from lms.completion import words
from lms.completion.outcome import Outlook, Standing
from lms.completion.queries import Meeting
from lms.completion.queries.shapes import Strand
from lms.completion.words import Sign
from lms.courses.policy import Policy, as_dict
from lms.courses.units import on_the_clock
from lms.i18n import clock, day, isolated, number, titled
from lms.levels.rules.recorded import level_words

bp = Blueprint("completion", __name__)
SOURCES = {
    Source.TRAINER: _l("Register"),
    Source.SELF: _l("Self check-in"),
    Source.PLATFORM: _l("Log of the online meeting"),
    Source.PAPER: _l("Paper list"),
}
bp.add_app_template_filter(words.units, "units")
bp.add_app_template_filter(words.missing, "missing")
bp.add_app_template_filter(lambda one: words.differing(*one), "differing")
bp.add_app_template_filter(words.share, "share_words")  # of a record
bp.add_app_template_filter(level_words, "reached")  # a level of a record
bp.add_app_template_filter(on_the_clock)


@bp.app_template_filter()
def sign(outlook: Outlook | str) -> Sign:
    """The words, icon and colour of a standing."""
    return words.STANDINGS[Outlook(outlook)]


@bp.app_template_filter()
def percent_of(part: int, whole: int) -> str:
    """A share in per cent, cut off after two decimals (rule 1); of nothing, none."""
    hundredths = part * 10_000 // whole if whole else 0
    return number_of_percent(f"{hundredths // 100}.{hundredths % 100:02}")


@bp.app_template_filter()
def number_of_percent(value: Any) -> Markup:
    """A figure and its sign, never on two lines, in the same order in a line that runs to the left
    (as `of_all`)."""
    return Markup(isolated("{}&nbsp;%")).format(number(value))


@bp.app_template_filter()
def course_icon(course: Strand | None) -> str:
    """A picture for a course, by the kind of level that its content states."""
    level = (course.level if course else "") or ""
    if "digcomp" in level.lower():
        return "screen"
    return "talk" if re.match(r"(Pre-)?[A-C][0-2]?\b|LASLLIAM", level) else "book"


@bp.app_template_filter()
def topic(meeting: Meeting) -> Markup:
    """What a session is about: its title, its module, or its course."""
    return titled(meeting.title or meeting.module_title or meeting.course_title or "")


@bp.app_template_filter()
def moment(at: datetime, meeting: Meeting) -> Markup:
    """A moment in words, as calendar and clock on the wall of a session showed it."""
    there = at.astimezone(ZoneInfo(meeting.zone))
    return Markup("{}{}{}").format(day(there, "named"), _(", "), clock(there))


@bp.app_template_filter()
def said_by_mark(mark: Any, meeting: Meeting) -> Markup:
    """One mark as it was recorded: what, from which source, by whom, when, and its note."""
    said = Markup(_("%(what)s. %(source)s, recorded by %(name)s on %(when)s.")) % {
        "what": _what(mark, meeting),
        "source": str(SOURCES.get(mark.source, mark.source)),
        "name": mark.recorder or _("the command line"),
        "when": moment(mark.recorded_at, meeting),
    }
    return said + Markup(" <q>{}</q>").format(mark.note) if mark.note else said


def _what(mark: Any, meeting: Meeting) -> Markup:
    if mark.came_at:
        zone = ZoneInfo(meeting.zone)
        times = {"came": clock(mark.came_at.astimezone(zone))}
        if not mark.left_at:
            return Markup(_("Here from %(came)s to the end")) % times
        times["left"] = clock(mark.left_at.astimezone(zone))
        return Markup(_("Here from %(came)s to %(left)s")) % times
    if mark.excused:
        reason = str(REASONS.get(mark.reason, mark.reason or ""))
        return Markup(_("Excused: %(reason)s") if reason else _("Excused")) % {"reason": reason}
    return Markup(_("Absent"))


@bp.app_template_filter()
def share_by_rules(found: Standing, policy: Policy) -> str:
    """The same of a standing that is not confirmed."""
    rules = {"rules": as_dict(policy)}
    return words.share({"ratio": str(found.ratio), "policy": rules})


@bp.app_template_filter()
def as_day(text: str) -> date:
    """A day of a record, which is text there."""
    return date.fromisoformat(text)
