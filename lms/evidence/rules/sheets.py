"""A list to sign, as facts for paper (lms/sheets/sheet.typ) and as numbered rows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.addresses import outside
from lms.attendance.letters.words import name_of, where
from lms.attendance.models import Mode, Session
from lms.attendance.rules.facts import facts_of
from lms.courses.units import hours_text
from lms.evidence.models import Sheet
from lms.evidence.rules.letterhead import Back, letterhead
from lms.i18n import day, in_words, times
from lms.people.models import Person

MOST_EMPTY = 30  # rows for guests on one sheet


class Numbered(NamedTuple):
    """A row of a sheet; without a person it is for a guest."""

    number: int
    person: Person | None


def back_to(sheet: Sheet) -> Back:
    return Back(sheet.code, outside("evidence.sheet", sheet_code=sheet.code))


def facts_for_paper(sheet: Sheet, rows: list[Numbered], *, has_logo: bool) -> dict[str, Any]:
    """All that is printed, in the language that is spoken now."""
    session = sheet.session
    programme = session.group.programme
    heading = _("List to sign")
    title = _("%(list)s: %(group)s, %(day)s", list=heading, group=session.group.title,
              day=day(session.day))  # fmt: skip
    return letterhead(programme, title, has_logo=has_logo, back=back_to(sheet)) | {
        "heading": heading,
        "subheading": name_of(facts_of(session)),
        "about": [list(pair) for pair in about(session).items()],
        "columns": {
            "number": _("Row"),
            "code": _("Code"),
            "name": _("Name"),
            "came": _("Came"),
            "left": _("Left"),
            "signature": _("Signature"),
        },
        "rows": [printed(row) for row in rows],
        "how": _(
            "Sign in the row with your name. Who comes late or leaves early writes the time. "
            "Who is not on the list writes their name and code in an empty row."
        ),
        "trainer": _("I confirm this list. Trainer: %(name)s", name=teacher(session)),
    }


def printed(row: Numbered) -> dict[str, Any]:
    """A row in plain values. A name in its own script stands below, where it is another."""
    who = row.person
    native = (who.native_name or "") if who else ""
    return {
        "number": row.number,
        "code": who.code if who else "",
        "name": who.name if who else "",
        "native": native if who and native != who.name else "",
    }


def about(session: Session) -> Mapping[str, str]:
    """The facts of a session, by what they are."""
    programme, facts = session.group.programme, facts_of(session)._replace(link=None)
    found = {
        _("Programme"): in_words(programme.title),
        _("Group"): session.group.title,
        _("Course"): in_words(session.course.title) if session.course else "",
        _("Module"): in_words(session.module.title) if session.module else "",
        _("Day"): day(session.day, "full"),
        _("Time"): times(f"{facts.starts}", f"{facts.ends}"),
        _("Breaks"): ", ".join(times(*pair) for pair in session.breaks),
        _("Place"): _("online") if session.mode == Mode.ONLINE else where(facts),
        _("Trainer"): teacher(session),
        _("Hours"): hours(session.net_minutes, programme.unit_minutes),
        _("Session"): session.code,
    }
    return {name: value for name, value in found.items() if value}


def hours(minutes: int, unit_minutes: int) -> str:
    """The minutes that are taught, in units, and how long a unit is (it is never implied)."""
    return _(
        "%(minutes)s minutes = %(units)s, a unit is %(unit)s minutes",
        minutes=minutes,
        units=hours_text(minutes, unit_minutes),
        unit=unit_minutes,
    )


def teacher(session: Session) -> str:
    return session.teacher.name if session.teacher else "–"
