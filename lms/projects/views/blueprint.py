"""What the views of this package share."""

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from flask import Blueprint
from flask_babel import get_locale
from flask_login import current_user

from lms.courses.content import parts
from lms.i18n import speaking
from lms.people.models import Person
from lms.projects.content import PART
from lms.web import me

bp = Blueprint("projects", __name__)
parts.take(PART)


def who() -> Person | None:
    """Who asks; none: a stranger."""
    return me() if current_user.is_authenticated else None


@bp.app_template_filter()
def country(code: str) -> str:
    """What the language of the page calls a country: "Slovenia"."""
    try:
        names = (get_locale() or Locale("en")).territories
    except UnknownLocaleError:
        return code
    return names.get(code, code)


@bp.app_template_filter()
def thousands(value: int) -> str:
    """A whole number with its thousands apart, as the language of the page writes it: "1,052"."""
    return format_decimal(value, locale=speaking().replace("-", "_"))
