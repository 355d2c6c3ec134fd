"""What a group handed in, for its trainers."""

from flask import request
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.courses.queries import group as group_of
from lms.coursework import queries, rules
from lms.coursework.models import State
from lms.coursework.views.blueprint import FOR_TRAINERS, bp
from lms.ways import Waits, way
from lms.web import page, page_of, permitted


def waits(group):
    number = queries.waiting_in(group.id)
    words = ngettext("%(num)s answer to read", "%(num)s answers to read", number)
    return Waits(number, words) if number else None


way(
    "group", _l("Answers"), "coursework.group_answers", icon="pen", rank=30, waits=waits,
    of=lambda group: {"slug": group.slug}, may=rules.reads_answers,
)  # fmt: skip


@bp.get("/groups/<slug>/answers")
def group_answers(slug):
    group = permitted(group_of(slug), rules.reads_answers)
    lesson_id = request.args.get("lesson", type=int)
    asked = request.args.get("state", "")
    state = State(asked) if asked in set(State) - {State.DRAFT} else None
    pages = page_of(queries.answers_of_group(group.id, lesson_id, state))
    return page(
        "coursework/group.html",
        group=group,
        lessons=queries.lessons_answered(group.id),
        lesson_id=lesson_id,
        state=state,
        pages=pages,
        titles=queries.titles([answer.lesson_id for answer in pages.items]),
        states={state: FOR_TRAINERS[state] for state in State if state != State.DRAFT},
    )
