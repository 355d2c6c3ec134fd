"""Hours in words: the unit of a programme is never implied, so no figure stands alone."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from lms.i18n import number


def hours_text(minutes: int, unit_minutes: int) -> str:
    """Whole minutes as "46 units (34 h 30)": in units of `unit_minutes`, cut off after two decimals
    (rule 1), and in hours and minutes of the clock."""
    clock = on_the_clock(minutes)
    whole, rest = divmod(minutes, unit_minutes)
    if not rest:
        return ngettext("%(num)s unit (%(clock)s)", "%(num)s units (%(clock)s)", whole, clock=clock)
    part = number(whole + Decimal(rest * 100 // unit_minutes).scaleb(-2))
    return pgettext("not whole", "%(units)s units (%(clock)s)", units=part, clock=clock)


def on_the_clock(minutes: int) -> str:
    """Whole minutes in hours of the clock: "34 h 30"."""
    return _("%(hours)d h %(minutes)s", hours=minutes // 60, minutes=f"{minutes % 60:02}")
