"""A course as its authors see it: modules and lessons, and their order."""

import re

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import lessons, structure
from lms.authoring.queries import Stage
from lms.authoring.views.blueprint import bp, who_reads
from lms.courses.queries import may_write
from lms.errors import Refused
from lms.i18n import in_words
from lms.web import done, me, page, page_of, permitted, say

OUTLINE = "authoring/outline.html"
MODULES = 20  # on a page
MOVE = re.compile(r"(lesson|module)-(\d{1,9})-(?:(up|down|last)|(before|into)-(\d{1,9}))")


@bp.get("/courses/<course_slug>/edit")
def outline(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    return page(OUTLINE, **on_screen(course))


@bp.post("/courses/<course_slug>/order")
def order(course_slug):
    """`move`: what goes where: "lesson-12-up", "lesson-12-before-15", "lesson-12-into-3",
    "module-3-down", "module-3-last"."""
    course = permitted(queries.course(course_slug), may_write)
    asked = MOVE.fullmatch(request.form.get("move", ""))
    if not asked:
        raise Refused(too_old())
    say((order_lesson if asked[1] == "lesson" else order_module)(course, asked))
    then = url_for(".outline", course_slug=course.slug, page=request.args.get("page"))
    return done(then, f"{OUTLINE}#outline", **on_screen(course))


def order_module(course, asked):
    """Puts a module where it is asked to be; says where it is now."""
    modules = queries.modules(course)
    rows = queries.rows(modules, me().id)
    shown = [one for one in modules if stage_of(one, rows[one.id]) != Stage.RETIRED]
    module = found(shown, asked[2])
    before = place(shown, module, asked)
    structure.move_module(module, before, by=me(), now=clock.now())
    return where([*shown], module, before, in_words(module.title))


def order_lesson(course, asked):
    """Puts a lesson where it is asked to be, in its module or another of the course."""
    modules = queries.modules(course)
    rows = queries.rows(modules, me().id)
    every = {row.lesson.id: row.lesson for of in rows.values() for row in of}
    lesson = found(every.values(), asked[2])
    target = found(every.values(), asked[5]) if asked[4] == "before" else None
    into = asked[5] if asked[4] == "into" else (target or lesson).module_id
    module = found(modules, into)
    shown = [row.lesson for row in rows[module.id] if row.stage != Stage.RETIRED]
    before = target or place(shown, lesson, asked)
    lessons.move_lesson(lesson, module, before, by=me(), now=clock.now())
    return where(shown, lesson, before, in_words(lesson.titles))


def found(rows, key):
    """The row of this id among those that may be moved."""
    row = next((one for one in rows if one.id == int(key)), None)
    if row is None:
        raise Refused(too_old())
    return row


def place(shown, row, asked):
    """Before which row it goes; none: to the end."""
    if asked[4] == "before":
        return found(shown, asked[5])
    if asked[3] not in ("up", "down"):
        return None
    at = shown.index(row) if row in shown else len(shown)
    at = max(at - 1, 0) if asked[3] == "up" else at + 2
    return next((other for other in shown[at:] if other is not row), None)


def where(shown, row, before, name):
    others = [other for other in shown if other is not row]
    number = others.index(before) + 1 if before in others else len(others) + 1
    return _("%(name)s is number %(number)s of %(all)s now.",
             name=name, number=number, all=len(others) + 1)  # fmt: skip


def too_old():
    return _("This page is older than the course. Look at the order now, and try again.")


def stage_of(module, rows):
    """Whether a module is offered, new (nothing of it is published yet), or retired."""
    if module.retired_at is None:
        return Stage.OFFERED
    return Stage.NEW if all(row.stage == Stage.NEW for row in rows) else Stage.RETIRED


def on_screen(course):
    modules = queries.modules(course)
    pages = page_of(modules, MODULES)
    rows = queries.rows(pages.items, me().id)
    return {
        "course": course,
        "pages": pages,
        "rows": rows,
        "quizzes": queries.quizzes(pages.items),
        "stages": {one.id: stage_of(one, rows[one.id]) for one in pages.items},
        "Stage": Stage,
        **who_reads(course),
    }
