"""A pair of people or of cities; a plan and a measure of it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from lms.exchange import words
from lms.exchange.forms.activities import LIKE_A_DAY, LONG, choices, or_none, said
from lms.exchange.models import ActionPlan, Measure
from lms.exchange.queries import findable
from lms.forms import Form, one_line
from lms.i18n import in_words
from lms.people.models import Organisation
from lms.typed import tidy

TITLE = [InputRequired(_l("Write a title.")), Length(max=300, message=LONG)]


class PairForm(Form):
    """Two cities, or two people by their codes or e-mail addresses."""

    mentor_city = SelectField(_l("City that mentors"), coerce=int)
    mentee_city = SelectField(_l("City that is mentored"), coerce=int)
    mentor = StringField(_l("Person who mentors"), filters=[one_line])
    mentee = StringField(_l("Person who is mentored"), filters=[one_line])
    theme = StringField(_l("Theme (optional)"), [Length(max=300, message=LONG)], filters=[one_line])
    starts_on = DateField(
        _l("First day (optional)"), [Optional()], invalid_value_message=LIKE_A_DAY
    )

    def __init__(
        self, cities: Sequence[Organisation], within: set[int] | None, **kept: Any
    ) -> None:
        super().__init__(**kept)
        self.within = within
        options = [SelectChoice(0, _("none")), *(SelectChoice(o.id, o.name) for o in cities)]
        self.mentor_city.choices = self.mentee_city.choices = options
        self.ids: dict[str, int] = {}
        self.unseen: dict[str, int] = {}  # of another partner: stays where nobody else is written

    def validate_mentor(self, field: StringField) -> None:
        self.look_up(field)

    def validate_mentee(self, field: StringField) -> None:
        self.look_up(field)
        if self.ids.get("mentee") and self.ids.get("mentee") == self.ids.get("mentor"):
            raise ValidationError(_("These are the same. Choose two."))
        cities = self.mentor_city.data, self.mentee_city.data
        if all(cities) and cities[0] == cities[1]:
            raise ValidationError(_("These are the same. Choose two."))
        by_name = all(self[key].data or key in self.unseen for key in ("mentor", "mentee"))
        if not all(cities) and not by_name:
            raise ValidationError(_("Choose two cities, or write two people."))

    def look_up(self, field: StringField) -> None:
        if not field.data:
            if field.name in self.unseen:
                self.ids[field.name] = self.unseen[field.name]
            return
        found = findable([field.data], self.within)
        person = found.get(field.data) or found.get(field.data.lower())
        if person is None:
            raise ValidationError(_("Nobody of the partners has this code or address."))
        self.ids[field.name] = person.id

    def values(self, lang: str) -> dict[str, Any]:
        people = self.ids if len(self.ids) == 2 else {}
        return {
            "mentor_city_id": self.mentor_city.data or None,
            "mentee_city_id": self.mentee_city.data or None,
            "mentor_id": people.get("mentor"),
            "mentee_id": people.get("mentee"),
            "theme": {lang: self.theme.data} if self.theme.data else None,
            "starts_on": self.starts_on.data,
        }


class PlanForm(Form):
    """Whose plan it is, its title, and what it is about."""

    city = SelectField(_l("City or region"), coerce=int)
    title = StringField(_l("Title"), TITLE, filters=[one_line])

    summary = TextAreaField(
        _l("What it is about (optional)"), [Length(max=5_000, message=LONG)], filters=[tidy]
    )

    def __init__(self, cities: Sequence[Organisation], plan: ActionPlan | None = None) -> None:
        keys = ("title", "summary")
        super().__init__(**{key: in_words(getattr(plan, key)) for key in keys} if plan else {})
        self.cities = {one.id: one for one in cities}
        self.city.choices = [SelectChoice(one.id, one.name) for one in cities]
        if plan is not None:  # it stays with its city
            del self.city

    def values(self, lang: str, before: ActionPlan | None = None) -> dict[str, Any]:
        return {
            key: said(getattr(before, key) if before else None, lang, self[key].data)
            for key in ("title", "summary")
        }


class MeasureForm(Form):
    """One thing that a plan promises."""

    title = StringField(_l("What is done"), TITLE, filters=[one_line])
    theme = SelectField(_l("Theme (optional)"))
    responsible = StringField(
        _l("Office that does it (optional)"), [Length(max=200, message=LONG)], filters=[one_line]
    )
    due_on = DateField(_l("Until (optional)"), [Optional()], invalid_value_message=LIKE_A_DAY)
    state = SelectField(_l("State"), choices=choices(words.MEASURES))
    for_women = BooleanField(_l("It is for women"))
    result = TextAreaField(
        _l("Result (optional)"), [Length(max=5_000, message=LONG)], filters=[tidy]
    )

    def __init__(self, themes: Sequence[tuple[str, Any]], measure: Measure | None = None) -> None:
        keys = ("theme", "responsible", "due_on", "state", "for_women", "result")
        values = {key: getattr(measure, key) for key in keys} if measure else {}
        if measure:
            values["title"] = in_words(measure.title)
        super().__init__(**values)
        self.theme.choices = or_none(themes)

    def values(self, lang: str, before: Measure | None) -> dict[str, Any]:
        found = {key: self[key].data for key in ("due_on", "state", "for_women")}
        found |= {key: self[key].data or None for key in ("theme", "responsible", "result")}
        found["title"] = said(before.title if before else None, lang, self.title.data)
        return found
