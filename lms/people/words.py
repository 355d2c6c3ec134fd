"""What the codes of a person's record are called on a page."""

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from lms.people.models import Role

ROLES = {
    Role.LEARNER: _l("Learner"),
    Role.TRAINER: _l("Trainer"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
GENDERS = {"": _l("Not said"), "F": _l("Woman"), "M": _l("Man"), "X": _l("Non-binary")}
COLUMNS = {
    "name": _l("Full name"),
    "native_name": _l("Name in the person's own script"),
    "language": _l("Language"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "gender": _l("Gender"),
    "birth_date": _l("Date of birth"),
    "organisation_id": _l("Organisation"),
    "role": _l("Role"),
}
VERBS = {
    "created": _l("Put into the list"),
    "changed": _l("Changed"),
    "card given": _l("New card and PIN made"),
    "password set": _l("New password made"),
    "calendar address made": _l("New calendar address made"),
    "calendar address stopped": _l("Calendar address stopped"),
    "mail came back": _l("Mail came back: the address takes none"),
    "signed out everywhere": _l("Signed out everywhere"),
    "data given out": _l("Everything that is kept was given out"),
    "erased": _l("Erased"),
    "deleted": _l("Everything that was kept was deleted"),
}


def spoken(code: str) -> str:
    """A language's name for itself, and in the language of this page: "українська · Ukrainian"."""
    try:
        itself = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    names = (itself.get_display_name(), itself.get_display_name(get_locale()))
    return " · ".join(dict.fromkeys(name for name in names if name)) or code
