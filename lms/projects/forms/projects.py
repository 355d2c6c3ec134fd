"""The forms of projects."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from lms.forms import Form
from lms.i18n import speaking

TOO_LONG = _l("This is too long: %(max)d letters or less.")


class ProjectForm(Form):
    """Title and summary in the language of the page; the others stay."""

    title = StringField(
        _l("Title"), [DataRequired(_l("Write a title.")), Length(max=300, message=TOO_LONG)]
    )
    summary = TextAreaField(_l("Summary"), [Length(max=5000, message=TOO_LONG)])
    funder = StringField(_l("Funder"), [Length(max=200, message=TOO_LONG)])
    fund = StringField(_l("Fund"), [Length(max=80, message=TOO_LONG)])
    grant = StringField(_l("Grant number"), [Length(max=120, message=TOO_LONG)])
    website = URLField(
        _l("Website"),
        [
            Optional(),
            Length(max=300, message=TOO_LONG),
            Regexp(r"https?://\S+$", message=_l("Write an address that begins with https://.")),
        ],
    )
    starts_on = DateField(_l("First day"), [Optional()])
    ends_on = DateField(_l("Last day"), [Optional()])

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first day."))

    @property
    def values(self) -> dict[str, Any]:
        names = ("funder", "fund", "grant", "website")
        plain = {name: (self[name].data or "").strip() or None for name in names}
        days = {name: self[name].data for name in ("starts_on", "ends_on")}
        texts = {"title": self.title.data, "summary": self.summary.data}
        return {**plain, **days, "texts": {k: (v or "").strip() for k, v in texts.items()}}

    @classmethod
    def of(cls, project: Any) -> "ProjectForm":
        plain = ("funder", "fund", "grant", "website", "starts_on", "ends_on")
        said = {name: getattr(project, name) for name in plain}
        lang = speaking()
        title, summary = project.title.get(lang), (project.summary or {}).get(lang)
        return cls(data={**said, "title": title, "summary": summary})
