"""Minutes in hours of the programme."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.attendance import hours
from lms.i18n import number


def units(minutes: int, unit_minutes: int) -> str:
    """Minutes in hours of the programme, cut off after two decimals (rule 1): "41", "43.11"."""
    whole, rest = divmod(minutes, unit_minutes)
    return number(whole if not rest else hours.units(minutes, unit_minutes))


def missing(minutes: int, unit_minutes: int) -> str:
    """What somebody still needs: never less than it is, so rounded up. "3 hours (135 min)",
    "2.96 hours (133 min)"; less than an hour is "40 min"."""
    whole, rest = divmod(minutes, unit_minutes)
    if not whole:
        return _("%(minutes)s min", minutes=minutes)
    if rest:
        part = Decimal(ceil(Fraction(minutes * 100, unit_minutes))).scaleb(-2)
        return _("%(hours)s hours (%(minutes)s min)", hours=number(part), minutes=minutes)
    return ngettext(
        "%(num)s hour (%(minutes)s min)", "%(num)s hours (%(minutes)s min)", whole, minutes=minutes
    )


def more(minutes: int, unit_minutes: int) -> str:
    """The same for who learns, in whole hours: "7 more hours"; "40 more minutes"."""
    if minutes < unit_minutes:
        return ngettext("%(num)s more minute", "%(num)s more minutes", minutes)
    count = ceil(Fraction(minutes, unit_minutes))
    return ngettext("%(num)s more hour", "%(num)s more hours", count)


def some(minutes: int, unit_minutes: int) -> str:
    """A part of what is missing: "3 hours"; "40 minutes"."""
    if minutes < unit_minutes:
        return ngettext("%(num)s minute", "%(num)s minutes", minutes)
    count = ceil(Fraction(minutes, unit_minutes))
    return ngettext("%(num)s hour", "%(num)s hours", count)
