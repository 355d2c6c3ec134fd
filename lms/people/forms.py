"""The forms of the doors and of a person's record."""

from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TelField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from lms import clock
from lms.forms import Form
from lms.people import codes, queries, rules
from lms.people.models import Person
from lms.people.words import GENDERS, ROLES, spoken

SPOKEN = [  # by people on such programmes; any other comes with a file
    *("am", "ar", "bg", "bn", "bs", "cs", "de", "el", "en", "es", "fa", "fr", "hi", "hr", "hu"),
    *("it", "ku", "mk", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sw", "ti"),
    *("tr", "uk", "ur", "vi", "zh"),
]
AN_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+$"
TOO_LONG = _l("This is too long: %(max)d letters or less.")


class CardForm(Form):
    code = StringField(
        _l("Code on my card"),
        [InputRequired(_l("Type the code from your card.")), Length(max=40, message=TOO_LONG)],
    )
    pin = PasswordField(
        _l("PIN"),
        [InputRequired(_l("Type your PIN: 4 numbers.")), Length(max=40, message=TOO_LONG)],
    )
    next = HiddenField()
    carried = HiddenField()


class PasswordForm(Form):
    email = EmailField(
        _l("E-mail"),
        [InputRequired(_l("Type your e-mail address.")), Length(max=254, message=TOO_LONG)],
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Type your password.")), Length(max=500, message=TOO_LONG)],
    )
    next = HiddenField()
    carried = HiddenField()


class NewPasswordForm(Form):
    """A person's own new password; the old one is asked for."""

    old_password = PasswordField(
        _l("Password until now"), [InputRequired(_l("Type the password you have now."))]
    )
    new_password = PasswordField(
        _l("New password"),
        [
            InputRequired(_l("Type a new password.")),
            Length(10, 500, _l("Use a password of 10 characters or more.")),
        ],
    )


class PersonForm(Form):
    """A person's record, as `by` may write it: roles and organisations are those `by` may give.
    `home` is the short name of the organisation that a new person is to have."""

    code = StringField(
        _l("Code"),
        [
            DataRequired(_l("Type a code. Nobody else may have the same.")),
            Length(max=40, message=TOO_LONG),
        ],
    )
    name = StringField(
        _l("Full name"),
        [DataRequired(_l("Type the full name.")), Length(max=200, message=TOO_LONG)],
    )
    native_name = StringField(
        _l("Name in the person's own script (optional)"), [Length(max=200, message=TOO_LONG)]
    )
    language = SelectField(_l("Language"))
    email = EmailField(
        _l("E-mail (optional)"),
        [
            Optional(),
            Length(max=254, message=TOO_LONG),
            Regexp(AN_EMAIL, message=_l("Write the address like this: name@example.org")),
        ],
    )
    phone = TelField(_l("Phone (optional)"), [Length(max=40, message=TOO_LONG)])
    gender = SelectField(_l("Gender"), choices=[SelectChoice(*pair) for pair in GENDERS.items()])
    born_day = StringField(_l("Day"))
    born_month = StringField(_l("Month"))
    born_year = StringField(_l("Year"))
    organisation = SelectField(_l("Organisation"))
    role = SelectField(_l("Role"))

    def __init__(
        self, by: Person, person: Person | None = None, home: str = "", **given: Any
    ) -> None:
        born = person.birth_date if person else None
        super().__init__(
            obj=person,
            data=given,
            born_day=str(born.day) if born else "",
            born_month=str(born.month) if born else "",
            born_year=str(born.year) if born else "",
        )
        self.by, self.person = by, person
        self.language.choices = languages(person)
        self.role.choices = [
            SelectChoice(str(role), words)
            for role, words in ROLES.items()
            if rules.may_give_role(by, role)
        ]
        known = queries.organisations()
        self.organisation.choices = [
            SelectChoice("", _("None")),
            *(SelectChoice(str(one.id), one.name) for one in known),
        ]
        if not self.organisation.raw_data:  # of the person it would be the row, not its id
            kept = person.organisation_id if person else None
            there = next((one.id for one in known if one.slug == home), kept)
            self.organisation.data = str(there or "")
        if person:
            del self.code
        if not rules.is_administrator(by):
            del self.organisation
        if person and person.id == by.id:  # nobody changes their own
            del self.role

    def validate_code(self, field: Field) -> None:
        if not codes.is_person_code(field.data.strip()):
            raise ValidationError(_("Use letters, numbers and - only, without spaces."))
        if queries.is_taken(Person.code, field.data.strip()):
            raise ValidationError(_("Somebody has this code already. Use another one."))

    def validate_email(self, field: Field) -> None:
        if queries.is_taken(Person.email, field.data.strip().lower(), self.person):
            raise ValidationError(_("Somebody has this e-mail address already."))

    def validate_born_day(self, field: Field) -> None:
        try:
            born = self.birth_date()
        except (ValueError, OverflowError):
            raise ValidationError(
                _("There is no such day. Write it like this: 27 3 1990, or leave all three empty.")
            ) from None
        if born and not date(1900, 1, 1) <= born <= clock.now().date():
            raise ValidationError(_("Look at the year again: it must be between 1900 and today."))

    def birth_date(self) -> date | None:
        """The date of the three fields; none where all are empty. Raises ValueError."""
        parts = [part.data or "" for part in (self.born_year, self.born_month, self.born_day)]
        if not any(part.strip() for part in parts):
            return None
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)

    def values(self) -> dict[str, Any]:
        """What the record shall say, by column."""
        wanted = ("code", "name", "native_name", "language", "email", "phone", "gender", "role")
        typed = {f.name: " ".join((f.data or "").split()) for f in self if f.name in wanted}
        values: dict[str, Any] = {**typed, "birth_date": self.birth_date()}
        if "organisation" in self:
            values["organisation_id"] = (
                int(self.organisation.data) if self.organisation.data else None
            )
        elif not self.person:
            values["organisation_id"] = self.by.organisation_id
        return values


def languages(person: Person | None) -> list[SelectChoice]:
    """Languages to choose from, each in its own words and in this page's; the pages' own first."""
    first = current_app.config["LANGUAGES"]
    kept = [person.language] if person and person.language else []
    order = dict.fromkeys([*first, *kept, *SPOKEN])
    return [SelectChoice("", _("Not said")), *(SelectChoice(code, spoken(code)) for code in order)]
