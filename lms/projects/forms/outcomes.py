"""What is typed about outcomes: of a group at once, and of one person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from lms.forms import Form
from lms.i18n import in_words
from lms.people.models import Person
from lms.projects.actions.outcomes import Word
from lms.projects.imports import NOTE_MOST
from lms.projects.models import Outcome, Project
from lms.projects.queries.outcomes import Newest
from lms.projects.words import OUTCOMES, SOURCES

ANSWERS = ("yes", "no", "back")
TOO_LONG = _l("This is too long: %(max)d letters or less.", max=NOTE_MOST)


class GroupForm:
    """An answer and a note for several people, with one day and one source: `answer-<person>` is
    yes, no, back (what was said last is taken back) or empty (all stays as it is)."""

    def __init__(
        self,
        about: tuple[Project, str],
        people: Sequence[Person],
        there: Newest,
        today: date,
        sent: Mapping[str, str] | None = None,
    ) -> None:
        self.project, self.kind = about
        self.sent, self.today = sent or {}, today
        self.words: list[Word] = []
        self.problems: dict[str, str] = {}
        self.on = self.day() if sent is not None else today
        self.source = self.sent.get("source", "interview")
        if self.source not in SOURCES:
            self.problems["source"] = _("Choose one from the list.")
        for person in people if sent is not None else ():
            self.take(person, there.get((person.id, self.kind)))

    def day(self) -> date:
        try:
            found = date.fromisoformat(self.sent.get("on", ""))
        except ValueError:
            self.problems["on"] = _("Write a day, like 2022-03-24.")
            return self.today
        if found > self.today:
            self.problems["on"] = _("This day is still to come.")
        return found

    def value(self, name: str, person: Person) -> str:
        return self.sent.get(f"{name}-{person.id}", "").strip()

    def take(self, person: Person, before: Outcome | None) -> None:
        answer, note = self.value("answer", person), self.value("note", person)
        if len(note) > NOTE_MOST:
            self.problems[f"note-{person.id}"] = str(TOO_LONG)
        if not answer and note:
            self.problems[f"answer-{person.id}"] = _("Choose yes or no, too.")
        elif answer and answer not in ANSWERS:
            self.problems[f"answer-{person.id}"] = _("Choose one from the list.")
        elif answer == "back" and before is not None:
            self.words.append(self.word(person, None, before.on, None))
        elif answer in ("yes", "no"):
            self.words.append(self.word(person, answer == "yes", self.on, note or None))

    def word(self, person: Person, answer: bool | None, on: date, note: str | None) -> Word:
        return Word(self.project.id, person.id, self.kind, answer, on, self.source, note)


def choices(named: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in named.items()]


class PersonForm(Form):
    """One more outcome of a person."""

    project = SelectField(_l("Project"))
    kind = SelectField(_l("What became of them"), choices=choices(OUTCOMES))
    answer = RadioField(
        _l("Answer"),
        [InputRequired(_l("Choose yes or no."))],
        choices=choices({"yes": _l("yes"), "no": _l("no")}),
    )
    on = DateField(_l("Day"), [DataRequired(_l("Write a day, like 2022-03-24."))])
    source = SelectField(_l("How you know it"), choices=choices(SOURCES), default="interview")
    note = TextAreaField(_l("Note"), [Length(max=NOTE_MOST, message=TOO_LONG)])

    def __init__(self, projects: Sequence[Project], today: date) -> None:
        super().__init__(data={"on": today, "source": "interview"})
        self.project.choices = [SelectChoice(one.slug, in_words(one.title)) for one in projects]
        self.projects = {one.slug: one for one in projects}
        self.today = today

    def validate_on(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(_("This day is still to come."))

    def word(self, person: Person) -> Word:
        project = self.projects[self.project.data]
        note = (self.note.data or "").strip() or None
        said = self.answer.data == "yes"
        return Word(
            project.id, person.id, self.kind.data, said, self.on.data, self.source.data, note
        )
