"""The form of a series: weekdays from a first to a last day, and what they are about."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from lms.attendance.forms.meeting import LIKE_A_DAY, LIKE_BREAKS, MeetingForm, live
from lms.attendance.forms.preview import Shown
from lms.attendance.rules import dates
from lms.attendance.rules.offer import offer_problems
from lms.attendance.rules.planning import Subject
from lms.attendance.rules.timetable import Times, course_problem, wrong_times
from lms.courses.models import Group
from lms.i18n import day, in_words
from lms.people.models import Person

EACH = "each"  # one module after another: of the programme, or ("each-3") of a course
A_MONDAY = date(2024, 1, 1)


def weekdays() -> list[SelectChoice]:
    """Monday to Sunday, in the language of the page."""
    return [SelectChoice(n, day(A_MONDAY + timedelta(days=n), "weekday")) for n in range(7)]


class SeriesForm(MeetingForm, Shown):
    """Sessions on certain weekdays, from a first to a last day."""

    weekdays = SelectMultipleField(
        _l("Weekdays"), coerce=int, option_widget=CheckboxInput(), validate_choice=False
    )
    first = DateField(
        _l("First day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY
    )
    last = DateField(_l("Last day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY)
    every = RadioField(_l("How often"), coerce=int, default=1)
    more = ("title", "breaks", "mode", "link", "is_open", "capacity", "zone")

    def __init__(
        self, group: Group, trainers: Sequence[Person], *args: Any,
        likely: Iterable[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(group, trainers, *args, **kwargs)
        self.weekdays.choices = weekdays()
        self.every.choices = [
            SelectChoice(1, _("Every week")), SelectChoice(2, _("Every second week")),
        ]  # fmt: skip
        self.offer_calendars(likely)
        if self.courses:
            self.about.choices = [*self.in_order(), *self.subjects()[1:]]

    def in_order(self) -> list[SelectChoice]:
        """One module after another, each on its own date."""
        offered = [SelectChoice("", _("Choose"))]
        if any(live(course.modules) for course in self.courses):
            offered.append(SelectChoice(EACH, _("All modules of the programme, one after another")))
        return offered + [
            SelectChoice(
                f"{EACH}-{course.id}",
                _("The modules of %(course)s, one after another", course=in_words(course.title)),
            )
            for course in self.courses
            if live(course.modules)
        ]

    @property
    def chain(self) -> list[Subject]:
        """The modules that are taken one after another; none where every date has the same."""
        wanted = [c for c in self.courses if self.about.data in (EACH, f"{EACH}-{c.id}")]
        return [(course, module) for course in wanted for module in live(course.modules)]

    @property
    def rule(self) -> dates.Rule:
        assert self.first.data
        assert self.last.data
        days = frozenset(n for n in self.weekdays.data or () if 0 <= n <= 6)
        return dates.Rule(days, self.first.data, self.last.data, self.every.data)

    @property
    def values(self) -> dict[str, Any]:
        """What is the same on every date. Raises ValueError where the breaks cannot be read."""
        course, module = self.subject
        return {**self.common, **self.places, "course": course, "module": module}

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        found = [*self.wrong_on_every_day(), *offer_problems(self.places)]
        why = None if self.chain else course_problem(self.group, *self.subject)
        if why:
            found.append(("about", why))
        if not self.courses and not self.title.data:
            found.append(("title", _("Write a title.")))
        if not (self.first.errors or self.last.errors or self.every.errors):
            found += filter(None, [dates.problem(self.rule)])
        return not self.complain(found) and fine

    def wrong_on_every_day(self) -> Iterable[tuple[str, str]]:
        """Times that could be on no day at all; a day without a change of the clocks shows them."""
        try:
            values = self.values
        except ValueError:
            yield "breaks", str(LIKE_BREAKS)
            return
        if values["starts"] and values["ends"]:
            wall = (values["starts"], values["ends"], values["breaks"])
            yield from wrong_times(Times(A_MONDAY, *wall, "UTC"))

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as the series keeps it."""
        rule = self.rule
        return {
            "weekdays": sorted(rule.weekdays), "from": f"{rule.first}", "to": f"{rule.last}",
            "every": rule.every, "calendar": self.calendar.data or "", "about": self.about.data,
        }  # fmt: skip
