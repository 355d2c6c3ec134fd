"""What was begun by mistake is removed: a lesson, a module, a course on which nothing hangs."""

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import removing
from lms.authoring.views.blueprint import bp, may_write_lesson, may_write_module
from lms.courses.queries import may_write
from lms.i18n import in_words
from lms.web import go, me, permitted, say


def removable(row):
    """Whether who asks may remove it for good; asked by pages that offer it."""
    return queries.is_removable(row, me().id)


bp.add_app_template_global(removable)


@bp.post("/lessons/<int:lesson_id>/removal")
def remove_lesson(lesson_id):
    lesson = permitted(queries.lesson(lesson_id), may_write_lesson)
    name, slug = in_words(lesson.titles), lesson.module.course.slug
    removing.remove_lesson(lesson, by=me(), now=clock.now())
    say(_("Removed: %(name)s.", name=name))
    return go(url_for(".outline", course_slug=slug))


@bp.post("/modules/<int:module_id>/removal")
def remove_module(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    name, slug = in_words(module.title), module.course.slug
    removing.remove_module(module, by=me(), now=clock.now())
    say(_("Removed: %(name)s.", name=name))
    return go(url_for(".outline", course_slug=slug))


@bp.post("/courses/<course_slug>/removal")
def remove_course(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    name = in_words(course.title)
    removing.remove_course(course, by=me(), now=clock.now())
    say(_("Removed: %(name)s.", name=name))
    return go(url_for(".courses"))
