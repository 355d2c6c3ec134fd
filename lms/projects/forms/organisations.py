"""What an organisation is: its name, country and kind."""

from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from lms.courses.content.fields import is_slug
from lms.courses.rules.naming import name_of
from lms.forms import Form, one_line
from lms.people import names
from lms.people.models import Organisation
from lms.projects.queries import organisations as queries
from lms.projects.words import ORGANISATION_KINDS

COUNTRIES = {
    code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()
}
TOO_LONG = _l("This is too long: %(max)d letters or less.")


class OrganisationForm(Form):
    """What an organisation is. `home` is the one that is changed, none for a new one; `there`
    becomes the other one that has the name already."""

    name = StringField(
        _l("Name"),
        [DataRequired(_l("Type a name.")), Length(max=200, message=TOO_LONG)],
        filters=[one_line],
    )
    country = StringField(_l("Country"), filters=[one_line])
    kind = SelectField(_l("Kind"))

    def __init__(self, home: Organisation | None = None, **given: Any) -> None:
        super().__init__(obj=home, **given)
        self.home = home
        self.there: Organisation | None = None
        known = [SelectChoice(code, words) for code, words in ORGANISATION_KINDS.items()]
        self.kind.choices = [SelectChoice("", "–"), *known]

    def validate_name(self, field: StringField) -> None:
        """A name that it has already may stay, also where another one has it, too."""
        if self.home and names.folded(field.data) == names.folded(self.home.name):
            return
        if there := queries.of_name(field.data, but=self.home):
            self.there = there
            raise ValidationError(self.words_for(there))

    def words_for(self, there: Organisation) -> str:
        return _(
            "Another organisation has this name, or had it: %(name)s. Use another one.",
            name=there.name,
        )

    def validate_country(self, field: StringField) -> None:
        if (code := (field.data or "").upper()) and code not in COUNTRIES:
            raise ValidationError(_("Write the two letters of the country, like SI."))

    @property
    def values(self) -> dict[str, Any]:
        country = (self.country.data or "").upper() or None
        return {"name": self.name.data, "country": country, "kind": self.kind.data or None}


class NewOrganisationForm(OrganisationForm):
    """A new one: neither its name nor its short name is there yet. The short name is proposed
    where none is written; names without any Latin letter propose none."""

    slug = StringField(_l("Short name"), filters=[one_line])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.is_proposed = not self.slug.data
        if self.is_proposed:
            self.slug.data = name_of(self.name.data or "", "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Another name has another short name: none is proposed with a name that is refused."""
        fine = super().validate(extra_validators)
        if self.is_proposed and self.name.errors:
            self.slug.data, self.slug.errors = "", []
        return fine

    def words_for(self, there: Organisation) -> str:
        return _("%(name)s is there already, as %(slug)s.", name=there.name, slug=there.slug)

    def validate_slug(self, field: StringField) -> None:
        if not is_slug(field.data):
            raise ValidationError(_("Use small letters a to z, digits and hyphens."))
        if there := queries.organisation(field.data):
            words = _("%(name)s has this short name. Use another one.", name=there.name)
            raise ValidationError(words)
