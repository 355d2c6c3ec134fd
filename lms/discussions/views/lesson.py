"""The conversations below a lesson, and how one begins another."""

from flask import abort, g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.courses import queries as courses
from lms.discussions import actions, queries
from lms.discussions.forms import ThreadForm
from lms.discussions.rules import NEW_FOR
from lms.discussions.views.blueprint import bp, full_until, with_talk
from lms.ways import Waits, way
from lms.web import go, me, page, page_of, say

DISCUSSION = "discussions/lesson.html"


def talk_below(lesson):
    """Where one talks about a lesson; asked once for a page."""
    kept = g.setdefault("talk_below_lessons", {})
    if lesson.id not in kept:
        kept[lesson.id] = queries.talk_below(lesson, me(), clock.now() - NEW_FOR)
    return kept[lesson.id]


def new_posts(lesson):
    number = talk_below(lesson).new
    words = ngettext("%(num)s new post", "%(num)s new posts", number)
    return Waits(number, words) if number else None


way(
    "lesson", _l("Talk about it"), "discussions.discussion", icon="talk", rank=30, waits=new_posts,
    of=lambda lesson: {"slug": talk_below(lesson).slug, "lesson_id": lesson.id},
    may=lambda _me, lesson: talk_below(lesson) is not None,
)  # fmt: skip


@bp.get("/programmes/<slug>/lessons/<int:lesson_id>/discussion")
def discussion(slug, lesson_id):
    programme, lesson = below(slug, lesson_id)
    return page(DISCUSSION, **on_screen(programme, lesson, ThreadForm(None)))


@bp.post("/programmes/<slug>/lessons/<int:lesson_id>/discussion")
def begin(slug, lesson_id):
    programme, lesson = below(slug, lesson_id)
    form = ThreadForm(full_until=full_until())
    if not form.validate():
        return page(DISCUSSION, "begin", status=422, **on_screen(programme, lesson, form))
    about = (programme, lesson, form.title.data, form.text.data)
    thread = actions.begin(*about, by=me(), now=clock.now())
    say(_("Your conversation is there. You are told when somebody answers."))
    return go(url_for(".thread", thread_id=thread.id))


def below(slug, lesson_id):
    """The programme and a lesson of it."""
    programme = with_talk(courses.programme(slug))
    lesson = courses.lesson(lesson_id) or abort(404)
    if all(part.course_id != lesson.module.course_id for part in programme.courses):
        abort(404)
    return programme, lesson


def on_screen(programme, lesson, form):
    pages = page_of(queries.threads(programme.id, lesson.id), 25)
    ids = [thread.id for thread in pages.items]
    return {
        "programme": programme,
        "lesson": lesson,
        "pages": pages,
        "counts": queries.counts(ids),
        "hidden": queries.hidden_titles(ids),
        "moderates": queries.moderates(me(), programme),
        "form": form,
    }
