"""What people are told of quizzes, in words.

The facts of such a notice: `attempt`, its number; `title`, of the quiz in its languages; `again`,
whether it had been marked before.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.i18n import in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person

MARKED = "quiz.marked"


@kind(MARKED, _l("Your quizzes are marked"))
def marked(data: dict, reader: Person) -> Part:
    title = in_words(data["title"])
    if data["again"]:
        heading = _("Your result is new: %(quiz)s", quiz=title)
        lines = [_("Some of your quiz was marked again.")]
    else:
        heading = _("Your quiz is marked: %(quiz)s", quiz=title)
        lines = [_("Your trainer has marked your answers.")]
    url = outside("assessments.outcome", attempt_id=data["attempt"])
    return Part(heading, lines, _("You took this quiz."), [Link(_("See your result"), url)])
