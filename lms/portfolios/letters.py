"""What people are told of portfolios, in words.

The facts of such a notice: `item`, its number; `title`, of the item; `name`, of who made or who
reads it; `verdict` and `words`, of the reader; `group`, the title of the author's.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person
from lms.portfolios.models import Verdict


@kind("portfolio.reviewed", _l("What is said to your portfolio"))
def reviewed(data: dict, reader: Person) -> Part:
    if data["verdict"] == Verdict.ACCEPTED:
        heading = _("Accepted for your portfolio: %(title)s", title=data["title"])
        lines = [_("%(name)s has looked at it and accepts it.", name=data["name"])]
    else:
        heading = _("Please go on with it: %(title)s", title=data["title"])
        lines = [_("%(name)s has looked at it and asks you to go on.", name=data["name"])]
    if data["words"]:
        lines.append(data["words"])
    url = outside("portfolios.item", item_id=data["item"])
    why = _("You handed in something for your portfolio.")
    return Part(heading, lines, why, [Link(_("Open it"), url)])


@kind("portfolio.handed_in", _l("What your groups hand in for portfolios"), staff=True)
def handed_in(data: dict, reader: Person) -> Part:
    heading = _("For the portfolio, from %(name)s: %(title)s",
                name=data["name"], title=data["title"])  # fmt: skip
    lines = [data["group"], _("Look at it, and accept it or return it with words.")]
    url = outside("portfolios.item", item_id=data["item"])
    why = _("You are a trainer of this group.")
    return Part(heading, lines, why, [Link(_("Look at it"), url)])
