"""Texts that are kept in several languages: a field a language."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from lms.courses import markup
from lms.forms import Form, one_line

TOO_LONG = _l("This is too long.")
LONGEST_GOALS = 4000


def one_way(_form: Any, field: Any) -> None:
    """A validator: nothing that turns the direction of the words around it, for such a title says
    on one page what it does not say on another."""
    if turned := markup.turned(field.data or ""):
        raise ValidationError(turned)


def lines_of(text: str | None) -> list[str] | None:
    """The lines of a text that have words: one goal a line."""
    return [line.strip(" -*•") for line in (text or "").splitlines() if line.strip(" -*•")] or None


class TextsForm(Form):
    """Title, summary and goals in languages; the title is needed in `main`."""

    main = ""
    languages: tuple[str, ...] = ()

    def values_of(self, name: str) -> dict[str, Any] | None:
        """What was typed of a text, by language."""
        typed = {code: self[f"{name}-{code}"].data for code in self.languages}
        if name == "goals":
            return {
                code: lines for code, text in typed.items() if (lines := lines_of(text))
            } or None
        return {code: text.strip() for code, text in typed.items() if text and text.strip()} or None

    def texts(self) -> dict[str, Any]:
        return {name: self.values_of(name) for name in ("title", "summary", "goals")}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        if fine and not self.values_of("title"):
            field = self[f"title-{self.main or self.languages[0]}"]
            field.errors = [_("Write a title.")]
            return False
        return fine


def with_languages(form: type[TextsForm], languages: Iterable[str], row: Any = None) -> Any:
    """The form with fields for these languages; `row` is what they say now."""
    codes = tuple(languages)
    fields: dict[str, Any] = {"languages": codes, "main": codes[0]}
    for code in codes:
        said = {name: (getattr(row, name, None) or {}).get(code) for name in ("title", "summary")}
        goals = "\n".join((getattr(row, "goals", None) or {}).get(code) or [])
        short = [one_way, Length(max=300, message=TOO_LONG)]
        fields |= {
            f"title-{code}": StringField(
                _l("Title"), short, filters=[one_line], default=said["title"]
            ),
            f"summary-{code}": TextAreaField(
                _l("In short (optional)"), [one_way, Length(max=5000, message=TOO_LONG)],
                default=said["summary"],
            ),
            f"goals-{code}": TextAreaField(
                _l("Goals (optional)"),
                [one_way, Length(max=LONGEST_GOALS, message=TOO_LONG)], default=goals,
            ),
        }  # fmt: skip
    return type(form.__name__, (form,), fields)
