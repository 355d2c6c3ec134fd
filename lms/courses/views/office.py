"""What a coordinator decides about a programme: applications, and its settings."""

from flask import current_app, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.forms import AnswerForm, SettingsForm
from lms.courses.models import Enrolment, State
from lms.courses.views.blueprint import bp
from lms.web import done, go, load, me, page, page_of, permitted, say

APPLICATIONS, SETTINGS = "courses/applications.html", "courses/settings.html"


@bp.get("/programmes/<slug>/applications")
def applications(slug):
    programme = permitted(queries.programme(slug), rules.coordinates_programme)
    return page(APPLICATIONS, **waiting_on_screen(programme))


@bp.post("/programmes/<slug>/applications/<int:enrolment_id>")
def answer(slug, enrolment_id):
    programme = permitted(queries.programme(slug), rules.coordinates_programme)
    enrolment = load(Enrolment, enrolment_id, lambda _me, row: row.programme_id == programme.id)
    context = waiting_on_screen(programme)
    form = AnswerForm(context["rooms"], context["today"])
    if not form.validate():
        return page(APPLICATIONS, "waiting", status=422, **context | {"sent": (enrolment.id, form)})
    say(answered(enrolment, form))
    then = url_for(".applications", slug=slug)
    return done(then, f"{APPLICATIONS}#waiting", **waiting_on_screen(programme))


def answered(enrolment, form):
    """Does what was answered, and says in words what came of it."""
    name, answer = enrolment.person.name, form.answer.data
    if answer == "wait":
        actions.put_on(enrolment, by=me(), now=clock.now())
        if enrolment.state == State.ACTIVE:
            return _("A place was free: %(name)s has it.", name=name)
        if rules.is_offered(enrolment, clock.now()):
            return _("A place is free: %(name)s is asked now.", name=name)
        return _("%(name)s is on the waiting list.", name=name)
    if (group := form.chosen) and answer != "no":
        actions.approve(enrolment, group, form.from_day.data, by=me(), now=clock.now())
        return _("%(name)s is in %(group)s now.", name=name, group=group.title)
    actions.decline(enrolment, by=me(), now=clock.now())
    return _("%(name)s has no place.", name=name)


@bp.get("/programmes/<slug>/settings")
def settings(slug):
    programme = permitted(queries.programme(slug), rules.coordinates_programme)
    return page(SETTINGS, programme=programme, form=SettingsForm(None, obj=programme))


@bp.post("/programmes/<slug>/settings")
def save_settings(slug):
    programme = permitted(queries.programme(slug), rules.coordinates_programme)
    form = SettingsForm()
    if not form.validate():
        return page(SETTINGS, status=422, programme=programme, form=form)
    changed = actions.change_settings(programme, form.values(programme), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".programme", slug=slug))


def waiting_on_screen(programme):
    """Who waits for an answer, and the groups that one can give them."""
    today = clock.today(current_app.config["TIMEZONE"])
    now = clock.now()
    rooms = queries.rooms(programme, today, now)
    pages = page_of(queries.waiting(programme))
    ids = [enrolment.id for enrolment in pages.items]
    return {
        "programme": programme,
        "today": today,
        "rooms": rooms,
        "pages": pages,
        "positions": queries.positions(programme, ids, now),
        "offered": {row.id for row in pages.items if rules.is_offered(row, now)},
        "states": rules.STATES,
        "sent": (None, None),
        "form": AnswerForm(rooms, today, None),
    }
