"""What is typed about a figure that was published."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from lms.forms import Form, one_line
from lms.i18n import in_words, speaking
from lms.projects.content.typed import read_figure
from lms.projects.models import Project, ReportedFigure
from lms.projects.words import BASES, UNITS
from lms.seen import sign_of
from lms.typed import one_direction, tidy

NUMBERS = ("units", "sessions", "participants", "countries", "onsite", "online")
TEXTS = ("label", "note")  # maps of languages: this page's is typed, the others stay
LINE = [one_line, one_direction]


def plain(what: str | int | None) -> str:
    """A whole number in the digits of a file: "١٢" is 12; anything else as it was typed."""
    text = "" if what is None else str(what).strip()
    return str(int(text)) if text.isdecimal() and len(text) < 20 else text


class FigureForm(Form):
    """One figure. What is wrong with it is what a file would be refused for."""

    label = StringField(_l("What was done"), filters=LINE)
    kind = StringField(_l("Kind"), filters=LINE)
    units = StringField(_l("Number"), filters=[plain])
    unit_kind = SelectField(_l("Of what"))
    sessions = StringField(_l("Sessions"), filters=[plain])
    participants = StringField(_l("People"), filters=[plain])
    basis = RadioField(_l("What the number of people counts"))
    countries = StringField(_l("Countries from which they came"), filters=[plain])
    onsite = StringField(_l("Of the number: on site or hybrid"), filters=[plain])
    online = StringField(_l("Of the number: online"), filters=[plain])
    source = SelectField(_l("Source"))
    note = TextAreaField(_l("Note"), filters=[tidy])
    was = HiddenField()

    def __init__(self, project: Project, one: ReportedFigure | None = None) -> None:
        self.before = one.values if one else {}
        texts = {name: (self.before.get(name) or {}).get(speaking(), "") for name in TEXTS}
        self.mark = sign_of(self.before)
        super().__init__(data={**self.before, **texts, "was": self.mark})
        none = SelectChoice("", "–")
        sources = {each["code"]: in_words(each["words"]) for each in project.sources or ()}
        self.codes = [*sources]
        self.unit_kind.choices = [none, *(SelectChoice(*each) for each in UNITS.items())]
        named = [SelectChoice(code, f"{code}: {words[:60]}") for code, words in sources.items()]
        self.source.choices = [none, *named]
        self.basis.choices = [SelectChoice(*each) for each in BASES.items()]
        self.values: dict[str, Any] = {}

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        words = _("Fill this in, or choose from the list.")
        said = self.said()
        self.values, wrong = read_figure(said, self.codes, language=speaking(), empty=words)
        for name, why in wrong.items():
            field = self[name or "label"]
            field.errors = field.errors or [why]
        return fine and not wrong

    def said(self) -> dict[str, Any]:
        """As the project's file would say it; other languages as they are."""
        plain = ("kind", *NUMBERS, "unit_kind", "basis", "source")
        found = {name: self[name].data or None for name in plain}
        for name in TEXTS:
            there = self.before.get(name) or {}
            others = {key: text for key, text in there.items() if key != speaking()}
            text = (self[name].data or "").strip()
            found[name] = {**others, speaking(): text} if text else others
        return found

    @property
    def doubt(self) -> str | None:
        """What looks like a slip, but may be what was published: that is kept as it is."""
        units, onsite, online = (self.values[name] for name in ("units", "onsite", "online"))
        parts = (onsite or 0) + (online or 0)
        if not units or parts <= units:
            return None
        return _(
            "On site and online are %(parts)s together, more than %(units)s in all. Look at the "
            "three numbers.",
            parts=parts,
            units=units,
        )

    @property
    def is_old(self) -> bool:
        """Whether somebody else changed the figure since this page was opened."""
        return self.was.data != self.mark
