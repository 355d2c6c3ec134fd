"""The page of a task: its words, one's own answer, and what others say to it."""

from typing import Any, NamedTuple

from flask import abort, current_app, url_for
from flask_babel import gettext as _
from htmx_flask import request
from werkzeug.exceptions import Forbidden, NotFound

from lms import clock
from lms.courses import queries as lessons
from lms.courses.models import Lesson
from lms.coursework import actions, queries, rules
from lms.coursework.forms import AnswerForm, stamp
from lms.coursework.models import State, TaskAnswer
from lms.coursework.views.blueprint import STATES, bp
from lms.coursework.views.words import words_of
from lms.files import said_of
from lms.i18n import speaking
from lms.web import done, go, me, page, permitted, say

TASK = "coursework/task.html"


class Here(NamedTuple):
    """A task of a lesson, and the answer of who asks."""

    lesson: Lesson
    found: queries.Found
    programmes: list  # in which they learn it; empty for who teaches it
    answer: TaskAnswer | None

    @property
    def task(self):
        return self.found.task

    @property
    def url(self) -> str:
        return url_for(".task", lesson_id=self.lesson.id, key=self.task["key"])


@bp.get("/lessons/<int:lesson_id>/tasks/<key>")
def task(lesson_id, key):
    """Where they cannot open it any more, what they wrote for it is there still."""
    try:
        here = loaded(lesson_id, key)
    except (Forbidden, NotFound):
        if own := queries.answer_of(me().id, lesson_id, key):
            return go(url_for(".answer", answer_id=own.id))
        raise
    if here.answer and not here.programmes and not me().is_staff:
        return go(url_for(".answer", answer_id=here.answer.id))
    form = AnswerForm(here.task, here.answer, None, obj=here.answer)
    return page(TASK, "saved", **on_screen(here, form))


@bp.post("/lessons/<int:lesson_id>/tasks/<key>")
def save(lesson_id, key):
    """Saves, by itself or by a button; takes the file out; hands in. What was typed is kept by
    each of them."""
    here = to_change(lesson_id, key)
    form, wanted, now = AnswerForm(here.task, here.answer), request.form.get("do"), clock.now()
    if not form.validate():
        return page(TASK, "saved", status=422, **on_screen(here, form))
    about = (me(), here.lesson, here.task, here.answer, form.text.data or "", form.upload)
    here = here._replace(answer=actions.save(*about, now=now))
    if wanted == "hand_in":
        actions.hand_in(here.answer, here.task, group_of(here), now=now)
        say(_("Handed in. You are told when somebody has read it."))
        return go(here.url)
    if wanted == "drop_file" and here.answer:
        actions.drop_file(here.answer, now=now)
    if not request.htmx:
        say(_("Saved. Until you hand it in, only you see it."))
    return done(here.url, f"{TASK}#saved", **on_screen(here, form))


@bp.post("/lessons/<int:lesson_id>/tasks/<key>/return")
def take_back(lesson_id, key):
    """Also where the lesson has no such task any more: the words are theirs."""
    answer = queries.answer_of(me().id, lesson_id, key, locked=True)
    if answer is None:
        to_change(lesson_id, key)
    actions.take_back(answer, now=clock.now())
    say(_("You have it back, and can change it."))
    return go(url_for(".task", lesson_id=lesson_id, key=key))


def to_change(lesson_id, key) -> Here:
    here = loaded(lesson_id, key, locked=True)
    return permitted(here, lambda _person, here: bool(here.programmes))


def loaded(lesson_id, key, *, locked=False) -> Here:
    """The task in the reader's language, or the next best that has it; and their answer, `locked`
    where they are to change it."""
    lesson = permitted(lessons.lesson(lesson_id), lessons.may_open_lesson)
    course = lesson.module.course
    offered = current_app.config["LANGUAGES"][0]
    order = [lang for lang in (speaking(), course.language, offered, "en") if lang]
    found = queries.find(lessons.texts(lesson.id), key, order) or abort(404)
    programmes = [one for one, _state in lessons.programmes_with(me().id, course.id)]
    answer = queries.answer_of(me().id, lesson.id, key, locked=locked)
    return Here(lesson, found, programmes, answer)


def group_of(here: Here):
    day = clock.today(current_app.config["TIMEZONE"])
    return lessons.group_for(me().id, here.programmes, day)


def on_screen(here: Here, form: AnswerForm) -> dict[str, Any]:
    group, answer = group_of(here), here.answer
    behind = form.is_behind if form.errors else False
    if not (behind and request.htmx):  # else it would be saved over what they have not seen
        form.seen.data = stamp(answer)
    return {
        "here": here,
        "lesson": here.lesson,
        "task": here.task,
        "text": here.found.text,
        "box": words_of(here.found, here.lesson),
        "answer": answer,
        "before": queries.texts_before(answer),
        "file": said_of(answer.file_id if answer else None),
        "state": answer.state if answer else State.DRAFT,
        "states": STATES,
        "learns": bool(here.programmes),
        "group": group,
        "peer": here.task["peer"] and group is not None and rules.goes_to_a_peer(group.programme),
        "may_change": rules.may_change(answer),
        "may_take_back": rules.may_take_back(answer),
        "form": form,
        "other": answer.text if answer and behind else None,
    }
