"""Reminders: what is next, where, and how to say that one cannot come.

The facts of such a notice: `session`, its facts; `role`, why this person is told; `at`, since when.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance.facts import TEACHES, from_data
from lms.attendance.letters import words
from lms.messages.kinds import Part, kind
from lms.people.models import Person


@kind("session.reminder", _l("Reminders of your sessions"))
def reminder(data: dict, reader: Person) -> Part:
    facts, role = from_data(data["session"]), data["role"]
    lines = [words.when(facts), words.where(facts)]
    if facts.teacher and role != TEACHES:
        lines.append(_("Trainer: %(name)s", name=facts.teacher))
    day = words.day_of(facts, "d MMMM")
    heading = _("Reminder: %(title)s, %(day)s, %(time)s",
                title=words.name_of(facts), day=day, time=facts.starts)  # fmt: skip
    links = words.ways_on(reader, facts, role)
    return Part(
        heading, lines, words.why(role, facts), links, [words.invitation(facts, data["at"])]
    )
