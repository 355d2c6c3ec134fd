"""What is said of programmes everywhere: shares, hours with their unit, ways in, states."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.courses.exact import in_hundredths
from lms.courses.models import Entry, Programme, State, Track
from lms.i18n import number

TRACKS = {
    Track.AUTHORITY: _l("For towns and regions"),
    Track.TEACHER: _l("For teachers"),
    Track.MIGRANT: _l("For people who are new here"),
}
ENTRIES = {
    Entry.OPEN: _l("Enrol at once"),
    Entry.APPROVAL: _l("Ask for a place"),
    Entry.CODE: _l("With an invitation code"),
}
STATES = {
    State.APPLIED: _l("asked for a place"),
    State.WAITLISTED: _l("on the waiting list"),
    State.ACTIVE: _l("enrolled"),
    State.COMPLETED: _l("completed"),
    State.WITHDRAWN: _l("left"),
    State.DROPPED: _l("taken off"),
}


def percent(ratio: Fraction) -> str:
    """A ratio as "80 %" or "66.66 %": cut off after two decimals (rule 1)."""
    hundredths = Decimal(int(ratio * 10_000)).scaleb(-2)
    whole = hundredths == hundredths.to_integral_value()
    words = _("%(number)s %%", number=number(int(hundredths) if whole else hundredths))
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def asked_share(share: Fraction) -> str:
    """What rules ask, exactly: "80 %", "12.5 %"; what no decimals write is a fraction: "2/3"."""
    hundredths = in_hundredths(share)
    if hundredths is None:
        return str(share)
    words = _("%(number)s %%", number=number(hundredths))
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def hours_of_units(units: int, unit_minutes: int) -> str:
    """ "60 hours of 45 min": the unit stands beside the figure, always."""
    return ngettext(
        "%(num)s hour of %(minutes)s min",
        "%(num)s hours of %(minutes)s min",
        units,
        minutes=unit_minutes,
    )


def hours_words(minutes: int, unit_minutes: int) -> str:
    """Minutes in units, as `hours_of_units` writes them; cut off after two decimals (rule 1)."""
    whole, rest = divmod(minutes, unit_minutes)
    if not rest:
        return hours_of_units(whole, unit_minutes)
    part = number(whole + Decimal(rest * 100 // unit_minutes).scaleb(-2))
    return _("%(hours)s hours of %(minutes)s min", hours=part, minutes=unit_minutes)


def share_words(programme: Programme, share: Fraction) -> dict[str, str]:
    """A part of the required hours: `percent`, and `hours` rounded up to the whole minute."""
    minutes = ceil(share * programme.required_minutes)
    return {"percent": asked_share(share), "hours": hours_words(minutes, programme.unit_minutes)}
