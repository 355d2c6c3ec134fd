"""The list of people, a person's page, and their record."""

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.people import actions, codes, queries, rules
from lms.people.forms import PersonForm
from lms.people.history import in_plain_words
from lms.people.views.blueprint import bp
from lms.people.words import GENDERS, ROLES, spoken
from lms.web import go, me, only, page, page_of, permitted, say

RECORD = "people/record.html"


@bp.get("/people")
def people():
    only(rules.is_coordinator)
    words, role = request.args.get("q", "")[:100], request.args.get("role", "")
    found = page_of(queries.everyone(me(), words, role))
    return page(
        "people/people.html",
        people=found,
        words=words,
        role=role,
        roles=ROLES,
        may_add=rules.may_add(me()),
    )


@bp.get("/people/<code>")
def person(code):
    found = queries.person(code)
    if found and found.erased_at and rules.coordinates(me(), found.organisation_id):
        return page("people/erased.html", status=410, person=found)
    person = permitted(found, rules.may_see)
    changes = queries.changes("person", person.code)
    names = {organisation.id: organisation.name for organisation in queries.organisations()}
    return page(
        "people/person.html",
        person=person,
        may_manage=rules.may_manage(me(), person),
        may_give_card=rules.may_give_card(me(), person),
        role=ROLES[person.role],
        gender=GENDERS[person.gender or ""],
        language=spoken(person.language) if person.language else "",
        history=[in_plain_words(change, names) for change in changes],
    )


@bp.get("/new-person")
def new():
    only(rules.may_add)
    home = request.args.get("organisation", "")
    form = PersonForm(me(), home=home, code=codes.new_person_code())
    return page(RECORD, form=form, person=None)


@bp.post("/people")
def create():
    only(rules.may_add)
    form = PersonForm(me())
    if not form.validate():
        return page(RECORD, status=422, form=form, person=None)
    person = actions.create(form.values(), by=me(), now=clock.now())
    say(_("%(name)s is in the list now.", name=person.name))
    return go(url_for(".person", code=person.code))


@bp.get("/people/<code>/edit")
def edit(code):
    person = permitted(queries.person(code), rules.may_manage)
    return page(RECORD, form=PersonForm(me(), person), person=person)


@bp.post("/people/<code>")
def save(code):
    person = permitted(queries.person(code), rules.may_manage)
    form = PersonForm(me(), person)
    if not form.validate():
        return page(RECORD, status=422, form=form, person=person)
    changed = actions.change(person, form.values(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".person", code=person.code))
