"""What people are told of surveys, in words.

The facts of such a notice: `name`, of the invitation; `title`, of the survey, and `programme`, in
their languages; `until`, a day; `anonymous`; `again`, whether they were told before.
"""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.i18n import day, in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person
from lms.surveys.rules import own_url, stand_in, token_of

KIND = "survey.asked"


def hides(data: dict) -> dict[str, str]:
    """The personal link is in the mail that is sent, and in none that is kept."""
    return {stand_in(data["name"]): token_of(data["name"])}


@kind(KIND, _l("Surveys: how a course was for you"), hides=hides)
def asked(data: dict, reader: Person) -> Part:
    programme = in_words(data["programme"])
    lines = [_("A few questions about %(programme)s.", programme=programme)]
    if data["again"]:
        lines = [
            _("We have no answer from you yet, or you answered in the room."),
            _("If you answered, you need not do it again."),
        ]
    lines += [promise(data["anonymous"]), *ways_to_answer(data)]
    heading = _("Please tell us: %(title)s", title=in_words(data["title"]))
    why = _("You learned in %(programme)s.", programme=programme)
    return Part(heading, lines, why, [Link(_("Answer now"), own_url(data["name"]))])


def promise(anonymous: Any) -> str:
    """What is promised, in one sentence."""
    if anonymous:
        return _("Nobody can see what you answered. Your name is not kept with it.")
    return _("The coordinators of the centre see your answers with your name.")


def ways_to_answer(data: dict) -> list[str]:
    until = day(date.fromisoformat(data["until"]))
    return [
        _("Answer with the link in your mail, or come in with your card: it is under “To do”."),
        _("You can answer until %(day)s.", day=until),
    ]
