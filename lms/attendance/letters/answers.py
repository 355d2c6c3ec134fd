"""What trainers are told of those who cannot come.

The facts of such a notice: `session`, `name`; `reason`, or none; `after_all` where it was taken
back.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance.facts import TEACHES, from_data
from lms.attendance.letters import words
from lms.attendance.rules.lines import REASONS
from lms.messages.kinds import Part, kind
from lms.people.models import Person


@kind("session.cannot_come", _l("Who cannot come to your sessions"), staff=True)
def cannot_come(data: dict, reader: Person) -> Part:
    facts, name = from_data(data["session"]), data["name"]
    reason = REASONS.get(data.get("reason") or "")
    about = {"name": name, "day": words.day_of(facts, "d MMMM")}
    if data.get("after_all"):
        heading = _("%(name)s comes after all, %(day)s", **about)
    else:
        heading = _("%(name)s cannot come, %(day)s", **about)
    lines = [words.in_a_line(facts)]
    if reason:
        lines.append(_("Reason: %(reason)s", reason=reason))
    if not data.get("after_all"):
        lines.append(_("It is not excused yet. You see it in the register, and decide there."))
    return Part(heading, lines, words.why(TEACHES, facts), [words.to_session(facts)])
