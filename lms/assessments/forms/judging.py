"""The form in which an answer is marked: a line of points for each criterion, words, and, where it
had been marked, why it is marked again."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from lms.assessments.actions.judging import Verdict
from lms.assessments.rules.rubrics import most_of
from lms.assessments.scoring import from_rubric
from lms.forms import Form, one_line
from lms.i18n import in_words
from lms.questions import Criterion
from lms.typed import tidy

REASON = [
    DataRequired(_l("Say why it is marked again. The reason is kept.")),
    Length(max=300, message=_l("This is too long. Use 300 characters or fewer.")),
]


class JudgingForm(Form):
    """`points_of` names the fields of the criteria, in their order."""

    said = TextAreaField(
        _l("What you say to the answer (optional)"),
        [Length(max=5000, message=_l("This is too long: 5,000 signs at most."))],
        filters=[tidy],
    )
    reason = StringField(_l("Why it is marked again"), REASON, filters=[one_line])
    last = HiddenField()

    points_of: dict[str, str] = {}  # noqa: RUF012  # set by what makes the class
    criteria: Sequence[Criterion] = ()
    again = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not self.again:
            del self.reason

    @property
    def criterion_fields(self) -> list[tuple[Criterion, RadioField]]:
        return [(one, self[self.points_of[one.id]]) for one in self.criteria]

    @property
    def seen(self) -> int | None:
        """The marking that the form showed."""
        text = self.last.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None

    @property
    def verdict(self) -> Verdict:
        given = {one.id: int(field.data) for one, field in self.criterion_fields}
        share = from_rubric(given, most_of(self.criteria))
        reason = self.reason.data if self.again else None
        return Verdict(share, given, self.said.data or None, reason)


def judging_form(
    criteria: Sequence[Criterion], *, again: bool, given: dict[str, int] | None = None, **kept: Any
) -> JudgingForm:
    """A form for these criteria; filled with the points that were `given`, and what was `kept`."""
    names = {one.id: f"points_{number}" for number, one in enumerate(criteria, 1)}
    fields: dict[str, Any] = {names[one.id]: _points(one) for one in criteria}
    form = type("ThisJudgingForm", (JudgingForm,), fields)
    form.points_of, form.criteria, form.again = names, criteria, again  # type: ignore[attr-defined]
    values = {names[name]: str(n) for name, n in (given or {}).items() if name in names}
    return form(data=values | kept)


def _points(criterion: Criterion) -> RadioField:
    choices = [SelectChoice(str(n), _step(criterion, n)) for n in range(criterion.points + 1)]
    allowed = {str(n) for n in range(criterion.points + 1)}

    def one_of(_form: Any, field: Any) -> None:
        if field.data not in allowed:
            raise ValidationError(_("Choose the points: %(what)s.", what=in_words(criterion.title)))

    return RadioField(in_words(criterion.title), [one_of], choices=choices, validate_choice=False)


def _step(criterion: Criterion, points: int) -> str:
    """A number of points, with the words of its level."""
    if points < len(criterion.levels) and (words := in_words(criterion.levels[points])):
        return f"{points} · {words}"
    return str(points)
