"""The form in which a timetable is copied from one group to another."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from lms.attendance.forms.meeting import LIKE_A_DAY, TOO_LONG
from lms.attendance.forms.preview import Shown
from lms.attendance.models import Session
from lms.attendance.rules.timetable import as_pairs
from lms.courses.models import Group
from lms.forms import one_line
from lms.people.models import Person

AS_THERE = -1  # the trainer stays


class CopyForm(Shown):
    """The sessions of another group of the programme, from another day on. Times stay as the clock
    on the wall shows them, where the group is."""

    first = DateField(
        _l("First day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY
    )
    trainer = SelectField(_l("Trainer"), coerce=int, default=AS_THERE)
    place = StringField(
        _l("Place (optional)"), [Length(max=300, message=TOO_LONG)], filters=[one_line]
    )

    def __init__(
        self, group: Group, trainers: Sequence[Person], timetable: Sequence[Session], *args: Any,
        likely: Iterable[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.group, self.timetable = group, timetable
        self.trainers = {person.id: person for person in trainers}
        self.trainer.choices = [
            SelectChoice(str(AS_THERE), _("As in the other timetable")),
            SelectChoice("0", _("Not named yet")),
            *(SelectChoice(str(person.id), person.name) for person in trainers),
        ]
        self.offer_calendars(likely)

    def validate_first(self, field: DateField) -> None:
        if field.data and field.data > date.max - (self.timetable[-1].day - self.timetable[0].day):
            raise ValidationError(
                _("The calendar ends before the last session. Choose another day.")
            )

    @property
    def days(self) -> int:
        """By how many days all sessions move."""
        assert self.first.data
        return (self.first.data - self.timetable[0].day).days

    def values_of(self, session: Session) -> dict[str, Any]:
        """What is published of a session of the other group. Its link is of its own meeting room,
        and stays there."""
        chosen = self.trainer.data
        return {
            "course": session.course, "module": session.module, "title": session.title,
            "day": session.day + timedelta(days=self.days), "starts": session.starts,
            "ends": session.ends, "breaks": as_pairs(session.breaks), "zone": self.group.zone,
            "mode": session.mode, "place": self.place.data or session.place, "link": None,
            "trainer": session.trainer if chosen == AS_THERE else self.trainers.get(chosen),
        }  # fmt: skip


def likely_trainer(timetable: Sequence[Session], group: Group) -> int:
    """The trainers stay where they are the group's own; else the group's first teaches."""
    ours = [trainer.id for trainer in group.trainers]
    strangers = {one.trainer_id for one in timetable} - {None, *ours}
    return ours[0] if ours and strangers else AS_THERE


def likely_first(timetable: Sequence[Session], group: Group, today: date) -> date:
    """The first day from now on, and of the group, that is the same weekday as there."""
    first = max(today, group.starts_on or today)
    return first + timedelta(days=(timetable[0].day.weekday() - first.weekday()) % 7)
