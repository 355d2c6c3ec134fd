"""Groups: the list, a new one, its record."""

from flask import current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.forms import GroupForm
from lms.courses.views.blueprint import bp
from lms.i18n import in_words
from lms.people import rules as people_rules
from lms.web import go, me, only, page, page_of, permitted, say

FORM = "courses/group_form.html"


@bp.get("/groups")
def groups():
    only(people_rules.is_staff)
    pages = page_of(queries.groups_of(me()))
    today = clock.today(current_app.config["TIMEZONE"])
    ids = [group.id for group in pages.items]
    return page(
        "courses/groups.html",
        pages=pages,
        people=queries.people_in(ids, today),
        coordinates={g.id for g in pages.items if rules.coordinates_group(me(), g)},
        may_add=rules.may_coordinate(me()),
        today=today,
    )


@bp.get("/groups/new")
def new_group():
    only(rules.may_coordinate)
    form = form_for_new()
    return page(FORM, group=None, form=form)


@bp.post("/groups")
def create_group():
    only(rules.may_coordinate)
    form = form_for_new()
    if not form.programmes or not form.validate():
        return page(FORM, status=422, group=None, form=form)
    programme = next(p for p in form.programmes if p.id == form.programme.data)
    group = actions.create_group(programme, form.values(), by=me(), now=clock.now())
    say(_("The group %(group)s is there now. Put people into it.", group=group.title))
    return go(url_for(".group_people", slug=group.slug))


@bp.get("/groups/<slug>/edit")
def edit_group(slug):
    group = permitted(queries.group(slug), rules.coordinates_group)
    return page(FORM, group=group, form=form_for(group))


@bp.post("/groups/<slug>/edit")
def save_group(slug):
    group = permitted(queries.group(slug), rules.coordinates_group)
    form = form_for(group)
    if not form.validate():
        return page(FORM, status=422, group=group, form=form)
    changed = actions.change_group(group, form.values(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".group_people", slug=group.slug))


def form_for_new():
    """A form for a group of one of the programmes that the person coordinates."""
    programmes = queries.programmes_of(me())
    staff = queries.possible_trainers([p.organisation_id for p in programmes])
    chosen = next((p.id for p in programmes if p.slug == request.args.get("programme")), None)
    names = [(programme.id, in_words(programme.title)) for programme in programmes]
    form = GroupForm(names, staff, programme=chosen, zone=current_app.config["TIMEZONE"])
    form.programmes = programmes
    return form


def form_for(group):
    also = [person.id for person in group.trainers]
    staff = queries.possible_trainers([group.organisation_id], also)
    values = {key: getattr(group, key) for key in ("title", "starts_on", "ends_on", "capacity")}
    return GroupForm((), staff, zone=group.zone, trainers=also, **values)
