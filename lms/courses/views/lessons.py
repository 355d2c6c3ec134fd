"""A course, a lesson, and that it is done."""

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries
from lms.courses.models import State
from lms.courses.views.blueprint import bp
from lms.i18n import in_words, speaking
from lms.web import done, me, page, permitted, say

LESSON = "courses/lesson.html"


@bp.get("/programmes/<slug>/courses/<course_slug>")
def course(slug, course_slug):
    programme = queries.programme(slug) or abort(404)
    course = permitted(queries.course(programme, course_slug), queries.may_open_course)
    steps = queries.steps(me().id, course_id=course.id)
    enrolment = queries.enrolment(me().id, programme.id)
    return page(
        "courses/course.html",
        programme=programme,
        part=next(part for part in programme.courses if part.course_id == course.id),
        modules=queries.modules_of([course.id]).get(course.id, []),
        steps=steps,
        next=queries.next_of(steps),
        confirmed=queries.modules_confirmed([me().id], programme).get(me().id, set()),
        learns=enrolment is not None and enrolment.state in queries.LEARNING,
    )


@bp.get("/lessons/<int:lesson_id>")
def lesson(lesson_id):
    lesson = permitted(queries.lesson(lesson_id), queries.may_open_lesson)
    return page(LESSON, **on_screen(lesson))


@bp.post("/lessons/<int:lesson_id>/done")
def lesson_done(lesson_id):
    lesson = permitted(queries.lesson(lesson_id), queries.may_open_lesson)
    actions.mark_lesson_done(lesson, me(), by=me(), now=clock.now())
    return answer(lesson, _("Done: %(lesson)s.", lesson=in_words(lesson.titles)))


@bp.post("/lessons/<int:lesson_id>/undone")
def lesson_undone(lesson_id):
    lesson = permitted(queries.lesson(lesson_id), queries.may_open_lesson)
    actions.mark_lesson_undone(lesson, me(), by=me(), now=clock.now())
    return answer(lesson, _("Open again: %(lesson)s.", lesson=in_words(lesson.titles)))


def answer(lesson, words):
    say(words)
    then = url_for(".lesson", lesson_id=lesson.id, lang=request.args.get("lang"))
    return done(then, f"{LESSON}#foot", f"{LESSON}#progress", **on_screen(lesson))


def on_screen(lesson):
    """The lesson in the reader's language, where it stands in its module, and what comes next."""
    course, texts = lesson.module.course, queries.texts(lesson.id) or abort(404)
    programmes = queries.programmes_with(me().id, course.id)
    steps = queries.steps(me().id, course_id=course.id)
    place = next(n for n, step in enumerate(steps) if step.id == lesson.id)
    in_module = [step for step in steps if step.module_id == lesson.module_id]
    asked = request.args.get("lang", "")
    text = texts[language_for(texts, asked, course.language)]
    other = texts.get(beside(texts, text.language, course.language))
    return {
        "lesson": lesson,
        "course": course,
        "text": text,
        "other": other,
        "texts": texts,
        "asked": asked if asked in texts else "",
        "missing": speaking() not in texts and not asked,
        "steps": in_module,
        "number": in_module.index(steps[place]) + 1,
        "module_number": list(dict.fromkeys(s.module_id for s in steps)).index(lesson.module_id)
        + 1,
        "is_done": steps[place].done,
        "following": next(iter(steps[place + 1 :]), None),
        "programme": programmes[0][0] if programmes else None,
        "learns": any(state == State.ACTIVE for _programme, state in programmes),
    }


def language_for(texts, asked, host):
    """The one asked for; else the reader's; else the course's, the installation's, English, any."""
    order = (asked, speaking(), host, current_app.config["LANGUAGES"][0], "en", *texts)
    return next(language for language in order if language in texts)


def beside(texts, shown, host):
    """The language to offer beside the one shown: the course's own, or the reader's."""
    order = (host, speaking())
    return next((lang for lang in order if lang in texts and lang != shown), "")
