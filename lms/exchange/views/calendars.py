"""Activities in calendars: in the personal calendar of who is registered, and one as a file."""

from datetime import datetime

from icalendar import Event

from lms import clock
from lms.addresses import outside, site
from lms.calendars import calendar, in_own_calendar
from lms.exchange import ical, queries, rules
from lms.exchange.ical import Facts
from lms.exchange.queries import calendars
from lms.exchange.views.blueprint import bp, on_it_or_open
from lms.projects.rules import may_see_project
from lms.transfers import saved
from lms.web import me, permitted


@in_own_calendar(calendars.registered_for)
def event(facts: Facts, now: datetime) -> Event:
    url = outside("exchange.activity", code=facts.code)
    return ical.event(facts, site=site(), now=now, url=url)


@bp.get("/activities/<code>/calendar.ics")
def activity_calendar(code):
    found = permitted(queries.activity(code), on_it_or_open)
    facts = calendars.facts_of(found)
    sees = rules.runs(me(), found) or may_see_project(me(), found.project)
    if not (sees or queries.place_of(found.id, me().id)):
        facts = facts._replace(link=None)  # as on its page
    text = calendar([event(facts, clock.now())], name=site(), method="PUBLISH")
    return saved(text.encode(), "text/calendar; charset=utf-8", f"{found.code}.ics")
