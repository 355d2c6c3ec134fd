"""Modules of a group's people: what is done, and what its trainer confirms."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.views.blueprint import bp
from lms.web import done, me, page, page_of, permitted, say

MODULES, MODULE = "courses/group_modules.html", "courses/group_module.html"


@bp.get("/groups/<slug>/modules")
def group_modules(slug):
    group = permitted(queries.group(slug), rules.may_see_group)
    programme = queries.programme(group.programme.slug) or abort(404)
    pages = page_of(queries.members(group.id, clock.today(group.zone)), 100)
    ids = [person.id for person in pages.items]
    return page(
        MODULES,
        group=group,
        programme=programme,
        modules=queries.modules_of([part.course_id for part in programme.courses]),
        plan=queries.plan(programme),
        pages=pages,
        lessons=queries.lessons_done(ids, programme),
        confirmed=queries.modules_confirmed(ids, programme),
        coordinates=rules.coordinates_group(me(), group),
    )


@bp.get("/groups/<slug>/modules/<int:module_id>")
def group_module(slug, module_id):
    group = permitted(queries.group(slug), rules.may_see_group)
    return page(MODULE, **on_screen(group, module_id))


@bp.post("/groups/<slug>/modules/<int:module_id>")
def confirm(slug, module_id):
    group = permitted(queries.group(slug), rules.teaches)
    context = on_screen(group, module_id)
    module, ticked = context["module"], set(request.form.getlist("person", type=int))
    shown = set(request.form.getlist("shown", type=int))
    on_form = [person for person in context["pages"].items if person.id in shown]
    yes = [person for person in on_form if person.id in ticked]
    no = [person for person in on_form if person.id not in ticked]
    given = actions.confirm_module(group, module, yes, by=me(), now=clock.now())
    taken = actions.unconfirm_module(group, module, no, by=me(), now=clock.now())
    changed = given or taken
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    then = url_for(".group_module", slug=slug, module_id=module_id)
    return done(then, f"{MODULE}#confirmed", **on_screen(group, module_id))


def on_screen(group, module_id):
    """The people of a group in one module: lessons done, and whether a trainer confirmed it."""
    programme = group.programme
    wanted = queries.plan(programme).get(module_id) or abort(404)
    pages = page_of(queries.members(group.id, clock.today(group.zone)), 100)
    ids = [person.id for person in pages.items]
    lessons = queries.lessons_done(ids, programme)
    confirmed = queries.modules_confirmed(ids, programme)
    return {
        "group": group,
        "module": queries.module(module_id),
        "wanted": wanted,
        "pages": pages,
        "may_confirm": rules.teaches(me(), group),
        "lessons": {who: done.get(module_id, 0) for who, done in lessons.items()},
        "confirmed": {who for who, modules in confirmed.items() if module_id in modules},
    }
