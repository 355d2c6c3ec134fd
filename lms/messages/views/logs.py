"""What a person was told: their own list, and that of somebody whom one coordinates."""

import re
from datetime import datetime
from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.messages import actions, queries
from lms.messages.kinds import Part, kinds_for
from lms.messages.letters import said
from lms.messages.models import Notice, NoticeState
from lms.messages.views.blueprint import bp
from lms.messages.words import State, state_of
from lms.people import queries as people
from lms.people.rules import may_see
from lms.web import go, me, page, page_of, permitted, say


class Line(NamedTuple):
    """A line of the list."""

    notice: Notice
    part: Part
    state: State
    at: datetime  # when it was told; until then, since when it is to be


@bp.get("/account/messages")
def mine():
    refused, kinds = queries.unwanted(me().id), kinds_for(me(), necessary=False)
    wanted = {k.name for k in kinds if not {k.name, queries.EVERYTHING} & refused}
    lines, pages = listed(me())
    return page("messages/mine.html", kinds=kinds, wanted=wanted, lines=lines, pages=pages)


@bp.post("/account/messages")
def choose():
    actions.choose(me(), request.form.getlist("kind"), now=clock.now())
    say(_("Saved. This is what you are told from now on."))
    return go(url_for(".mine"))


@bp.get("/people/<code>/messages")
def of_person(code):
    person = permitted(people.person(code), may_see)
    lines, pages = listed(person)
    return page("messages/person.html", person=person, lines=lines, pages=pages)


@bp.get("/messages/<int:mail_id>")
def mail(mail_id):
    """One mail as it was sent. Its links act for its reader, so nobody else is given them."""
    mail = permitted(queries.mail(mail_id), may_read)
    own = mail.person_id == me().id
    text = mail.text if own else without_ways(mail.text)
    return page("messages/mail_page.html", mail=mail, own=own, text=text)


def may_read(person, mail) -> bool:
    return mail.person_id == person.id or may_see(person, mail.person)


def listed(person):
    """A page of what somebody was told, in the words of this page."""
    pages = page_of(queries.told(person), 25)
    return [line_of(notice, person) for notice in pages.items], pages


def line_of(notice, person) -> Line:
    """For others than the person, only the first way on is there: it shows, and does nothing."""
    own, part = person.id == me().id, said(notice, person)
    if not own:
        part = part._replace(lines=[*map(without_ways, part.lines)], links=part.links[:1])
    told = notice.state in (NoticeState.TOLD, NoticeState.SENT)
    at = (notice.settled_at if told else None) or notice.made_at
    return Line(notice, part, state_of(notice, own), at)


def without_ways(text: str) -> str:
    return re.sub(r"https?://\S+", "…", text)
