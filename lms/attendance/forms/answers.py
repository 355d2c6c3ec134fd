"""The forms of who cannot come: for oneself, and for somebody who called."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from lms.attendance.rules.lines import REASONS
from lms.forms import Form


class AnswerForm(Form):
    """I cannot come; why is as one likes."""

    reason = SelectField(_l("Why? You need not say."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [SelectChoice(value, str(words)) for value, words in REASONS.items()]
        self.reason.choices = [SelectChoice("", _("I do not say why")), *reasons]


class CallForm(AnswerForm):
    """Somebody called: `people` are those who may, as (id, name)."""

    person = SelectField(
        _l("Who"), [InputRequired(_l("Choose who cannot come."))], coerce=lambda key: int(key or 0)
    )

    def __init__(self, people: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.label.text = _("Why (optional)")
        self.reason.choices[0] = SelectChoice("", "–")
        offered = [SelectChoice(str(key), name) for key, name in people]
        self.person.choices = [SelectChoice("", _("Choose")), *offered]
