"""A word of a glossary, with its meaning, in the languages of its course."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from lms.authoring.forms.texts import TOO_LONG, one_way
from lms.forms import Form, one_line

LONGEST_TERM, LONGEST_MEANING = 200, 1000


class TermForm(Form):
    """A word and its meaning are needed in one language, the same for both."""

    languages: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """What was typed: `term`, `meaning`, `audio`, each by language."""
        return {
            "term": self.typed("term") or {},
            "meaning": self.typed("meaning") or {},
            "audio": self.typed("audio") or None,
        }

    def typed(self, name: str) -> dict[str, str]:
        said = {code: (self[f"{name}-{code}"].data or "").strip() for code in self.languages}
        return {code: text.replace("\r\n", "\n") for code, text in said.items() if text}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        terms, meanings = self.typed("term"), self.typed("meaning")
        if not terms:
            self[f"term-{self.languages[0]}"].errors = [_("Write the word.")]
        for code in terms.keys() - meanings.keys() if len(meanings) < 1 else ():
            self[f"meaning-{code}"].errors = [_("Write what it means.")]
        for code in meanings.keys() - terms.keys():
            self[f"term-{code}"].errors = [_("Write the word.")]
        return fine and bool(terms and meanings) and not meanings.keys() - terms.keys()


def term_form(languages: Iterable[str], sounds: Iterable[str], row: Any = None) -> type[TermForm]:
    """The form with fields for these languages; `sounds` are the addresses of the course's sounds,
    `row` what is there."""
    codes = tuple(languages)
    fields: dict[str, Any] = {"languages": codes}
    for code in codes:
        said = {name: said_of(row, name).get(code) for name in ("term", "meaning", "audio")}
        heard = [*sounds, *filter(None, [said["audio"]])]
        named = [SelectChoice(one, one.rpartition("/")[2]) for one in dict.fromkeys(heard)]
        choices = [SelectChoice("", _("none")), *named]
        short = [one_way, Length(max=LONGEST_TERM, message=TOO_LONG)]
        fields |= {
            f"term-{code}": StringField(
                _l("Word"), short, filters=[one_line], default=said["term"]
            ),
            f"meaning-{code}": TextAreaField(
                _l("What it means"),
                [one_way, Length(max=LONGEST_MEANING, message=TOO_LONG)],
                default=said["meaning"],
            ),
            f"audio-{code}": SelectField(
                _l("How it is spoken (optional)"), choices=choices, default=said["audio"] or ""
            ),
        }  # fmt: skip
    return type("TermForm", (TermForm,), fields)


def said_of(row: Any, name: str) -> Mapping[str, str]:
    return getattr(row, name, None) or {}
