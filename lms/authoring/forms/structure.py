"""The forms of courses and modules, and of where a lesson goes."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from lms.authoring.forms.texts import TOO_LONG, TextsForm, one_way
from lms.courses import policy
from lms.courses.models import Module
from lms.forms import Form, Whole, one_line
from lms.i18n import in_words

COMPLETIONS = {
    "lessons": _l("All its lessons are marked as done"),
    "attendance": _l("They were at its sessions"),
    "trainer": _l("Their trainer confirms it"),
}
MINUTES = _l("Write whole minutes, from 1 to 600.")


class CourseForm(TextsForm):
    """A course. `named` are the languages to choose from, with their names."""

    language = SelectField(_l("Language of the course"))
    level = StringField(
        _l("Level (optional)"),
        [one_way, Length(max=40, message=TOO_LONG)],
        filters=[one_line],
    )

    def __init__(self, named: Iterable[tuple[str, str]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, name) for code, name in named]

    def values(self) -> dict[str, Any]:
        level = (self.level.data or "").strip() or None
        return self.texts() | {"language": self.language.data, "level": level}


class ModuleForm(TextsForm):
    """A module: what it is about, how long it takes, and what completes it."""

    minutes = Whole(_l("Minutes (optional)"), [Optional(), NumberRange(1, 10_000, MINUTES)])
    completion = RadioField(
        _l("A person has done it when"),
        choices=[SelectChoice(*pair) for pair in COMPLETIONS.items()],
        default="lessons",
    )
    dwell = StringField(_l("Reading time that is needed (optional)"), filters=[one_line])

    def validate_dwell(self, field: StringField) -> None:
        try:
            self.share()
        except policy.PolicyProblem as problem:
            raise ValidationError(problem.words) from None

    def share(self) -> str | None:
        """The part of each lesson's minutes, exact; none where nothing is asked."""
        text = (self.dwell.data or "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".").strip()
        part = policy.share("dwell", text) if text else Fraction(0)
        return str(part) if part else None

    def values(self) -> dict[str, Any]:
        rule = {"completion": self.completion.data, "dwell": self.share()}
        return self.texts() | {"minutes": self.minutes.data} | rule


def percent(share: str | None) -> str | None:
    """A share as people type it: "50%" of "1/2"; the fraction itself where it is not whole."""
    hundredths = Fraction(share) * 100 if share else None
    if hundredths is None or hundredths.denominator > 1:
        return share
    return f"{hundredths}%"


class LessonBeginForm(Form):
    """A lesson that is begun: the rest is written in the editor."""

    title = StringField(
        _l("Title"),
        [InputRequired(_l("Write a title.")), one_way, Length(max=300, message=TOO_LONG)],
        filters=[one_line],
    )
    minutes = Whole(
        _l("Minutes of reading or doing"),
        [InputRequired(MINUTES), NumberRange(1, 600, MINUTES)],
        default=10,
    )
    language = SelectField(_l("Language"))

    def __init__(self, named: Iterable[tuple[str, str]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, name) for code, name in named]


class WhereForm(Form):
    """The module to which a lesson is moved or copied."""

    module = SelectField(_l("Module"), coerce=int)

    def __init__(self, modules: Sequence[Module], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.modules = modules
        self.module.choices = [SelectChoice(str(one.id), in_words(one.title)) for one in modules]

    @property
    def chosen(self) -> Module:
        return next(module for module in self.modules if module.id == self.module.data)
