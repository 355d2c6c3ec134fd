"""The forms of a session: publishing and changing it, cancelling it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from lms import clock
from lms.attendance import rules
from lms.attendance.forms.meeting import LIKE_A_DAY, LIKE_BREAKS, TOO_LONG, MeetingForm
from lms.attendance.models import Mode, Session
from lms.attendance.rules.offer import offer_problems
from lms.attendance.rules.timetable import Times, as_text, course_problem, problems
from lms.courses.models import Group
from lms.forms import Form, one_line
from lms.people.models import Person

ONE, REST = "one", "rest"


def scope_field() -> RadioField:
    """One session, or one and the later ones of its series: only where there are any."""
    choices = [
        SelectChoice(ONE, _l("This session only")),
        SelectChoice(REST, _l("This one and all later ones of the series")),
    ]
    return RadioField(_l("What is meant?"), choices=choices, default=ONE)


class SessionForm(MeetingForm):
    """One session of a group."""

    day = DateField(_l("Day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY)
    substitute = SelectField(_l("Teaches instead"), coerce=int, default=0)
    substitute_reason = StringField(
        _l("Why somebody else teaches"),
        [Length(max=300, message=TOO_LONG)],
        filters=[one_line],
    )
    scope = scope_field()
    seen = HiddenField()  # the clashes that somebody has seen, and wants all the same
    clashes: Sequence[str] = ()  # in words, for the page
    more = (
        "title", "breaks", "mode", "link", "trainer", "substitute", "substitute_reason", "is_open",
        "capacity", "zone",
    )  # fmt: skip

    def __init__(
        self,
        group: Group,
        trainers: Sequence[Person],
        *args: Any,
        locks_from: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(group, trainers, *args, **kwargs)
        self.locks_from = locks_from
        self.substitute.choices = [SelectChoice("0", _("Nobody")), *self.people]

    @property
    def values(self) -> dict[str, Any]:
        """What `actions.sessions` takes. Raises ValueError where the breaks cannot be read."""
        course, module = self.subject
        about = {"course": course, "module": module, "day": self.day.data}
        return {**self.common, **about, **self.offer}

    @property
    def offer(self) -> dict[str, Any]:
        """Who teaches instead, with a reason only where it means something; and the places."""
        substitute = self.trainers.get(self.substitute.data or 0)
        return {
            "substitute": substitute,
            "substitute_reason": (self.substitute_reason.data or None) if substitute else None,
            **self.places,
        }

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        found = [*self.wrong_subject(), *offer_problems(self.offer | {"trainer": self.chosen})]
        try:
            values = self.values
        except ValueError:
            found.append(("breaks", str(LIKE_BREAKS)))
        else:
            if fine:
                times = Times(*(values[name] for name in Times._fields))
                found += problems(self.group, times)
                found += self.locked_day(times.day)
        return not self.complain(found) and fine

    def wrong_subject(self) -> Iterable[tuple[str, str]]:
        if why := course_problem(self.group, *self.subject):
            yield "about", why
        elif not self.courses and not self.title.data:
            yield "title", _("Write a title.")

    def locked_day(self, day: date) -> Iterable[tuple[str, str]]:
        if clock.today(self.group.zone) > rules.last_day(self.group, day, self.locks_from):
            yield (
                "day",
                _("The register of that day would be locked already. Ask for it to be imported."),
            )


def as_typed(session: Session) -> dict[str, Any]:
    """A session as its form shows it."""
    course, module = session.course_id, session.module_id
    return {
        "about": f"m{module}" if module else f"c{course}" if course else "",
        "title": session.title,
        "day": session.day,
        "starts": session.starts,
        "ends": session.ends,
        "place": session.place,
        "breaks": as_text(session.breaks),
        "mode": session.mode,
        "link": session.link,
        "trainer": session.trainer_id or 0,
        "substitute": session.substitute_id or 0,
        "substitute_reason": session.substitute_reason,
        "is_open": session.is_open,
        "capacity": session.capacity,
        "zone": session.zone,
    }


def next_like(last: Session | None, group: Group, by: Person) -> dict[str, Any]:
    """How a new session is likely to be: like the group's last one, on no day yet. A link is of
    one meeting room, and stays there."""
    if last is None:
        own = by.id if any(trainer.id == by.id for trainer in group.trainers) else 0
        return {"zone": group.zone, "mode": Mode.ONSITE, "trainer": own}
    alone = {"substitute": 0, "substitute_reason": None, "is_open": False, "capacity": None}
    return {**as_typed(last), **alone, "about": "", "title": None, "day": None, "link": None}


class CancelForm(Form):
    scope = scope_field()
    reason = StringField(
        _l("Why is it cancelled?"),
        [
            InputRequired(_l("Write why it is cancelled: the people of the group will ask.")),
            Length(max=300, message=TOO_LONG),
        ],
        filters=[one_line],
    )
