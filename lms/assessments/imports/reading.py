"""What is in a file of questions: the format is known or found out."""

from flask_babel import gettext as _

from lms.errors import Refused
from lms.questions.formats import READERS, Outcome, Unreadable
from lms.questions.formats.detecting import detected


def format_of(content: bytes, name: str, given: str = "") -> str:
    """The format of a file. Raises Refused where it is none that is known."""
    if not content.strip():
        raise Refused(_("This file is empty."))
    try:
        found = given or detected(content, name)
    except Unreadable as why:
        raise Refused(str(why)) from None
    if found not in READERS:
        raise Refused(_("Questions cannot be read from this kind of file."))
    return found


def read_file(content: bytes, form: str, language: str) -> Outcome:
    """The questions of a file. It asks no database, and may take long. Raises Refused."""
    try:
        return READERS[form](content, language)
    except Unreadable as why:
        raise Refused(str(why)) from None
