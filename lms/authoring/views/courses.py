"""The courses that somebody may write, and what each says of itself."""

from flask import current_app, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries, rules
from lms.authoring.actions import structure
from lms.authoring.forms.structure import CourseForm
from lms.authoring.forms.texts import with_languages
from lms.authoring.views.blueprint import bp, named
from lms.courses.queries import courses_to_write, may_write
from lms.i18n import in_words
from lms.people.rules import is_staff
from lms.web import go, me, only, page, page_of, permitted, say

FORM = "authoring/course_form.html"


@bp.get("/courses")
def courses():
    only(is_staff)
    pages = page_of(courses_to_write(me()))
    states = queries.states([course.id for course in pages.items])
    return page("authoring/courses.html", pages=pages, states=states)


@bp.get("/courses/new")
def new_course():
    only(is_staff)
    return page(FORM, course=None, form=course_form())


@bp.post("/courses/new")
def create_course():
    only(is_staff)
    form = course_form()
    if not form.validate():
        return page(FORM, status=422, course=None, form=form)
    course = structure.create_course(form.values(), by=me(), now=clock.now())
    say(_("%(course)s is begun. Now give it modules.", course=in_words(course.title)))
    return go(url_for(".outline", course_slug=course.slug))


@bp.get("/courses/<course_slug>/about")
def about_course(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    return page(FORM, course=course, form=course_form(course))


@bp.post("/courses/<course_slug>/about")
def save_course(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    form = course_form(course)
    if not form.validate():
        return page(FORM, status=422, course=course, form=form)
    changed = structure.change_course(course, form.values(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".outline", course_slug=course.slug))


@bp.post("/courses/<course_slug>/retire")
def retire_course(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    structure.retire_course(course, by=me(), now=clock.now())
    say(_("Retired: %(name)s. What people have done with it stays.", name=in_words(course.title)))
    return go(url_for(".courses"))


@bp.post("/courses/<course_slug>/bring-back")
def bring_back_course(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    structure.bring_back_course(course, by=me(), now=clock.now())
    say(_("Here again: %(name)s.", name=in_words(course.title)))
    return go(url_for(".outline", course_slug=course.slug))


def course_form(course=None):
    """The form with a field for each language of the installation and of the course."""
    offered = current_app.config["LANGUAGES"]
    there = [course.language, *course.title] if course else [offered[0]]
    choices = named(rules.languages_to_choose([*offered, *there]))
    form = with_languages(CourseForm, dict.fromkeys([*filter(None, there), *offered]), course)
    return form(choices, obj=course) if course else form(choices)
