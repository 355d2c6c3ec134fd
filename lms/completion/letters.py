"""What people are told of their completions, in words.

The facts of such a notice: `programme`, its slug; `title`, its title in its languages; `reason`,
why a completion was taken back.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.i18n import in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("completion.confirmed", _l("That you have completed a programme"), necessary=True)
def confirmed(data: dict, reader: Person) -> Part:
    title = in_words(data["title"])
    return part(title, _("You have completed %(programme)s", programme=title), [
        _("Your hours are confirmed. Nothing that changes later takes this away from you."),
        _("Your centre can give you an attestation now."),
    ])  # fmt: skip


@kind("completion.withdrawn", _l("That a completion was taken back"), necessary=True)
def withdrawn(data: dict, reader: Person) -> Part:
    title = in_words(data["title"])
    return part(title, _("Not complete any more: %(programme)s", programme=title), [
        _("Your centre has taken back that you have completed it."),
        _("Why: %(reason)s", reason=data["reason"]),
        _("Do you have questions? Ask your centre."),
    ])  # fmt: skip


def part(title: str, heading: str, lines: list[str]) -> Part:
    link = Link(_("Open your page"), outside("completion.home"))
    return Part(heading, lines, _("You learn on %(programme)s.", programme=title), [link])
