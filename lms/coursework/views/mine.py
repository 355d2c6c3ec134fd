"""One's own tasks: those of a lesson, all that one wrote, and what one is asked to read."""

from flask import g
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.courses import queries as lessons
from lms.courses.dress import AtTask, at_tasks
from lms.coursework import queries, rules
from lms.coursework.models import State
from lms.coursework.views.blueprint import STATES, bp
from lms.ways import Waits, way
from lms.web import me, page, page_of, permitted

OPEN = (None, State.DRAFT, State.AGAIN)


def of_lesson(lesson):
    """The tasks of a lesson and where one is with them; asked once for a page."""
    kept = g.setdefault("tasks_of_lessons", {})
    if lesson.id not in kept:
        kept[lesson.id] = queries.standings(lesson, me().id)
    return kept[lesson.id]


def still_open(lesson):
    """How many tasks of a lesson its reader has still to hand in."""
    number = sum(one.state in OPEN for one in of_lesson(lesson))
    if not number or me().is_staff:
        return None
    return Waits(number, ngettext("%(num)s task to hand in", "%(num)s tasks to hand in", number))


def at_the_boxes(lesson):
    """What the boxes of a lesson's tasks say to who learns there; the same query as the way's."""
    if me().is_staff:
        return {}
    not_begun = (_l("not begun"), "pen", "")
    looks = {one.key: (one.state, STATES.get(one.state, not_begun)) for one in of_lesson(lesson)}
    return {key: AtTask(*look, asks=state in OPEN) for key, (state, look) in looks.items()}


at_tasks(at_the_boxes)
way(
    "lesson", _l("Tasks"), "coursework.tasks", icon="pen", rank=20, waits=still_open,
    of=lambda lesson: {"lesson_id": lesson.id}, may=lambda _me, lesson: bool(of_lesson(lesson)),
)  # fmt: skip
way(
    "programme", _l("My tasks"), "coursework.mine", icon="pen", of=lambda _programme: {},
    may=rules.has_tasks_of_one_s_own,
)  # fmt: skip


@bp.get("/lessons/<int:lesson_id>/tasks")
def tasks(lesson_id):
    lesson = permitted(lessons.lesson(lesson_id), lessons.may_open_lesson)
    return page("coursework/tasks.html", lesson=lesson, tasks=of_lesson(lesson), states=STATES)


@bp.get("/tasks")
def mine():
    pages = page_of(queries.mine(me().id), 25)
    to_read = page_of(queries.open_readings(me().id), 25)
    shown = [answer.lesson_id for answer in pages.items]
    shown += [reading.answer.lesson_id for reading in to_read.items]
    return page(
        "coursework/mine.html",
        pages=pages,
        to_read=to_read,
        titles=queries.titles(shown),
        states=STATES,
    )
