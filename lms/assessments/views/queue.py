"""What waits for a trainer to mark it: on their first page, and question by question."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.assessments.queries import waiting
from lms.assessments.queries.attempts import question_of
from lms.assessments.views.blueprint import bp
from lms.people.rules import is_staff
from lms.ways import Todo, todo_of
from lms.web import go, me, only, page, page_of, say

BY_QUESTION, BY_PERSON = "question", "person"


@todo_of(waiting.asked)
def to_mark(lines):
    """What of all that waits is theirs to mark, in one line."""
    number = lines[0]["number"]
    words = ngettext("%(num)s answer to mark", "%(num)s answers to mark", number)
    return [Todo(words, url_for("assessments.marking"), "pen", rank=20)] if number else []


@bp.get("/marking")
def marking():
    only(is_staff)
    heaps = waiting.heaps(me())
    asked = request.args.get("group", "")
    groups = {heap.group.slug: heap.group for heap in heaps if heap.group}
    shown = [heap for heap in heaps if not asked or (heap.group and heap.group.slug == asked)]
    questions = {
        heap.version.id: question_of(heap.version, heap.assessment.module.course) for heap in heaps
    }
    return page(
        "assessments/marking.html",
        pages=page_of(shown, 25),
        questions=questions,
        groups=list(groups.values()),
        asked=asked,
        answers=sum(heap.answers for heap in shown),
    )


@bp.get("/marking/next")
def next_to_mark():
    """The first answer of a heap: of a quiz, in a group, of one question or person by person."""
    only(is_staff)
    quiz, group = (request.args.get(name, type=int) for name in ("quiz", "group"))
    question = request.args.get("question", type=int)
    place = waiting.next_place(me(), quiz, group, None, question) if quiz else None
    if place is None:
        say(_("Nothing waits here any more."))
        return go(url_for(".marking"))
    return go(to_judge(place, BY_QUESTION if question else BY_PERSON))


def to_judge(place, by, names=None):
    """The address of the page on which an answer is marked."""
    about = {"attempt_id": place.attempt_id, "place": place.place, "by": by, "names": names}
    return url_for("assessments.judging", **about)
