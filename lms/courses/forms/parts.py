"""The courses of a programme as they are typed: order, units, and whether they add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from lms.courses import rules
from lms.courses.models import Course
from lms.forms import Form, Whole
from lms.i18n import in_words

UNITS = _l("Write a whole number, 1 or more.")
MOST = rules.MOST_UNITS


@dataclass
class Row:
    """A course on the page, and its units as they were typed."""

    course: Course
    typed: str
    problem: str = ""

    @property
    def units(self) -> int | None:
        """None where it is no whole number of 1 or more."""
        text = self.typed.strip()
        units = int(text) if text.isdecimal() and len(text) <= 5 else 0
        return units if 1 <= units <= MOST else None


class PartsForm(Form):
    """The courses of a programme and its units. Nothing of it is kept until it is saved: each press
    of another button sends all of it, and it comes back changed."""

    required = Whole(
        _l("Units of the whole programme"),
        [InputRequired(UNITS), NumberRange(1, MOST, UNITS)],
    )
    course = SelectField(_l("Another course"), validate_choice=False)

    def __init__(
        self, known: Mapping[str, Course], typed: Sequence[tuple[str, str]], *args: Any, **data: Any
    ):
        """`known` are the courses that may be in it, by slug; `typed` those in it, in order, with
        their units."""
        super().__init__(*args, **data)
        self.known = known
        units = dict(typed)  # each course once
        self.rows = [Row(known[slug], text) for slug, text in units.items() if slug in known]
        self.say_choices()

    def say_choices(self) -> None:
        there = {row.course.slug for row in self.rows}
        left = [course for slug, course in self.known.items() if slug not in there]
        self.course.choices = [SelectChoice(one.slug, in_words(one.title)) for one in left]

    def press(self, asked: str) -> None:
        """What a button does: "up-<slug>", "down-<slug>", "out-<slug>", "add"."""
        verb, _dash, slug = asked.partition("-")
        there = [row.course.slug for row in self.rows]
        if verb == "add" and self.course.data in self.known and self.course.data not in there:
            self.rows.append(Row(self.known[self.course.data], ""))
        elif slug in there:
            place = there.index(slug)
            row = self.rows.pop(place)
            if verb != "out":
                self.rows.insert(max(0, place + (-1 if verb == "up" else 1)), row)
        self.say_choices()

    @property
    def total(self) -> int:
        return sum(row.units or 0 for row in self.rows)

    @property
    def parts(self) -> list[tuple[Course, int]]:
        return [(row.course, row.units or 0) for row in self.rows]

    def validate(self, **kwargs: Any) -> bool:
        for row in self.rows:
            row.problem = "" if row.units else str(UNITS)
        return super().validate(**kwargs) and not any(row.problem for row in self.rows)

    def validate_required(self, field: Whole) -> None:
        if all(row.units for row in self.rows) and self.total != field.data:
            raise ValidationError(
                _("The units of the courses add up to %(total)s, and the programme has "
                  "%(required)s. Change one or the other.", total=self.total, required=field.data)
            )  # fmt: skip
