"""The forms of an item, and of what is said to it."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms.courses.dress.handing import TakesFile
from lms.forms import Form, one_line, web_address
from lms.i18n import in_words
from lms.portfolios import rules
from lms.portfolios.actions.items import Words
from lms.portfolios.models import Item, Verdict
from lms.portfolios.rules import MOST_SIGNS, MOST_WORDS, words_of_points
from lms.typed import one_direction, tidy

HAND_IN = "hand_in"  # what the button says that does more than save


class ItemForm(TakesFile, Form):
    """What somebody puts into their portfolio."""

    title = StringField(
        _l("What is it?"),
        [
            InputRequired(_l("Give it a name, like My letter to the school.")),
            Length(max=200, message=_l("This is too long. Use 200 characters or fewer.")),
        ],
        filters=[one_line, one_direction],
    )
    module = SelectField(_l("It belongs to"), coerce=str, validate_choice=False)
    file = FileField(_l("A picture, a recording or a file (optional)"))
    text = TextAreaField(
        _l("What does it show? (optional)"),
        [Length(max=MOST_SIGNS, message=_l("This is too long: 10,000 signs at most."))],
        filters=[tidy],
    )
    link = StringField(
        _l("A page on the internet (optional)"),
        [
            Optional(),
            Length(max=500, message=_l("This is too long. Use 500 characters or fewer.")),
            web_address,
        ],
        filters=[one_line],
    )

    def __init__(self, modules: Sequence[Any], *args: Any, item: Item | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kept = item
        whole = SelectChoice("", _("The whole programme"))
        named = [SelectChoice(str(one.id), in_words(one.title)) for one in modules]
        self.module.choices = [*named, whole]

    def validate_module(self, field: SelectField) -> None:
        if (field.data or "") not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choose one from the list."))

    def validate_text(self, field: TextAreaField) -> None:
        """What is handed in shows something: words, a page, or a file, also one sent before."""
        if request.form.get("do") != HAND_IN or field.data or self.link.data or self.file.data:
            return
        if not (self.kept and self.kept.file_id):
            raise ValidationError(rules.nothing_to_see())

    @property
    def words(self) -> Words:
        module = int(self.module.data) if self.module.data else None
        said = (self.title.data or "", self.text.data or "", self.link.data or "")
        return Words(*said, module)


class ReviewForm(Form):
    """What a reader finds: points for each criterion, words, and the verdict."""

    said = TextAreaField(
        _l("What you say (needed when you return it)"),
        [Length(max=MOST_WORDS, message=_l("This is too long: 2,000 signs at most."))],
        filters=[tidy],
    )
    verdict = RadioField(
        _l("And so it is"),
        choices=[
            SelectChoice(Verdict.ACCEPTED, _l("Accepted")),
            SelectChoice(Verdict.RETURNED, _l("Returned, to be worked on")),
        ],
        validate_choice=False,
    )

    def __init__(self, criteria: list[dict[str, Any]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.given: dict[str, int] = {}
        self.not_given: list[str] = []

    def lines(self) -> list[dict[str, Any]]:
        """The criteria as the page asks them: title, name of the field, what may be given."""
        return [
            {
                "title": one["title"],
                "name": f"points-{one['id']}",
                "chosen": request.form.get(f"points-{one['id']}"),
                "wrong": one["id"] in self.not_given,
                "options": [
                    (str(n), words_of_points(n, one["points"])) for n in range(one["points"] + 1)
                ],
            }
            for one in self.criteria
        ]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        for one in self.criteria:
            text = request.form.get(f"points-{one['id']}", "")
            if text.isascii() and text.isdigit() and len(text) < 3 and int(text) <= one["points"]:
                self.given[one["id"]] = int(text)
            else:
                self.not_given.append(one["id"])
        return fine and not self.not_given

    def validate_verdict(self, field: RadioField) -> None:
        if field.data not in set(Verdict):
            raise ValidationError(_("Say whether it is accepted or returned."))

    def validate_said(self, field: TextAreaField) -> None:
        if self.verdict.data == Verdict.RETURNED and not (field.data or "").strip():
            raise ValidationError(_("Say in a few words what is to be done."))
