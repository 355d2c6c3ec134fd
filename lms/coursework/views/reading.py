"""Reading an answer, and saying something to it: its trainers, and the peer who was asked. Its
author reads it, too, also where the lesson has the task no more."""

from flask import abort, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import queries as lessons
from lms.coursework import actions, queries, rules
from lms.coursework.forms import FeedbackForm
from lms.coursework.models import State, TaskAnswer
from lms.coursework.views.blueprint import FOR_TRAINERS, STATES, bp
from lms.coursework.views.words import words_of
from lms.files import said_of
from lms.i18n import speaking
from lms.transfers import shown
from lms.web import go, me, page, permitted, say

ANSWER = "coursework/answer.html"


@bp.get("/tasks/answers/<int:answer_id>")
def answer(answer_id):
    answer = permitted(queries.answer(answer_id), may_read)
    return page(ANSWER, **on_screen(answer))


@bp.post("/tasks/answers/<int:answer_id>/feedback")
def respond(answer_id):
    answer = permitted(queries.answer(answer_id, locked=True), may_respond)
    decides = rules.trains(me(), answer)
    form = FeedbackForm(decides=decides)
    if not form.validate():
        return page(ANSWER, "say", status=422, **on_screen(answer, form))
    actions.respond(answer, form.text.data, form.decided, by=me(), now=clock.now())
    say(_("%(name)s is told.", name=answer.person.name))
    back = url_for(".group_answers", slug=answer.group.slug) if decides else url_for(".mine")
    return go(back)


@bp.get("/tasks/answers/<int:answer_id>/file")
def file(answer_id):
    """The file itself, as what it is: nothing in it can do anything here."""
    answer = permitted(queries.answer(answer_id), may_open_file)
    return shown(answer.file_id, answer.file_name)


def may_read(person, answer: TaskAnswer) -> bool:
    """Its author; its trainers; and the peer who was asked, as long as it is handed in."""
    return answer.person_id == person.id or may_respond(person, answer)


def may_respond(person, answer: TaskAnswer) -> bool:
    if answer.person_id == person.id:
        return False
    return rules.trains(person, answer) or reads_as_peer(person, answer)


def reads_as_peer(person, answer: TaskAnswer) -> bool:
    if not answer.peer or answer.state == State.DRAFT:
        return False
    return queries.reading(answer.id, person.id) is not None


def may_open_file(person, answer: TaskAnswer) -> bool:
    """Its author always, its readers while it is handed in."""
    if answer.file_id is None:
        abort(404)
    if answer.person_id == person.id:
        return True
    return answer.handed_in_at is not None and may_read(person, answer)


def on_screen(answer: TaskAnswer, form: FeedbackForm | None = None) -> dict:
    own = answer.person_id == me().id
    decides = not own and rules.trains(me(), answer)
    order = [speaking(), answer.lesson.source or "en"]
    found = queries.find(lessons.texts(answer.lesson_id), answer.task, order)
    titles = queries.titles([answer.lesson_id]).get((answer.lesson_id, answer.task), {})
    return {
        "answer": answer,
        "title": titles or answer.lesson.titles,
        "text": found.text if found else None,
        "box": words_of(found, answer.lesson) if found else None,
        "file": said_of(answer.file_id),
        "own": own,
        "opens": opens_lesson(answer),
        "may_take_back": own and rules.may_take_back(answer),
        "decides": decides,
        "said": [one for one in answer.feedback if own or decides or one.by_id == me().id],
        "before": queries.texts_before(answer) if own or decides else {},
        "shown": own or answer.handed_in_at is not None,
        "state": (STATES if own else FOR_TRAINERS)[answer.state],
        "form": form or FeedbackForm(None, decides=decides),
    }


def opens_lesson(answer: TaskAnswer) -> bool:
    """Whether who reads it can open its lesson."""
    lesson = answer.lesson
    return lesson.retired_at is None and lessons.may_open_lesson(me(), lesson)
