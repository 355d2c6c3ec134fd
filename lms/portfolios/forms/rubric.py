"""The form in which a programme says by what its portfolios are looked at."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, StringField
from wtforms.validators import Length

from lms.forms import Form, one_line
from lms.portfolios.rules import HIGHEST, MOST_CRITERIA


class RubricForm(Form):
    """Up to six lines; a line that is left empty is none."""

    each_module = BooleanField(_l("Ask for an accepted item for each module"))
    titles = FieldList(
        StringField(
            _l("What is looked at"),
            [Length(max=200, message=_l("This is too long. Use 200 characters or fewer."))],
            filters=[one_line],
        ),
        min_entries=MOST_CRITERIA,
        max_entries=MOST_CRITERIA,
    )
    wrong = ""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        if not any((one.data or "").strip() for one in self.titles):
            self.wrong = _("Write at least one line.")
        return fine and not self.wrong

    def criteria(self, before: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
        """The lines as they are kept; a line whose words are new in this language keeps what it
        says in others."""
        made = []
        for place, line in enumerate(self.titles):
            if not (words := (line.data or "").strip()):
                continue
            known = before[place]["title"] if place < len(before) else {}
            known = known if isinstance(known, dict) else {}
            key = "abcdef"[place]
            made.append({"id": key, "title": {**known, language: words}, "points": HIGHEST})
        return made
