"""The forms of lists of online meetings: a file, how it is read, whom its names mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from lms import clock
from lms.evidence.clues import NOBODY
from lms.evidence.queries.lists import learners_by_code
from lms.evidence.queries.looking import AT_ONCE, Look
from lms.evidence.readers import columns, moments
from lms.evidence.rules.lists import Reading
from lms.forms import Form, one_line
from lms.tables.cells import Unreadable
from lms.tables.reading import BYTES_MOST

NONE = -1
OWN, ELSEWHERE = "session", "other"
UNKNOWN = _l("Nobody who learns here has this code.")


class ListForm(Form):
    """The file of a list."""

    file = FileField(_l("The list, as a CSV or .xlsx file"))
    content: bytes = b""

    def validate_file(self, field: FileField) -> None:
        if not field.data:
            raise ValidationError(_("Choose a file first."))
        self.content = field.data.read(BYTES_MOST + 1)

    @property
    def name(self) -> str:
        """As it is called, without folders and without signs that turn or hide it."""
        last = (one_line(self.file.data.filename) or "").replace("\\", "/").rpartition("/")[2]
        return "".join(c for c in last if c.isprintable())[:200] or _("List")


class ReadingForm(Form):
    """How a list is read: what its columns are, the zone of its clock, how it writes days."""

    name = SelectField(_l("Name"), coerce=int)
    first = SelectField(_l("First name, where it stands alone"), coerce=int)
    last = SelectField(_l("Last name, where it stands alone"), coerce=int)
    email = SelectField(_l("E-mail address"), coerce=int)
    joined = SelectField(_l("Came (time of joining)"), coerce=int)
    left = SelectField(_l("Left (time of leaving)"), coerce=int)
    duration = SelectField(_l("How long (duration)"), coerce=int)
    zone = RadioField(_l("Whose clock is it?"))
    other = StringField(_l("Another time zone"), [Length(max=60)], filters=[one_line])
    order = RadioField(_l("How does the list write days?"))
    sure = BooleanField(_l("I looked at it: day and times are right"))

    def __init__(self, look: Look, *args: Any, **kwargs: Any) -> None:
        self.look = look
        super().__init__(*args, **kwargs)
        choices = [SelectChoice(NONE, _("Not in this list"))]
        choices += [SelectChoice(n, head_words(cell, n)) for n, cell in enumerate(look.heads)]
        for role in columns.ROLES:
            self[role].choices = choices
        here = look.frame.session.zone
        zones = {OWN: _("The session's (%(zone)s)", zone=here), "UTC": "UTC"}
        self.zone.choices = [*zones.items(), (ELSEWHERE, _("Another one"))]
        self.order.choices = [
            ("", _("As the list shows it")),
            (moments.DMY, _("Day first: 24/3")),
            (moments.MDY, _("Month first: 3/24")),
        ]

    def validate_other(self, field: StringField) -> None:
        if self.zone.data == ELSEWHERE and field.data not in clock.zones():
            raise ValidationError(_("This is not a time zone. Write it like Europe/Ljubljana."))

    def validate_joined(self, field: SelectField) -> None:
        if field.data == NONE:
            raise ValidationError(_("Without the time of joining a list proves nothing."))

    def validate_name(self, field: SelectField) -> None:
        if {field.data, self.first.data, self.last.data} == {NONE}:
            raise ValidationError(_("Choose the column with the names."))

    @property
    def reading(self) -> Reading:
        """What was chosen. Whoever changes the zone or the days is asked anew whether they fit."""
        old = self.look.reading
        found = {role: self[role].data for role in columns.ROLES if self[role].data != NONE}
        hidden = {r: n for r, n in old.columns.items() if r not in columns.ROLES}
        zone = {OWN: "", ELSEWHERE: self.other.data}.get(self.zone.data, self.zone.data)
        new = old._replace(columns=found | hidden, zone=zone, order=self.order.data or "")
        return new._replace(sure=bool(self.sure.data) and new._replace(sure=old.sure) == old)


def head_words(cell: Any, number: int) -> str:
    shown = "" if isinstance(cell, Unreadable) else str(cell)[:60]
    return shown or _("Column %(number)s", number=number + 1)


def as_chosen(look: Look) -> dict[str, Any]:
    """How a list is read now, as the form would have it."""
    reading = look.reading
    zone = reading.zone or OWN
    is_listed = zone in (OWN, "UTC")
    return {
        **{role: reading.columns.get(role, NONE) for role in columns.ROLES},
        "zone": zone if is_listed else ELSEWHERE,
        "other": "" if is_listed else zone,
        "order": reading.order,
        "sure": reading.sure,
    }


class NamesForm:
    """Whom the names mean.

    Fields, by the mark of a name: `who-<mark>` (a person's id, "0" for nobody of ours, "code" for
    the person of `code-<mark>`, which is enough alone); `again` are the marks of those to ask about
    once more. A name without an answer waits.
    """

    def __init__(self, sent: Any, look: Look) -> None:
        self.sent = sent
        self.wrong: dict[str, str] = {}  # by marks
        self.chosen: dict[str, int] = {}  # by keys
        asked = look.undecided[:AT_ONCE]
        self.again = [one.key for one in look.names if one.mark in sent.getlist("again")]
        typed = {one.mark: self.code(one.mark) for one in asked if self.means_code(one.mark)}
        known = self.by_code(look, list(typed.values())) if typed else {}
        learners = {one.id for one in look.crowd.people if not one.is_staff}
        for one in asked:
            said = sent.get(f"who-{one.mark}", "")
            if one.mark in typed:
                self.choose(one, known.get(typed[one.mark].lower()))
            elif said.isascii() and said.isdigit() and int(said) in learners | {NOBODY}:
                self.chosen[one.key] = int(said)

    def means_code(self, mark: str) -> bool:
        said = self.sent.get(f"who-{mark}", "")
        return said == "code" or (not said and bool(self.code(mark)))

    def code(self, mark: str) -> str:
        return (self.sent.get(f"code-{mark}") or "").strip()[:40]

    @staticmethod
    def by_code(look: Look, codes: Sequence[str]) -> Mapping[str, int]:
        here = {line.who.code.lower(): key for key, line in look.lines.items()}
        return {**learners_by_code(look.frame.session, codes), **here}

    def choose(self, one: Any, person_id: int | None) -> None:
        if person_id is None:
            self.wrong[one.mark] = str(UNKNOWN)
        else:
            self.chosen[one.key] = person_id


class UseForm:
    """What holds for those whom the register says absent: `answer-<id>` is "keep" or "take"."""

    def __init__(self, sent: Mapping[str, str], look: Look) -> None:
        self.seen = sent.get("seen", "")
        asked = [one.before.who.id for one in look.people if one.question]
        self.take = [key for key in asked if sent.get(f"answer-{key}") == "take"]
        self.keep = [key for key in asked if sent.get(f"answer-{key}") == "keep"]
        self.open = [key for key in asked if key not in self.take and key not in self.keep]

    @property
    def wrong(self) -> bool:
        return bool(self.open)
