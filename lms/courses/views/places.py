"""The people of a group: who is in it, who comes in, who changes the group, who leaves."""

from datetime import date

from flask import abort, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.forms import EndForm, MoveForm, PlaceForm
from lms.courses.models import Enrolment, Group, Membership, State
from lms.courses.views.blueprint import bp
from lms.i18n import day as in_full
from lms.people.queries import by_code, changes
from lms.people.rules import may_give_card, may_manage
from lms.web import done, go, load, me, page, page_of, permitted, say

PEOPLE = "courses/group_people.html"
PLACE = "courses/membership.html"


@bp.get("/groups/<slug>/people")
def group_people(slug):
    group = permitted(queries.group(slug), rules.may_see_group)
    return page(PEOPLE, **people_on_screen(group))


@bp.post("/groups/<slug>/people")
def enrol_person(slug):
    group = permitted(queries.group(slug), rules.coordinates_group)
    form = PlaceForm()
    if not form.validate():
        return page(PEOPLE, "found", status=422, **people_on_screen(group, form))
    person = by_code([form.person.data]).get(form.person.data) or abort(404)
    permitted(person, may_manage)
    actions.enrol(group, person, form.from_day.data, by=me(), now=clock.now())
    say(_("%(name)s is in %(group)s now.", name=person.name, group=group.title))
    then = url_for(".group_people", slug=slug)
    return done(then, f"{PEOPLE}#found", f"{PEOPLE}#members", **people_on_screen(group))


@bp.get("/memberships/<int:membership_id>")
def membership(membership_id):
    return page(PLACE, **place_on_screen(load_place(membership_id)))


@bp.post("/memberships/<int:membership_id>/move")
def move(membership_id):
    membership = load_place(membership_id)
    context = place_on_screen(membership)
    form = context["move_form"] = MoveForm(context["others"], prefix="move-")
    if not form.validate():
        return page(PLACE, status=422, **context)
    old, new = membership.group, form.chosen
    actions.move(membership, new, form.on.data, by=me(), now=clock.now())
    say(
        _(
            "%(name)s is in %(group)s from %(day)s on. All hours are kept.",
            name=membership.person.name,
            group=new.title,
            day=in_full(form.on.data),
        )
    )
    return go(url_for(".group_people", slug=old.slug))


@bp.post("/memberships/<int:membership_id>/end")
def end_membership(membership_id):
    membership = load_place(membership_id)
    form = EndForm(prefix="end-")
    if not form.validate():
        context = place_on_screen(membership) | {"end_form": form}
        return page(PLACE, status=422, **context)
    state = State(form.state.data)
    actions.end(membership, form.last_day.data, state, by=me(), now=clock.now())
    day = in_full(form.last_day.data)
    say(_("The last day of %(name)s is %(day)s.", name=membership.person.name, day=day))
    return go(url_for(".group_people", slug=membership.group.slug))


def load_place(membership_id):
    """The membership, its person, its group and programme; for who coordinates the group."""
    group = joinedload(Membership.group)
    return load(
        Membership,
        membership_id,
        lambda person, membership: rules.coordinates_group(person, membership.group),
        joinedload(Membership.person),
        joinedload(Membership.enrolment).joinedload(Enrolment.programme),
        group.joinedload(Group.programme),
    )


def day_asked_for(group):
    """The day in the address (`on`), or today where the group is."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return clock.today(group.zone)


def people_on_screen(group, form=None):
    """Who is in the group on the day asked for; and who is found by the words that were typed."""
    day, words = day_asked_for(group), request.args.get("q", "").strip()[:100]
    context = {
        "group": group,
        "day": day,
        "today": clock.today(group.zone),
        "words": words,
        "pages": page_of(queries.memberships(group.id, day), 100),
        "free": queries.free_places(group, clock.today(group.zone), now=clock.now()),
        "coordinates": rules.coordinates_group(me(), group),
        "gives_card": lambda person: may_give_card(me(), person),
        "form": form or PlaceForm(None, from_day=day),
        "found": [],
    }
    if words and context["coordinates"]:
        context["found"] = queries.found(me(), group, words, day)
    return context


def place_on_screen(membership):
    """A place in a group, and what can be done with it."""
    group = membership.group
    today = clock.today(group.zone)
    programme = membership.enrolment.programme
    rooms = queries.rooms(programme, today, clock.now())
    others = [room.group for room in rooms if room.group.id != group.id]
    return {
        "membership": membership,
        "group": group,
        "programme": programme,
        "others": others,
        "history": changes("enrolment", f"{programme.slug}/{membership.person.code}"),
        "states": rules.STATES,
        "move_form": MoveForm(others, None, prefix="move-", on=today),
        "end_form": EndForm(None, prefix="end-", last_day=today),
    }
