"""The public catalogue, a programme's page, and a person's own way onto a programme."""

from collections import Counter
from zoneinfo import ZoneInfo

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.forms import EnrolForm
from lms.courses.models import Entry, State
from lms.courses.views.blueprint import bp
from lms.courses.views.words import policy_titles
from lms.i18n import speaking
from lms.people import actions as people_actions
from lms.people.queries import must_wait
from lms.web import go, keep, me, page, page_of, public, say

PROGRAMME = "courses/programme.html"
LISTED = 150  # lessons; of a longer programme its page names the modules, and courses the lessons
ENDED = (State.WITHDRAWN, State.DROPPED)


@bp.get("/programmes")
@public
def catalogue():
    track = request.args.get("track", "")
    track = track if track in rules.TRACKS else ""
    pages = page_of(queries.catalogue(track), 24)
    ids = [programme.id for programme in pages.items]
    mine = queries.enrolments_of(me().id) if current_user.is_authenticated else []
    return page(
        "courses/catalogue.html",
        pages=pages,
        track=track,
        tracks=rules.TRACKS,
        entries=rules.ENTRIES,
        languages=queries.languages_of(ids),
        mine={enrolment.programme_id: enrolment.state for enrolment in mine},
    )


@bp.get("/programmes/<slug>")
@public
def programme(slug):
    return page(PROGRAMME, **on_screen(queries.programme(slug) or abort(404)))


@bp.post("/programmes/<slug>/enrolment")
def enrol(slug):
    programme = queries.programme(slug) or abort(404)
    form = EnrolForm(programme, queries.rooms(programme, today(), clock.now()))
    door = f"entry:{programme.slug}:{me().id}"
    if must_wait(door, clock.now()):
        form.code.errors = [_("Too many tries. Wait 15 minutes, or ask the centre.")]
        return page(PROGRAMME, status=429, **on_screen(programme, form))
    if not form.validate():
        if form.code.errors:
            people_actions.note_failure(door, now=clock.now())
            keep()
        return page(PROGRAMME, status=422, **on_screen(programme, form))
    say(*enrolled(programme, form))
    return go(url_for(".programme", slug=slug))


def enrolled(programme, form):
    """Does what the form asks for; says in words what came of it, and how good that is."""
    if form.at_once and (group := form.chosen):
        if actions.join(group, me(), code=form.code.data or "", now=clock.now()):
            return _("You are enrolled: %(group)s.", group=group.title), "good"
        words = _("Others wait for the free places already. You are on the waiting list.")
        return words, "warn"
    full, wanted = programme.entry != Entry.APPROVAL, form.to_wait_for
    wish = {"wait": full, "wanted": wanted, "code": form.code.data or ""}
    actions.apply(programme, me(), by=me(), now=clock.now(), **wish)
    if full:
        return _("You are on the waiting list. You hear when a place is free."), "good"
    return _("You have asked for a place. The centre will answer you."), "good"


@bp.post("/programmes/<slug>/enrolment/withdrawal")
def withdraw(slug):
    programme = queries.programme(slug) or abort(404)
    enrolment = queries.enrolment(me().id, programme.id) or abort(404)
    actions.take_back(enrolment, by=me(), now=clock.now())
    say(_("You do not ask for a place any more."))
    return go(url_for(".programme", slug=slug))


@bp.post("/programmes/<slug>/enrolment/acceptance")
def accept_place(slug):
    programme = queries.programme(slug) or abort(404)
    enrolment = queries.enrolment(me().id, programme.id) or abort(404)
    place = actions.accept(enrolment, by=me(), now=clock.now())
    say(_("You are enrolled: %(group)s.", group=place.group.title))
    return go(url_for(".programme", slug=slug))


def today():
    """The day it is where the installation is; a group's own zone decides when its places begin."""
    return clock.today(current_app.config["TIMEZONE"])


def on_screen(programme, form=None):
    """What a programme's page shows to whoever asks."""
    course_ids = [part.course_id for part in programme.courses]
    person = me() if current_user.is_authenticated else None
    coordinates = bool(person and rules.coordinates_programme(person, programme))
    enrolment = queries.enrolment(person.id, programme.id) if person else None
    state = enrolment.state if enrolment else None
    learns = state in queries.LEARNING
    mine = person.id if person and learns else None
    steps = queries.steps(mine, programme_id=programme.id, language=speaking())
    context = {
        "programme": programme,
        "modules": queries.modules_of(course_ids),
        "steps": steps,
        "counts": Counter(step.module_id for step in steps),
        "lists_lessons": len(steps) <= LISTED,
        "asked_for": rules.asked_for(programme, policy_titles(programme)),
        "languages": sorted({language for step in steps for language in step.titles}),
        "enrolment": enrolment,
        "state": state,
        "learns": learns,
        "opens": learns or bool(person and queries.may_open_programme(person, programme)),
        "coordinates": coordinates,
        "waiting": queries.how_many_wait(programme) if coordinates else 0,
        "was_there": bool(enrolment and state in ENDED and queries.was_in_a_group(enrolment)),
        "may_enrol": bool(person and not person.is_staff) and state in (None, *ENDED),
        "tracks": rules.TRACKS,
        "entries": rules.ENTRIES,
        **waiting_on_screen(programme, enrolment),
    }
    if person and learns:
        place = queries.membership_on(person.id, programme.id, today())
        return context | {"next": queries.next_of(steps), "place": place}
    rooms = form.rooms if form else queries.rooms(programme, today(), clock.now())
    return context | {"rooms": rooms, "form": form or EnrolForm(programme, rooms, None)}


def waiting_on_screen(programme, enrolment):
    """Where who waits stands, and the place that is offered to them."""
    if enrolment is None or enrolment.state != State.WAITLISTED:
        return {}
    now = clock.now()
    if rules.is_offered(enrolment, now):
        until = enrolment.offer_until.astimezone(ZoneInfo(enrolment.offered_group.zone))
        return {"offered": enrolment.offered_group, "until": until}
    position = queries.positions(programme, [enrolment.id], now).get(enrolment.id)
    return {"position": position, "wanted": enrolment.wanted_group}
