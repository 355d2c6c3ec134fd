"""Where a record and the registers differ, in words."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.courses.rules.words import percent
from lms.i18n import day, in_words, isolated, number

FIGURES = {  # key of a record (lms/completion/record.py) -> what it is
    "attended_minutes": _l("Attended"),
    "credited_minutes": _l("Credited"),
    "make_up_minutes": _l("Made up"),
    "excused_minutes": _l("Excused"),
    "ratio": _l("Share"),
    "sessions": _l("Sessions"),
    "first_day": _l("First day"),
    "last_day": _l("Last day"),
}


def differing(what: str, then: Any, now: Any, course: Mapping[str, str] | None) -> str:
    """One difference (lms/completion/queries/differing.py), in a sentence."""
    match what:
        case "group":
            return _(
                "Confirmed with %(then)s min. The registers do not have the person in this group"
                " on that day any more.",
                then=then,
            )
        case "courses" if now is None:
            return _(
                "%(course)s: confirmed with %(then)s min. The programme does not have this course"
                " any more.",
                course=in_words(course),
                then=then,
            )
        case "total_minutes":
            return _(
                "In all: confirmed with %(then)s min, the registers now say %(now)s min.",
                then=number(then),
                now=number(now),
            )
        case "ratio" | "sessions" | "first_day" | "last_day":
            said, by_now = (_said(what, value) for value in (then, now))
            return _(
                "%(what)s: confirmed with %(then)s, the registers now say %(now)s.",
                what=FIGURES[what],
                then=said,
                now=by_now,
            )
    return _(
        "%(course)s: confirmed with %(then)s min, the registers now say %(now)s min.",
        course=in_words(course) if course else FIGURES[what],
        then=number(then),
        now=number(now),
    )


def _said(what: str, value: Any) -> str:
    if value is None:
        return "–"
    if what == "ratio":
        return isolated(percent(Fraction(value)))
    if what == "sessions":
        return _("%(attended)s of %(held)s", attended=value["attended"], held=value["held"])
    return day(date.fromisoformat(value))
