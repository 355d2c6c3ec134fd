"""The dates of a series: which days of the calendar a rule means. No database, no clock."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

MOST = 200  # sessions of one series
LONGEST = timedelta(days=2 * 366)


class Rule(NamedTuple):
    """Weekdays from a first to a last day, every week or every second one. Monday is 0."""

    weekdays: frozenset[int]
    first: date
    last: date
    every: int = 1  # weeks; counted from the week of the first day

    def spans(self) -> Iterable[range]:
        """The days of each weekday, as ordinals."""
        monday, first = self.first.toordinal() - self.first.weekday(), self.first.toordinal()
        step = 7 * self.every
        for weekday in sorted(self.weekdays):
            begin = monday + weekday
            yield range(begin if begin >= first else begin + step, self.last.toordinal() + 1, step)

    def how_many(self) -> int:
        """How many there are, without writing them down."""
        return sum(len(days) for days in self.spans())

    def dates(self) -> list[date]:
        """All of them in order. Ask `problem` first: there may be very many."""
        return sorted(date.fromordinal(day) for days in self.spans() for day in days)


def problem(rule: Rule) -> tuple[str, str] | None:
    """What is wrong with a rule: (field, words); none if it can be used."""
    count = rule.how_many()
    if not rule.weekdays:
        return "weekdays", _("Choose at least one weekday.")
    if rule.last < rule.first:
        return "last", _("The last day is before the first. Look at both.")
    if count > MOST:
        return "last", ngettext(
            "This would be %(num)s session. One series has %(most)s at most: choose an earlier "
            "last day, or fewer weekdays.",
            "This would be %(num)s sessions. One series has %(most)s at most: choose an earlier "
            "last day, or fewer weekdays.",
            count,
            most=MOST,
        )
    if rule.last - rule.first > LONGEST:
        return "last", _("A series lasts two years at most. Choose an earlier last day.")
    if not count:
        return "weekdays", _("None of these weekdays lies between the two days.")
    return None
