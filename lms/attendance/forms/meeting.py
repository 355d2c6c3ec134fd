"""What every form of sessions asks: when in the day, where, who, and what it is about."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from lms.attendance.models import Mode
from lms.attendance.rules.timetable import as_breaks
from lms.courses.models import Course, Group, Module
from lms.forms import Form, Whole, one_line, web_address
from lms.i18n import in_words
from lms.people.models import Person

LIKE_A_DAY = _l("Choose a day, or write it like 2022-03-24.")
LIKE_A_TIME = _l("Write a time like 17:05.")
LIKE_BREAKS = _l("Write each break like 18:30-18:45, with a semicolon between two.")
MODES = {Mode.ONSITE: _l("On site"), Mode.ONLINE: _l("Online"), Mode.HYBRID: _l("Both")}
TOO_LONG = _l("This is too long.")


class MeetingForm(Form):
    """One or many sessions of a group. What they are about is a module, or a course as a whole."""

    about = SelectField(_l("What is it about?"), validate_choice=False)
    title = StringField(
        _l("Title (optional)"), [Length(max=200, message=TOO_LONG)], filters=[one_line]
    )
    starts = TimeField(_l("Start"), [InputRequired(LIKE_A_TIME)], invalid_value_message=LIKE_A_TIME)
    ends = TimeField(_l("End"), [InputRequired(LIKE_A_TIME)], invalid_value_message=LIKE_A_TIME)
    place = StringField(_l("Place"), [Length(max=300, message=TOO_LONG)], filters=[one_line])
    breaks = StringField(_l("Breaks"))
    mode = SelectField(
        _l("How people meet"), choices=[SelectChoice(*pair) for pair in MODES.items()]
    )
    link = StringField(
        _l("Link to the online meeting"),
        [Length(max=500, message=TOO_LONG), web_address],
        filters=[one_line],
    )
    trainer = SelectField(_l("Trainer"), coerce=int)
    is_open = BooleanField(_l("Open: people who are not in the group can sign up"))
    capacity = Whole(_l("Places for those who sign up"))
    zone = StringField(_l("Time zone"))

    more: tuple[str, ...] = ()  # the fields that are folded away

    def __init__(self, group: Group, trainers: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.courses = [part.course for part in group.programme.courses]
        self.trainers = {person.id: person for person in trainers}
        self.about.choices = self.subjects() if self.courses else []
        self.trainer.choices = [SelectChoice("0", _("Not named yet")), *self.people]

    @property
    def people(self) -> list[SelectChoice]:
        return [SelectChoice(str(key), person.name) for key, person in self.trainers.items()]

    def subjects(self) -> list[SelectChoice]:
        """Every module under its course; and the course as a whole."""
        offered = [SelectChoice("", _("Choose"))]
        for course in self.courses:
            title = in_words(course.title)
            offered += [
                SelectChoice(f"m{module.id}", in_words(module.title), optgroup=title)
                for module in live(course.modules)
            ]
            whole = _("%(course)s as a whole", course=title)
            offered.append(SelectChoice(f"c{course.id}", whole, optgroup=title))
        return offered

    @property
    def subject(self) -> tuple[Course | None, Module | None]:
        for course in self.courses:
            if self.about.data == f"c{course.id}":
                return course, None
            for module in course.modules:
                if self.about.data == f"m{module.id}":
                    return course, module
        return None, None

    @property
    def chosen(self) -> Person | None:
        return self.trainers.get(self.trainer.data or 0)

    @property
    def common(self) -> dict[str, Any]:
        """What is the same on every day. Raises ValueError where the breaks cannot be read."""
        return {
            "title": self.title.data or None,
            "starts": self.starts.data,
            "ends": self.ends.data,
            "breaks": as_breaks(self.breaks.data or ""),
            "zone": (self.zone.data or "").strip() or self.group.zone,
            "mode": self.mode.data,
            "place": self.place.data or None,
            "link": self.link.data or None,
            "trainer": self.chosen,
        }

    @property
    def places(self) -> dict[str, Any]:
        """Whether people sign up, and how many: a number only where it means something."""
        is_open = bool(self.is_open.data)
        return {"is_open": is_open, "capacity": self.capacity.data if is_open else None}

    @property
    def more_is_open(self) -> bool:
        """Whether what is folded away must be seen: something in it is wrong, or not as usual."""
        unusual = self.breaks.data or self.link.data or self.mode.data != Mode.ONSITE
        wrong = any(self[name].errors for name in self.more)
        return bool(wrong or unusual or self.is_open.data)

    def complain(self, found: Iterable[tuple[str, str]]) -> bool:
        """Says at their fields what is wrong; whether anything was."""
        found = list(found)
        for name, why in found:
            self[name].errors = [*self[name].errors, why]
        return bool(found)


def live(modules: Iterable[Module]) -> list[Module]:
    return [module for module in modules if not module.retired_at]
