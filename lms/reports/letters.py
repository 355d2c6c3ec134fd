"""What people are told from the pages of figures, in words.

The facts of a message: `need`, why somebody writes; `words`, of who writes; their `name`; the
`title` of the group, and of its `programme` in its languages. Those of the weekly mail: `numbers`,
need -> how many rows; `views`, [name, number] of the saved ones.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.addresses import outside
from lms.i18n import in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person
from lms.reports.rules.needs import Need


@kind("reports.message", _l("Messages of your trainers and coordinators"), necessary=True)
def message(data: dict, reader: Person) -> Part:
    heading, lines = opening(data["need"], in_words(data["programme"]))
    own = [line for line in data["words"].splitlines() if line.strip()]
    return Part(
        heading,
        [*lines, *own, _("%(name)s wrote this.", name=data["name"])],
        _("You are in %(group)s.", group=data["title"]),
        [Link(_("Open your page"), outside("completion.home"))],
    )


def opening(need: str, programme: str) -> tuple[str, list[str]]:
    """What is said to whoever needs this, in the language that is spoken now."""
    if need == Need.CANNOT:
        return _("Talk to us about your hours"), [
            _("On %(programme)s you cannot reach all your hours any more.", programme=programme),
            _("Your hours count all the same. Talk to your trainer: find out what you can do."),
        ]
    if need == Need.ABSENCES:
        return _("We missed you"), [
            _("You were not there the last times. Come again: your place is free."),
            _("Can you not come? Tell us why. We look for a way together."),
        ]
    if need == Need.MAKE_UP:
        return _("You can make up for what you missed"), [
            _(
                "On %(programme)s the sessions that are left are not enough for your hours.",
                programme=programme,
            ),
            _("Talk to your trainer: find out how to make up what you missed."),
        ]
    if need == Need.EVERY_SESSION:
        return _("Come to all sessions that are left: you need every one."), [
            _(
                "On %(programme)s your hours are just enough, with nothing to spare.",
                programme=programme,
            ),
            _("Can you not come? Tell us why. We look for a way together."),
        ]
    return _("How are you?"), [
        _("We have not seen you for two weeks. Come again: your place is free."),
        _("Can you not come? Tell us why. We look for a way together."),
    ]


@kind("reports.digest", _l("The mail of Monday: who needs you"), staff=True)
def digest(data: dict, reader: Person) -> Part:
    number = sum(data["numbers"].values())
    heading = ngettext(
        "Your week: %(num)s row needs you", "Your week: %(num)s rows need you", number
    )
    lines = [in_number(need, count) for need, count in data["numbers"].items()]
    views = [Link(title, outside("reports.open_view", view_id=key)) for title, key in data["views"]]
    return Part(
        heading,
        lines or [_("Nobody waits for you today.")],
        _("You asked for this mail on the page of saved views."),
        [Link(_("Who needs me today"), outside("reports.today")), *views],
    )


def in_number(need: str, count: int) -> str:
    """How many rows there are of a need, in words."""
    match need:
        case Need.CANNOT:
            return ngettext(
                "%(num)s person cannot finish any more.",
                "%(num)s people cannot finish any more.", count,
            )  # fmt: skip
        case Need.ABSENCES:
            return ngettext(
                "%(num)s person missed the last three sessions or more.",
                "%(num)s people missed the last three sessions or more.", count,
            )  # fmt: skip
        case Need.SILENT:
            return ngettext(
                "%(num)s person was not seen for two weeks.",
                "%(num)s people were not seen for two weeks.", count,
            )  # fmt: skip
        case Need.REGISTER:
            return ngettext(
                "%(num)s register is still open.", "%(num)s registers are still open.", count
            )
        case Need.LEVELS:
            return ngettext(
                "Levels are due in %(num)s group.", "Levels are due in %(num)s groups.", count
            )
        case _:
            return ngettext(
                "Proof is missing in %(num)s group.", "Proof is missing in %(num)s groups.", count
            )
