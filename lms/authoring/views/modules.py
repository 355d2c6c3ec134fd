"""A module: begun, changed, retired, brought back."""

from flask import current_app, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import structure
from lms.authoring.forms.structure import ModuleForm, percent
from lms.authoring.forms.texts import with_languages
from lms.authoring.views.blueprint import bp, may_write_module
from lms.courses.queries import may_write
from lms.i18n import in_words
from lms.web import go, me, page, permitted, say

FORM = "authoring/module_form.html"


@bp.get("/courses/<course_slug>/modules/new")
def new_module(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    return page(FORM, course=course, module=None, form=module_form(course))


@bp.post("/courses/<course_slug>/modules/new")
def create_module(course_slug):
    course = permitted(queries.course(course_slug), may_write)
    form = module_form(course)
    if not form.validate():
        return page(FORM, status=422, course=course, module=None, form=form)
    module = structure.create_module(course, form.values(), by=me(), now=clock.now())
    say(_("%(module)s is begun. Now give it lessons.", module=in_words(module.title)))
    return go(outline_of(module))


@bp.get("/modules/<int:module_id>/edit")
def edit_module(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    return page(FORM, course=module.course, module=module, form=module_form(module.course, module))


@bp.post("/modules/<int:module_id>/edit")
def save_module(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    form = module_form(module.course, module)
    if not form.validate():
        return page(FORM, status=422, course=module.course, module=module, form=form)
    changed = structure.change_module(module, form.values(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(outline_of(module))


@bp.post("/modules/<int:module_id>/retire")
def retire_module(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    structure.retire_module(module, by=me(), now=clock.now())
    say(_("Retired: %(name)s. What people have done with it stays.", name=in_words(module.title)))
    return go(outline_of(module))


@bp.post("/modules/<int:module_id>/bring-back")
def bring_back_module(module_id):
    module = permitted(queries.module(module_id), may_write_module)
    structure.bring_back_module(module, by=me(), now=clock.now())
    say(_("Here again: %(name)s.", name=in_words(module.title)))
    return go(outline_of(module))


def outline_of(module):
    return url_for(".outline", course_slug=module.course.slug, _anchor=f"module_{module.id}")


def module_form(course, module=None):
    """The form with a field for each language of the course, of the module, of the installation."""
    there = [course.language, *course.title, *(module.title if module else ())]
    codes = dict.fromkeys([*filter(None, there), *current_app.config["LANGUAGES"]])
    form = with_languages(ModuleForm, codes, module)
    if module is None:
        return form()
    filled = form(obj=module)
    if not filled.is_submitted():
        filled.dwell.data = percent(module.dwell)
    return filled
