"""A translation as it comes from the page: its head, and a line for each block."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from lms.authoring.forms.lesson import plain
from lms.authoring.forms.structure import MINUTES
from lms.authoring.forms.texts import TOO_LONG, lines_of
from lms.authoring.imports import MOST_BYTES
from lms.authoring.translating import Line, Said, State, as_said
from lms.courses.actions.publishing import Words
from lms.forms import Form, Whole, one_line

MOST_LINES = 2000  # far more than a lesson may have


class HeadForm(Form):
    """Title, minutes, summary and goals. All of it may be missing while it is a draft."""

    title = StringField(_l("Title"), [Length(max=300, message=TOO_LONG)], filters=[one_line])
    minutes = Whole(_l("Minutes"), [Optional(), NumberRange(1, 600, MINUTES)])
    summary = TextAreaField(
        _l("Summary (optional)"), [Length(max=5000, message=TOO_LONG)], filters=[plain]
    )
    goals = TextAreaField(
        _l("What one will be able to do, one on each line (optional)"),
        [Length(max=5000, message=TOO_LONG)], filters=[plain],
    )  # fmt: skip

    def words(self, before: Words, markdown: str, minutes: int) -> Words:
        """What is written; `minutes` where none are; where a field cannot be kept, what it said
        before."""
        typed = before._replace(
            title=self.title.data or "",
            minutes=self.minutes.data or 0,
            goals=lines_of(self.goals.data),
            summary=(self.summary.data or "").strip() or None,
        )
        wrong = {name: getattr(before, name) for name in self.errors}
        kept = typed._replace(**wrong)
        return kept._replace(minutes=kept.minutes or minutes, markdown=markdown)


def head_of(words: Words) -> HeadForm:
    """The form as it stands before anybody has typed."""
    return HeadForm(
        None, title=words.title, minutes=words.minutes or None, summary=words.summary,
        goals="\n".join(words.goals or []),
    )  # fmt: skip


def said(form: Any) -> list[Said]:
    """The lines of the page, in its order. `form`: what was sent."""
    count = min(form.get("lines", 0, type=int) or 0, MOST_LINES)
    return [
        Said(
            text=plain(form.get(f"text{n}")).strip("\n"),
            of=form.get(f"of{n}", "")[:16],
            link=form.get(f"link{n}", "")[:16],
            was=form.get(f"was{n}", "")[:16],
            right=f"right{n}" in form,
        )
        for n in range(count)
    ]


def typed(there: list[Line], sent: list[Said]) -> list[tuple[Line, Said]]:
    """Each line with what was typed for it: what was sent, or what is there. A line that was sent
    and is there no more, for the source was changed meanwhile, keeps its place at the end."""
    left: dict[tuple[str, str], list[Said]] = {}
    for one in sent:
        left.setdefault(place_of(one), []).append(one)
    rows = []
    for line in there:
        plain = as_said(line)
        waiting = left.get(place_of(plain))
        rows.append((line, waiting.pop(0) if waiting else plain))
    for one in [one for ones in left.values() for one in ones]:
        if one.text.strip():
            rows.append((Line(State.LEFT, "", "", "", one.link or one.of), one._replace(of="")))
    return rows


def place_of(said: Said) -> tuple[str, str]:
    """Where a line belongs: to a block of the source; without one, to what it was made from."""
    return (said.of, "") if said.of else ("", said.link)


class FileForm(Form):
    """A catalogue that a translator sends back."""

    file = FileField(_l("PO file"))
    over = BooleanField(_l("Put the file over what I have changed since it was made"))
    content: bytes = b""

    def validate_file(self, field: FileField) -> None:
        if not field.data:
            raise ValidationError(_("Choose a file first."))
        self.content = field.data.read(MOST_BYTES + 1)
