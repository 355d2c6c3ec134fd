"""What authors are told, in words.

The facts of such a notice: `lesson`, its id; `title`; `language` of the text; `why` it was not
published, a key of `WHY`.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person

WHY = {
    "overtaken": _l("Somebody has published this lesson since you began. Look at both texts."),
    "problems": _l("Something has to be mended first. The list stands beside the text."),
    "rights": _l("You may not write this course any more."),
}


@kind("lesson.not_published", _l("Lessons of yours that could not be published"), staff=True)
def not_published(data: dict, reader: Person) -> Part:
    about = {"lesson": data["title"]}
    url = outside("authoring.publishing", lesson_id=data["lesson"], language=data["language"])
    return Part(
        _("Not published: %(lesson)s", **about),
        [
            _("It was to be published by itself, and was not. Your draft is kept as it is."),
            str(WHY[data["why"]]),
        ],
        _("You planned the publication of %(lesson)s.", **about),
        [Link(_("Open the draft"), url)],
    )
