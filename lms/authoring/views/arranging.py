"""A lesson in its course: begun, moved, copied, retired, brought back."""

from flask import current_app, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries, rules
from lms.authoring.actions import lessons
from lms.authoring.forms.structure import LessonBeginForm, WhereForm
from lms.authoring.views.blueprint import bp, lesson_of, may_write_module, named
from lms.i18n import in_words
from lms.web import go, me, page, permitted, say

BEGIN, ARRANGE = "authoring/lesson_begin.html", "authoring/arrange.html"


@bp.get("/modules/<int:module_id>/lessons/new")
def new_lesson(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    return page(BEGIN, module=module, form=begin_form(module))


@bp.post("/modules/<int:module_id>/lessons/new")
def create_lesson(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    form = begin_form(module)
    if not form.validate():
        return page(BEGIN, status=422, module=module, form=form)
    about = form.language.data, form.title.data, form.minutes.data
    lesson = lessons.create_lesson(module, *about, by=me(), now=clock.now())
    return go(url_for(".edit_lesson", lesson_id=lesson.id, language=form.language.data))


@bp.get("/lessons/<int:lesson_id>/arrange")
def arrange(lesson_id):
    lesson = lesson_of(lesson_id)
    return page(ARRANGE, **on_screen(lesson))


@bp.post("/lessons/<int:lesson_id>/move")
def move_lesson(lesson_id):
    lesson = lesson_of(lesson_id)
    context = on_screen(lesson)
    if not context["move"].validate():
        return page(ARRANGE, status=422, **context)
    module = context["move"].chosen
    lessons.move_lesson(lesson, module, None, by=me(), now=clock.now())
    say(_("It is the last lesson of %(module)s now.", module=in_words(module.title)))
    return go(outline_of(lesson))


@bp.post("/lessons/<int:lesson_id>/copy")
def copy_lesson(lesson_id):
    lesson = lesson_of(lesson_id)
    context = on_screen(lesson)
    if not context["copy"].validate():
        return page(ARRANGE, status=422, **context)
    copy = lessons.copy_lesson(lesson, context["copy"].chosen, by=me(), now=clock.now())
    say(_("Copied as drafts of yours. Nobody else sees the copy before you publish it."))
    language = copy.source or next(iter(copy.titles))
    return go(url_for(".edit_lesson", lesson_id=copy.id, language=language, _anchor="editor_title"))


@bp.post("/lessons/<int:lesson_id>/retire")
def retire_lesson(lesson_id):
    lesson = lesson_of(lesson_id)
    lessons.retire_lesson(lesson, by=me(), now=clock.now())
    say(_("Retired: %(name)s. What people have done with it stays.", name=in_words(lesson.titles)))
    return go(outline_of(lesson))


@bp.post("/lessons/<int:lesson_id>/bring-back")
def bring_back_lesson(lesson_id):
    lesson = lesson_of(lesson_id)
    lessons.bring_back_lesson(lesson, by=me(), now=clock.now())
    say(_("Here again: %(name)s.", name=in_words(lesson.titles)))
    return go(outline_of(lesson))


def outline_of(lesson):
    course = lesson.module.course
    return url_for(".outline", course_slug=course.slug, _anchor=f"lesson_{lesson.id}")


def on_screen(lesson):
    modules = queries.modules(lesson.module.course)
    here = lesson.module_id
    return {
        "lesson": lesson,
        "course": lesson.module.course,
        "modules": {module.id: module for module in modules},
        "move": WhereForm([one for one in modules if one.id != here]),
        "copy": WhereForm(modules, data={"module": here}),
    }


def begin_form(module):
    offered, own = current_app.config["LANGUAGES"], module.course.language
    return LessonBeginForm(named(rules.languages_to_choose([own, *module.course.title, *offered])))
