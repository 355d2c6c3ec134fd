"""The secret address at which a calendar reads one's own sessions, or those of a group."""

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.addresses import outside, square
from lms.attendance.actions import feeds as actions
from lms.attendance.queries import feeds as queries
from lms.attendance.views.blueprint import bp
from lms.attendance.views.feeds import secret_of
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.web import go, me, page, permitted, say


@bp.get("/account/calendar")
def my_calendar():
    return shown(me(), group=None)


@bp.post("/account/calendar")
def make_my_calendar():
    return made(me(), url_for(".my_calendar"))


@bp.post("/account/calendar/end")
def stop_my_calendar():
    return stopped(me(), url_for(".my_calendar"))


@bp.get("/groups/<slug>/calendar")
def group_calendar(slug):
    group = permitted(group_of(slug), may_see_group)
    return shown(group, group=group)


@bp.post("/groups/<slug>/calendar")
def make_group_calendar(slug):
    return made(permitted(group_of(slug), may_see_group), url_for(".group_calendar", slug=slug))


@bp.post("/groups/<slug>/calendar/end")
def stop_group_calendar(slug):
    return stopped(permitted(group_of(slug), may_see_group), url_for(".group_calendar", slug=slug))


def shown(owner, **context):
    """The page; where there is an address, with a link that calendars open, and its square."""
    if feed := next(iter(queries.live(owner)), None):
        address = outside("attendance.feed", secret=secret_of(feed))
        webcal = f"webcal:{address.partition(':')[2]}"
        context |= {"address": address, "webcal": webcal, "qr": square(webcal)}
    return page("attendance/calendar.html", feed=feed, **context)


def made(owner, then):
    actions.make(owner, by=me(), now=clock.now())
    say(_("Here is your calendar address. One that you had before does not work any more."))
    return go(then)


def stopped(owner, then):
    actions.stop(owner, by=me(), now=clock.now())
    say(_("Stopped. No calendar reads the sessions now."))
    return go(then)
