"""A course, a lesson, and that it is done."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.views.blueprint import bp
from lms.courses.views.lesson_page import LESSON, on_screen, opened, shown
from lms.courses.views.words import policy_titles
from lms.i18n import speaking
from lms.phones import for_phones
from lms.web import HEADERS, Page, done, me, page, page_of, permitted, say

MODULES = 12  # of a course, on one page


@bp.get("/programmes/<slug>/courses/<course_slug>")
def course(slug, course_slug):
    programme = queries.programme(slug) or abort(404)
    course = permitted(queries.course(programme, course_slug), queries.may_open_course)
    steps = queries.steps(me().id, course_id=course.id, language=speaking())
    enrolment = queries.enrolment(me().id, programme.id)
    following = queries.next_of(steps)
    modules = queries.modules_of([course.id]).get(course.id, [])
    pages = pages_of(modules, following)
    return page(
        "courses/course.html",
        programme=programme,
        part=next(part for part in programme.courses if part.course_id == course.id),
        pages=pages,
        before=(pages.number - 1) * MODULES,
        steps=steps,
        next=following,
        confirmed=queries.modules_confirmed([me().id], programme).get(me().id, set()),
        learns=enrolment is not None and enrolment.state in queries.LEARNING,
        words=queries.how_many_terms(course.id),
        required=programme.policy.needed_modules,
        asked=rules.asked_in_course(programme, course, policy_titles(programme)),
    )


def pages_of(modules, following):
    """The modules page by page; without one in the address, that of the lesson that is next."""
    if "page" in request.args or following is None:
        return page_of(modules, MODULES)
    place = next(n for n, module in enumerate(modules) if module.id == following.module_id)
    number, last = place // MODULES + 1, max(1, -(-len(modules) // MODULES))
    shown = modules[(number - 1) * MODULES : number * MODULES]
    return Page(shown, number, last, len(modules))


@bp.get("/lessons/<int:lesson_id>")
@for_phones
def lesson(lesson_id):
    context = on_screen(opened(lesson_id))
    response = page(LESSON, **context)
    policy = HEADERS["Content-Security-Policy"] + context["dress"].frames
    response.headers["Content-Security-Policy"] = policy
    return response


@bp.post("/lessons/<int:lesson_id>/done")
def lesson_done(lesson_id):
    found = opened(lesson_id)
    actions.mark_lesson_done(found.lesson, me(), by=me(), now=clock.now())
    return answer(found, _("Done: %(lesson)s.", lesson=title_of(found)))


@bp.post("/lessons/<int:lesson_id>/undone")
def lesson_undone(lesson_id):
    found = opened(lesson_id)
    actions.mark_lesson_undone(found.lesson, me(), by=me(), now=clock.now())
    return answer(found, _("Open again: %(lesson)s.", lesson=title_of(found)))


def title_of(found):
    """As the page says it that was open."""
    return found.texts[shown(found).shown].title


def answer(found, words):
    say(words)
    then = url_for(".lesson", lesson_id=found.lesson.id, lang=request.args.get("lang"))
    return done(then, f"{LESSON}#foot", f"{LESSON}#progress", **on_screen(found))
