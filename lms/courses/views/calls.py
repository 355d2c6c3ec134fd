"""The call list of a group: whom no mail reaches, what to tell them, and that they know."""

from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import queries, rules
from lms.courses.views.blueprint import bp
from lms.i18n import direction, speaking
from lms.messages import actions
from lms.messages import queries as messages
from lms.messages import rules as rules_of_calls
from lms.messages.kinds import Part
from lms.messages.letters import language_of, said, speaking_to
from lms.messages.models import Notice
from lms.people import queries as people
from lms.people.words import spoken
from lms.web import done, me, page, page_of, permitted, say

CALLS = "courses/calls.html"


class ToSay(NamedTuple):
    """One thing to tell somebody: in the words of this page, and in those of their own language,
    where that is another one."""

    notice: Notice
    here: Part
    theirs: Part | None


class Line(NamedTuple):
    """Somebody to call."""

    call: messages.Call
    to_say: list[ToSay]
    language: str
    lang: str
    direction: str


@bp.get("/groups/<slug>/calls")
def calls(slug):
    group = permitted(queries.group(slug), rules.may_see_group)
    return page(CALLS, "calls", **listed(group))


@bp.post("/groups/<slug>/calls")
def told(slug):
    group, now = permitted(queries.group(slug), rules.may_see_group), clock.now()
    person = people.person(request.form.get("person", ""))
    found = messages.calls(slug, [person], now)[0].notices if person else []
    shown = request.form.get("notices", "").split(",")  # what came to be meanwhile, nobody has told
    found = [notice for notice in found if str(notice.id) in shown]
    if person and found:
        actions.called(found, by=me(), now=now)
        say(_("Noted: %(name)s knows.", name=person.name))
    else:
        say(_("Somebody has told them already, or it is over."), "warn")
    return done(url_for(".calls", slug=slug), f"{CALLS}#calls", **listed(group))


def listed(group):
    """A page of the call list; two queries and a count, however many are on it."""
    now = clock.now()
    pages = page_of(messages.people_to_call(group.slug, now), 25)
    lines = [line_of(call) for call in messages.calls(group.slug, pages.items, now)]
    coordinates = rules.coordinates_group(me(), group)
    return {"group": group, "pages": pages, "lines": lines, "coordinates": coordinates}


def line_of(call):
    here = [said(notice, call.person) for notice in call.notices]
    own = language_of(call.person)
    theirs: list[Part | None] = [None] * len(here)
    if own != speaking():
        with speaking_to(call.person):
            theirs = [said(notice, call.person) for notice in call.notices]
    to_say = [ToSay(*one) for one in zip(call.notices, here, theirs, strict=True)]
    language = spoken(call.person.language) if call.person.language else ""
    return Line(call, to_say, language, own, direction(own))


@bp.app_template_global()
def how_many_to_call(group) -> int:
    """How many people of a group no mail reaches: the head of its pages says so."""
    return messages.how_many_to_call(group.slug, clock.now())


@bp.app_template_global()
def call_before(notice):
    return rules_of_calls.call_before(notice, clock.now())
