"""Erasing somebody: first a page that says what goes, what stays and until when; and the list of
those who were erased."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.attestations.queries.attestations import all_of
from lms.attestations.queries.templates import signs
from lms.courses.rules import coordinates_programme
from lms.people import queries as people
from lms.people.models import Person
from lms.people.rules import is_administrator, is_coordinator
from lms.privacy import actions, queries, rules
from lms.privacy.forms import EraseForm
from lms.privacy.views.blueprint import bp
from lms.ways import way
from lms.web import go, me, only, page, page_of, permitted, say

ERASE = "privacy/erase.html"


def of_person(person):
    return {"code": person.code}


def nothing(_thing):
    return {}


way("person", _l("Erase this person"), "privacy.erasing", icon="bin", of=of_person,
    may=rules.may_erase, rank=90)  # fmt: skip
way("people", _l("People who were erased"), "privacy.erasures", icon="bin", of=nothing,
    may=lambda person, _thing: is_coordinator(person), rank=90)  # fmt: skip


@bp.get("/people/<code>/erase")
def erasing(code):
    person = permitted(people.person(code), rules.may_erase)
    return shown(person, EraseForm())


@bp.post("/people/<code>/erase")
def erase(code):
    person = permitted(people.person(code), rules.may_erase)
    form = EraseForm()
    if not form.validate():
        return shown(person, form, 422)
    made = actions.erase(person, form.reason.data, by=me(), now=clock.now())
    code = made.person.code
    say(_("Erased. Nothing here names this person any more; what is kept says %(code)s.", code=code)
        if made.deleted_at is None else _("Erased. Nothing is kept of this person."))  # fmt: skip
    return go(url_for(".erasures"))


def shown(person: Person, form: EraseForm, status: int = 200):
    programmes = queries.programmes(person.id)
    until = queries.kept_until(programmes)
    return page(
        ERASE,
        status=status,
        person=person,
        form=form,
        programmes=[(one, queries.kept_until([one])) for one in programmes],
        may_say={one.id for one in programmes if coordinates_programme(me(), one)},
        until=until,
        nothing=date.min,
        attestations=all_of(person.id),
        signs=signs(person, now=clock.now()),
    )


@bp.get("/erasures")
def erasures():
    only(is_coordinator)
    found = page_of(queries.erasures(me(), is_administrator(me())))
    return page("privacy/erasures.html", pages=found)
