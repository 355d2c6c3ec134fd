"""The forms of enrolment, of groups, and of a programme's settings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lms import clock
from lms.courses import rules
from lms.courses.models import Entry, Group, Programme, State
from lms.courses.queries import Room
from lms.courses.rules import ENTRIES
from lms.forms import Form
from lms.people.models import Person

TOO_LONG = _l("This is too long.")
A_DAY = _l("Write the day like 2022-03-24.")


class Day(DateField):
    """A day, in words of ours where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(A_DAY) from None


class Whole(IntegerField):
    """A whole number, in words of ours where it is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Write a whole number, like 15.")) from None


def named(groups: Sequence[Group]) -> list[SelectChoice]:
    return [SelectChoice(str(group.id), group.title) for group in groups]


class EnrolForm(Form):
    """A person's own way onto a programme: a group with room, and the code where one is asked."""

    group = RadioField(_l("Group"), coerce=int, validate_choice=False)
    wanted = RadioField(_l("Group to wait for"), coerce=int, validate_choice=False)
    code = StringField(_l("Invitation code"), [Length(max=40, message=TOO_LONG)])

    def __init__(self, programme: Programme, rooms: Sequence[Room], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.programme, self.rooms = programme, rooms
        self.with_room = [room.group for room in rooms if room.free != 0]
        self.full = [room.group for room in rooms if room.free == 0]
        self.group.choices = named(self.with_room)
        if len(self.with_room) == 1 and self.group.data is None:
            self.group.data = self.with_room[0].id

    @property
    def at_once(self) -> bool:
        """Whether the person has a place as soon as the form is sent."""
        by_themselves = self.programme.entry != Entry.APPROVAL
        return by_themselves and bool(self.with_room) and self.to_wait_for is None

    def validate_group(self, field: RadioField) -> None:
        if self.at_once and self.chosen is None:
            raise ValidationError(_("Choose a group."))

    def validate_code(self, field: StringField) -> None:
        asked = self.programme.entry == Entry.CODE
        if asked and not rules.is_entry_code(self.programme, field.data or ""):
            raise ValidationError(_("This is not the code of this programme. Look at it again."))

    @property
    def chosen(self) -> Group | None:
        return next((group for group in self.with_room if group.id == self.group.data), None)

    @property
    def to_wait_for(self) -> Group | None:
        """The full group for which they want to wait; none: any."""
        return next((group for group in self.full if group.id == self.wanted.data), None)


class SettingsForm(Form):
    """How people come onto a programme, and when its registers lock."""

    entry = RadioField(
        _l("How people enrol"), choices=[SelectChoice(*pair) for pair in ENTRIES.items()]
    )
    entry_code = StringField(_l("Invitation code (optional)"), [Length(max=40, message=TOO_LONG)])
    lock_days = Whole(
        _l("Days until a register locks"),
        [
            InputRequired(_l("Write a number of days from 0 to 365.")),
            NumberRange(0, 365, _l("Write a number of days from 0 to 365.")),
        ],
    )
    offer_hours = Whole(
        _l("Hours that an offered place is kept"),
        [
            InputRequired(_l("Write a number of hours from 0 to 720.")),
            NumberRange(0, 720, _l("Write a number of hours from 0 to 720.")),
        ],
    )

    check_in = BooleanField(_l("Learners check in themselves, with the code on the screen"))
    check_out = BooleanField(_l("They check out as well, when they go before the end"))
    discusses = BooleanField(_l("People of the programme talk with one another below its lessons"))

    def validate_entry_code(self, field: StringField) -> None:
        if self.entry.data == Entry.CODE and not rules.plain(field.data or ""):
            raise ValidationError(_("Write the code with which people come onto the programme."))

    def values(self, programme: Programme) -> dict[str, Any]:
        """What is chosen; where the track has it so anyway, conversations are not decided."""
        code, talk = (self.entry_code.data or "").strip(), self.discusses.data
        return {
            "discussions": programme.discussions if talk == programme.discusses else talk,
            "entry": self.entry.data,
            "entry_code": code or None,
            "lock_days": self.lock_days.data,
            "offer_hours": self.offer_hours.data,
            "check_in": self.check_in.data,
            "check_out": self.check_out.data,
        }


class GroupForm(Form):
    """A group of a programme. The programme of a group never changes."""

    programme = SelectField(_l("Programme"), coerce=int)
    title = StringField(
        _l("Title"),
        [
            InputRequired(_l("Write a title, like Jesenice, group A.")),
            Length(max=200, message=TOO_LONG),
        ],
    )
    starts_on = Day(_l("First day (optional)"), [Optional()])
    ends_on = Day(_l("Last day (optional)"), [Optional()])
    capacity = Whole(
        _l("Places (optional)"),
        [Optional(), NumberRange(1, 10_000, _l("Write a number from 1 to 10000."))],
    )
    zone = StringField(_l("Time zone"), [InputRequired(_l("Write a time zone."))])
    trainers = SelectMultipleField(
        _l("Trainers (optional)"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(
        self,
        programmes: Sequence[tuple[int, str]],
        staff: Sequence[Person],
        *args: Any,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.programme.choices = [SelectChoice(str(key), title) for key, title in programmes]
        self.trainers.choices = [SelectChoice(str(person.id), person.name) for person in staff]
        if not programmes:
            del self.programme

    def validate_ends_on(self, field: Day) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first. Look at both days."))

    def validate_zone(self, field: StringField) -> None:
        if field.data not in clock.zones():
            raise ValidationError(_("Write a time zone like Europe/Ljubljana."))

    def values(self) -> dict[str, Any]:
        chosen = set(self.trainers.data or [])
        return {
            "title": (self.title.data or "").strip(),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "capacity": self.capacity.data,
            "zone": self.zone.data,
            "trainers": [person for person in self.staff if person.id in chosen],
        }


class PlaceForm(Form):
    """A person gets a place in a group, from a day on."""

    person = RadioField(_l("Person"), validate_choice=False)
    from_day = Day(_l("First day"), [InputRequired(A_DAY)])

    def validate_person(self, field: RadioField) -> None:
        if not field.data:
            raise ValidationError(_("Choose a person."))


class MoveForm(Form):
    """Another group from a day on."""

    group = SelectField(_l("To the group"), coerce=int)
    on = Day(_l("First day in the new group"), [InputRequired(A_DAY)])

    def __init__(self, groups: Sequence[Group], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.group.choices = named(groups)

    @property
    def chosen(self) -> Group:
        return next(group for group in self.groups if group.id == self.group.data)


class EndForm(Form):
    """The end of a place in a group."""

    last_day = Day(_l("Last day in the group"), [InputRequired(A_DAY)])
    state = RadioField(
        _l("Why"),
        choices=[
            SelectChoice(State.WITHDRAWN, _l("The person left")),
            SelectChoice(State.DROPPED, _l("The centre took the person off")),
        ],
        default=State.WITHDRAWN,
    )


class AnswerForm(Form):
    """The answer to who asked for a place: a group, or no."""

    group = SelectField(_l("Group"), coerce=int, validate_choice=False)
    from_day = Day(_l("First day"), [Optional()])
    answer = StringField()

    def __init__(self, rooms: Sequence[Room], day: date, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rooms = rooms
        self.group.choices = named([room.group for room in rooms])
        self.from_day.data = self.from_day.data or day

    def validate_group(self, field: SelectField) -> None:
        if self.answer.data not in ("no", "wait") and self.chosen is None:
            raise ValidationError(_("Choose a group."))

    @property
    def chosen(self) -> Group | None:
        return next((room.group for room in self.rooms if room.group.id == self.group.data), None)


class NoteForm(Form):
    """What a person writes beside a block of a lesson; nothing is a bookmark."""

    text = TextAreaField(_l("Your note"), [Length(max=2000, message=TOO_LONG)])

    @property
    def words(self) -> str:
        return (self.text.data or "").replace("\r\n", "\n").strip()
