"""A course's bank as a file of another program."""

from flask_babel import gettext as _

from lms import files
from lms.assessments.queries import bank_files as queries
from lms.courses.models import Course
from lms.courses.queries import media_named
from lms.errors import Refused
from lms.i18n import in_words
from lms.questions.formats import WRITERS, Written


def written(course: Course, form: str, language: str) -> Written:
    """All questions that are in force, and what other programs will not see of them. Raises Refused
    where there is none."""
    if form not in WRITERS:
        raise Refused(_("Questions cannot be written into this kind of file."))
    questions = queries.questions_of(course, language)
    if not questions:
        raise Refused(_("There is no question in the bank of this course yet."))

    def media(name: str) -> bytes:
        """Raises KeyError where the course has no such file."""
        return files.content_of(media_named(course.id, [name])[name].file_id)

    return WRITERS[form](in_words(course.title, language), questions, media, language)
