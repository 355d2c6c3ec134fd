"""What people are told of answers to tasks, in words.

The facts of such a notice: `answer`, its number; `lesson` and `task`, where it belongs; `title`, of
the task in its languages; `name`, of who wrote or who said something; `verdict`, or none; `group`,
the title of the author's.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.coursework.models import Verdict
from lms.i18n import in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("task.feedback", _l("Feedback to what you handed in"))
def feedback(data: dict, reader: Person) -> Part:
    title = in_words(data["title"])
    heading = _("%(name)s says something to your answer: %(task)s", name=data["name"], task=title)
    lines = [_("Read it on the page of the task.")]
    if data["verdict"] == Verdict.DONE:
        heading = _("Done: %(task)s", task=title)
        lines.insert(0, _("%(name)s has read it and finds it done.", name=data["name"]))
    elif data["verdict"] == Verdict.AGAIN:
        heading = _("Please go on with it: %(task)s", task=title)
        lines.insert(0, _("%(name)s has read it and asks you to go on.", name=data["name"]))
    url = outside("coursework.task", lesson_id=data["lesson"], key=data["task"])
    return Part(heading, lines, _("You handed in an answer to a task."), [
        Link(_("Open the task"), url),
    ])  # fmt: skip


@kind("task.to_read", _l("Answers of others that you are asked to read"))
def to_read(data: dict, reader: Person) -> Part:
    heading = _("Please read an answer: %(task)s", task=in_words(data["title"]))
    lines = [
        _("%(name)s from another city has done this task.", name=data["name"]),
        _("Say in a few sentences what is good, and what you would ask."),
    ]
    url = outside("coursework.answer", answer_id=data["answer"])
    why = _("Who learns in your programme reads the answers of others.")
    return Part(heading, lines, why, [Link(_("Read the answer"), url)])


@kind("task.handed_in", _l("Answers that your groups hand in"), staff=True)
def handed_in(data: dict, reader: Person) -> Part:
    heading = _("%(name)s handed in: %(task)s", name=data["name"], task=in_words(data["title"]))
    lines = [data["group"], _("Read it, and say whether it is done.")]
    url = outside("coursework.answer", answer_id=data["answer"])
    why = _("You are a trainer of this group.")
    return Part(heading, lines, why, [Link(_("Read the answer"), url)])
