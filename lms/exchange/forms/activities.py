"""An activity; who is put on its list; who came."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from lms.clock import zones
from lms.exchange import words
from lms.exchange.models import Activity, Participation
from lms.forms import Form, Whole, one_line, web_address
from lms.i18n import in_words
from lms.people.models import Organisation
from lms.typed import tidy

LIKE_A_DAY = _l("Choose a day, like 24 March 2022.")
LIKE_A_TIME = _l("Write a time, like 17:00.")
LONG = _l("This is too long. Make it shorter.")
HOW_MANY = _l("Write a whole number from 0 to 100,000.")
A_NUMBER = [Optional(), NumberRange(0, 100_000, message=HOW_MANY)]
COUNTRY = re.compile(r"[A-Z]{2}")
MOST_AT_ONCE = 200


def choices(of: dict[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(str(key), label) for key, label in of.items()]


def or_none(of: Sequence[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice("", _("none")), *(SelectChoice(*one) for one in of)]


class ActivityForm(Form):
    """What, when, where; who may register."""

    kind = SelectField(_l("Kind"), choices=choices(words.KINDS))
    title = StringField(
        _l("Title"),
        [InputRequired(_l("Write a title.")), Length(max=200, message=LONG)],
        filters=[one_line],
    )
    summary = TextAreaField(
        _l("What it is about (optional)"), [Length(max=5_000, message=LONG)], filters=[tidy]
    )
    theme = SelectField(_l("Theme (optional)"))
    host = SelectField(_l("Who hosts it"), coerce=int)
    pair = SelectField(_l("Meeting of a pair (optional)"), coerce=int)
    starts_on = DateField(
        _l("First day"), [InputRequired(LIKE_A_DAY)], invalid_value_message=LIKE_A_DAY
    )
    ends_on = DateField(_l("Last day (optional)"), [Optional()], invalid_value_message=LIKE_A_DAY)
    starts = TimeField(_l("Start (optional)"), [Optional()], invalid_value_message=LIKE_A_TIME)
    ends = TimeField(_l("End (optional)"), [Optional()], invalid_value_message=LIKE_A_TIME)
    zone = StringField(_l("Time zone"), filters=[one_line])
    mode = SelectField(_l("How people meet"), choices=choices(words.MODES))
    place = StringField(_l("Place (optional)"), [Length(max=300, message=LONG)], filters=[one_line])
    country = StringField(
        _l("Country (optional)"), filters=[one_line, lambda text: (text or "").upper()]
    )
    link = StringField(
        _l("Link (optional)"), [Length(max=500, message=LONG), web_address], filters=[one_line]
    )
    capacity = Whole(_l("Places (optional)"), A_NUMBER)
    is_open = BooleanField(_l("People can register themselves"))

    def __init__(
        self, hosts: Sequence[Organisation], pairs: Sequence[tuple[int, str]],
        themes: Sequence[tuple[str, Any]], activity: Activity | None = None, **kept: Any,
    ) -> None:  # fmt: skip
        values = dict(kept)
        if activity is not None:
            keys = (
                "kind", "starts_on", "ends_on", "starts", "ends", "zone", "mode", "place",
                "country", "link", "capacity", "is_open", "theme",
            )  # fmt: skip
            values = {key: getattr(activity, key) for key in keys}
            values |= {"host": activity.host_id, "pair": activity.pair_id or 0}
            values |= {key: in_words(getattr(activity, key)) for key in ("title", "summary")}
        super().__init__(**values)
        self.host.choices = [SelectChoice(one.id, one.name) for one in hosts]
        self.theme.choices = or_none(themes)
        self.pair.choices = [SelectChoice(0, _("none")), *(SelectChoice(*one) for one in pairs)]

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first. Look at both."))

    def validate_ends(self, field: TimeField) -> None:
        first, last = self.starts_on.data, self.ends_on.data or self.starts_on.data
        if field.data and self.starts.data and first == last and field.data <= self.starts.data:
            raise ValidationError(_("The end is not after the start. Look at both."))

    def validate_zone(self, field: StringField) -> None:
        if field.data not in zones():
            raise ValidationError(_("Write a time zone, like Europe/Ljubljana."))

    def validate_country(self, field: StringField) -> None:
        if field.data and not COUNTRY.fullmatch(field.data):
            raise ValidationError(_("Write the two letters of the country, like SI."))

    def values(self, lang: str, before: Activity | None = None) -> dict[str, Any]:
        """As the record has it; texts in the language of who wrote them, beside the others."""
        keys = ("kind", "starts_on", "starts", "ends", "zone", "mode", "capacity", "is_open")
        found = {key: self[key].data for key in keys}
        found |= {key: self[key].data or None for key in ("theme", "place", "country", "link")}
        found["ends_on"] = self.ends_on.data or self.starts_on.data
        found |= {"host_id": self.host.data, "pair_id": self.pair.data or None}
        for key in ("title", "summary"):
            found[key] = said(getattr(before, key) if before else None, lang, self[key].data)
        return found


def said(before: dict | None, lang: str, text: str | None) -> dict | None:
    """A map of languages in which one says something new. What was shown from another language and
    sent back unchanged stays as it is."""
    if before and text == in_words(before):
        return before
    others = {key: value for key, value in (before or {}).items() if key != lang}
    return (others | ({lang: text} if text else {})) or None


class PeopleForm(Form):
    """Codes and e-mail addresses, one a line, or with commas between."""

    people = TextAreaField(
        _l("Codes or e-mail addresses"), [InputRequired(_l("Write at least one, each on a line."))]
    )
    role = RadioField(_l("They come as"), choices=choices(words.ROLES), default="participant")

    @property
    def wanted(self) -> list[str]:
        return list(dict.fromkeys(re.split(r"[\s,;]+", (self.people.data or "").strip())))

    def validate_people(self, _field: Any) -> None:
        if len(self.wanted) > MOST_AT_ONCE:
            raise ValidationError(_("These are too many at once. Take 200 or fewer."))


class RegisterForm(Form):
    """Who came, by name; how many others; who sent them; what came of it."""

    registered = Whole(_l("Others who had registered, not named above"), A_NUMBER)
    headcount = Whole(_l("Others who came, not named above"), A_NUMBER)
    delegates = SelectMultipleField(
        _l("Organisations that sent somebody"), coerce=int,
        widget=widgets.ListWidget(), option_widget=widgets.CheckboxInput(),
    )  # fmt: skip
    outcome = TextAreaField(
        _l("What came of it (optional)"), [Length(max=5_000, message=LONG)], filters=[tidy]
    )

    def __init__(
        self, people: Sequence[Participation], organisations: Sequence[Organisation], **kept: Any
    ) -> None:
        super().__init__(**kept)
        self.delegates.choices = [SelectChoice(one.id, one.name) for one in organisations]
        self.people = people

    def came(self, sent: Any) -> dict[int, bool | None]:
        """What was chosen for each: came, did not, or nothing yet; nothing else is taken."""
        known: dict[str, bool | None] = {"yes": True, "no": False, "": None}
        found = {one.id: sent.get(f"came_{one.id}") for one in self.people}
        return {key: known[said] for key, said in found.items() if said in known}
