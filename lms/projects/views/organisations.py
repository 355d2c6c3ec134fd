"""The list of organisations, a new one, and what one is: who coordinates it."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.people.models import Organisation, Person
from lms.people.rules import coordinates, is_administrator, is_coordinator
from lms.projects.actions import organisations as actions
from lms.projects.forms.organisations import NewOrganisationForm, OrganisationForm
from lms.projects.queries import organisations as queries
from lms.projects.views.blueprint import bp, country
from lms.projects.words import ORGANISATION_KINDS
from lms.tables.shown import Column, Table
from lms.transfers import table_file
from lms.ways import way
from lms.web import go, me, only, page, page_of, permitted, say

NEW, HOME = "projects/new_organisation.html", "projects/organisation.html"

way(
    "people", _l("Organisations"), "projects.organisations", icon="school", rank=10,
    of=lambda _thing: {}, may=lambda person, _thing: is_coordinator(person),
)  # fmt: skip
way(
    "record", _l("New organisation"), "projects.new_organisation", icon="plus",
    of=lambda _thing: {"then": "person"}, may=lambda person, _thing: is_administrator(person),
)  # fmt: skip


@bp.get("/organisations")
def organisations():
    only(is_coordinator)
    words = words_asked()
    pages = page_of(queries.found(me(), words))
    return page(
        "projects/organisations.html",
        pages=pages._replace(items=queries.listed(me(), pages.items)),
        words=words,
        kinds=ORGANISATION_KINDS,
        opens=lambda one: coordinates(me(), one.id),
        all_of_it=is_administrator(me()),
    )


def words_asked() -> str:
    return request.args.get("q", "")[:100]


@bp.get("/organisations.<any(csv, xlsx, pdf):kind>")
def organisations_file(kind):
    only(is_coordinator)
    words = words_asked()
    rows = queries.listed(me(), queries.found(me(), words))
    all_of_it = is_administrator(me())
    columns = (
        Column("name", _("Name")),
        Column("country", _("Country"), show=country),
        Column("kind", _("Kind"), show=lambda code: str(ORGANISATION_KINDS.get(code, code))),
    )
    more = (
        Column("organisation", _("Short name"), "code"),
        Column("people", _("People"), "number"),
        Column("groups", _("Groups"), "number"),
    )
    table = Table(
        title=_("Organisations"),
        columns=(*columns, *more) if all_of_it else columns,
        rows=[as_row(one, all_of_it) for one in rows],
        about=[(_("Name"), words)] if words else (),
    )
    return table_file(table, "organisations", kind)


def as_row(one: queries.Listed, all_of_it: bool) -> tuple:
    home = one.organisation
    told = (home.name, home.country, home.kind)
    return (*told, home.slug, one.people, one.groups) if all_of_it else told


@bp.get("/new-organisation")
def new_organisation():
    only(is_administrator)
    form = NewOrganisationForm(name=request.args.get("name", "")[:200])
    return page(NEW, form=form, then=then())


@bp.post("/organisations")
def create_organisation():
    only(is_administrator)
    form = NewOrganisationForm()
    if not form.validate():
        return page(NEW, status=422, form=form, then=then(), there=where_is(form.there))
    slug = form.slug.data
    made = actions.make_organisation(slug, form.values, by=me(), now=clock.now())
    say(_("%(name)s is in the list now.", name=made.name))
    if then():
        return go(url_for("people.new", organisation=slug))
    return go(url_for(".edit_organisation", slug=slug))


def where_is(there: Organisation | None) -> str | None:
    """Where the organisation opens that has a name already: its page for who may change it, else
    its row in the list; none for who sees neither."""
    if there is None:
        return None
    if may_change(me(), there):
        return url_for(".edit_organisation", slug=there.slug)
    is_seen = there.id in queries.found(me(), there.name)
    return url_for(".organisations", q=there.name) if is_seen else None


def then() -> str | None:
    """Where somebody wants to go on with the new one: to a person there."""
    return "person" if request.args.get("then") == "person" else None


def may_change(person: Person, home: Organisation) -> bool:
    return coordinates(person, home.id)


@bp.get("/organisations/<slug>/edit")
def edit_organisation(slug):
    home = permitted(queries.organisation(slug), may_change)
    return page(HOME, home=home, form=OrganisationForm(home), adds=is_administrator(me()))


@bp.post("/organisations/<slug>/edit")
def save_organisation(slug):
    home = permitted(queries.organisation(slug), may_change)
    form = OrganisationForm(home)
    if not form.validate():
        adds, there = is_administrator(me()), where_is(form.there)
        return page(HOME, "edited", status=422, home=home, form=form, adds=adds, there=there)
    changed = actions.change_organisation(home, form.values, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".edit_organisation", slug=slug))
