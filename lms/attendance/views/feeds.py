"""What calendars read: a feed at its secret address, and one session alone."""

from collections.abc import Sequence
from hashlib import sha256

from flask import Response, abort, current_app, request
from flask_babel import gettext as _

from lms import clock
from lms.addresses import opened, outside, sealed, site
from lms.attendance import ical, rules
from lms.attendance.facts import Facts
from lms.attendance.models import Feed, Session, Status
from lms.attendance.queries import feeds as queries
from lms.attendance.queries.belonging import belongs, comes
from lms.attendance.queries.register import session_with_rights
from lms.attendance.rules.facts import facts_of
from lms.attendance.views.blueprint import bp
from lms.calendars import Found, own_of
from lms.errors import Refused
from lms.messages.letters import language_of, speaking_to
from lms.people.models import Person
from lms.web import me, permitted, public

PURPOSE = "calendar"


@bp.get("/feeds/<secret>.ics")
@public
def feed(secret):
    found = queries.feed(opened(secret, PURPOSE) or 0) or abort(404)
    if found.revoked_at:
        words = _("This calendar address was stopped. Make a new one on the site.")
        return Response(f"{words}\n", 410, content_type="text/plain; charset=utf-8")
    today = clock.today(current_app.config["TIMEZONE"], clock.now())
    others = own_of(found.person, *queries.days(today)) if found.person else []
    with speaking_to(found.person):
        return read(found, queries.facts_in(found, today), others)


def read(feed: Feed, facts: Sequence[Facts], others: Sequence[Found]) -> Response:
    """The calendar; or that it is what was read before."""
    beside = [each.facts for each in others]
    told = (feed.id, language_of(feed.person), site(), session_door(), facts, beside)
    tag = sha256(repr(told).encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        events = [event(each) for each in facts]
        events += [made(each, clock.now()) for these, made in others for each in these]
        response = as_calendar(ical.calendar(events, name=title_of(feed)))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/sessions/<int:session_id>/calendar.ics")
def session_calendar(session_id):
    session = permitted(session_with_rights(session_id), may_save)
    if session.status == Status.MOVED:  # the new slot has its place in calendars
        raise Refused(rules.why_fixed(session, clock.now()) or "")
    facts = facts_of(session)
    if not (rules.may_manage(me(), session) or comes(me(), session)):
        facts = facts._replace(link=None)  # of the meeting: for its own people only
    response = as_calendar(ical.calendar([event(facts)], name=site(), method="PUBLISH"))
    response.headers["Content-Disposition"] = f"attachment; filename=session-{facts.id}.ics"
    return response


def may_save(person: Person, session: Session) -> bool:
    """Take a session over into one's own calendar: who may come to it, and who manages it."""
    return session.is_open or rules.may_manage(person, session) or belongs(person, session)


def event(facts: Facts):
    return ical.event(facts, site=site(), now=clock.now(), url=f"{session_door()}{facts.id}")


def session_door() -> str:
    """The whole address of any session, without its number."""
    return outside("attendance.session", session_id=0).removesuffix("0")


def as_calendar(text: str) -> Response:
    return Response(text, content_type="text/calendar; charset=utf-8")


def title_of(feed: Feed) -> str:
    """What the calendar is called where it is read."""
    if feed.group:
        return _("%(group)s (%(site)s)", group=feed.group.title, site=site())
    return _("My sessions (%(site)s)", site=site())


def secret_of(feed: Feed) -> str:
    """The last part of a feed's address. It can be made again, and is nowhere kept."""
    return sealed(feed.id, PURPOSE)
