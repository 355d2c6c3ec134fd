"""Notices in words: parts, and the one mail that they make, in the language of the reader."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from flask import current_app, render_template
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from lms import mail as post
from lms.addresses import opened, outside, sealed
from lms.calendars import calendar, party
from lms.i18n import direction
from lms.jobs.errors import in_words
from lms.messages.kinds import KINDS, Link, Part
from lms.messages.models import Mail, Notice
from lms.people.models import Person

MOST = 50  # notices in one mail
UNSUBSCRIBE = "unsubscribe"  # what such an address is sealed for


class Letter(NamedTuple):
    """What a mail says; its plain text and its HTML are both made of this."""

    subject: str
    greeting: str
    parts: list[Part]
    because: list[str]  # why this person is told
    links: list[Link]
    language: str
    direction: str
    site: str


def language_of(person: Person | None) -> str:
    """The language in which a person is written to: their own, if the platform speaks it; else, as
    for nobody in particular, the first of the installation."""
    offered = current_app.config["LANGUAGES"]
    return next((code for code in offered if person and code == person.language), offered[0])


def speaking_to(person: Person | None) -> AbstractContextManager:
    """`with speaking_to(person):` every word is in the language of that person. (A page that is
    opened from a mail calls lms.i18n.speak_to: there another language can be chosen.)"""
    return force_locale(language_of(person))


def part(notice: Notice, reader: Person) -> Part:
    """A notice in the words of the language that is spoken now."""
    said = KINDS[notice.kind].words(notice.data, reader)
    return said._replace(
        heading=post.one_line(plain(said.heading)),
        lines=[plain(line) for line in said.lines],
        why=plain(said.why),
        links=[Link(plain(link.words), link.url) for link in said.links],
    )


def said(notice: Notice, reader: Person) -> Part:
    """The same for a page, on which one that cannot be put into words is in nobody's way."""
    try:
        return part(notice, reader)
    except Exception as error:
        note(notice, error)
        return Part(
            _("This message cannot be shown."),
            [_("Look at the timetable, or ask your coordinator.")],
            why="",
        )


def can_be_said(notice: Notice, reader: Person) -> bool:
    """Whether a mail can be made of this notice alone; where it cannot, the log says why."""
    try:
        drafted(reader, [notice])
    except Exception as error:
        note(notice, error)
        return False
    return True


def note(notice: Notice, error: Exception) -> None:
    words = in_words(error)
    current_app.logger.warning("notice %s %s cannot be said: %s", notice.id, notice.kind, words)


def plain(text: str) -> str:
    """Text without marks: words for a page may come with some, and plain text shows them."""
    return Markup(text).striptags() if hasattr(text, "__html__") else str(text)


def compose(person: Person, notices: Sequence[Notice], *, now: datetime) -> Mail:
    """One mail that says all of these. It is made once; sent again, it is the same."""
    return Mail(
        **drafted(person, notices),
        person=person,
        address=person.email,
        message_id=f"{uuid4().hex}@{post.sender(current_app.config).domain[:80]}",
        made_at=now,
        notices=list(notices),
    )


def drafted(person: Person, notices: Sequence[Notice]) -> dict[str, Any]:
    """What such a mail says, in the language of the person."""
    with speaking_to(person):
        letter = letter_of(person, notices)
        return {
            "language": letter.language,
            "subject": letter.subject,
            "text": render_template("messages/mail.txt", letter=letter),
            "html": render_template("messages/mail.html", letter=letter),
            "calendars": calendars_of(letter.parts, person),
        }


def letter_of(person: Person, notices: Sequence[Notice]) -> Letter:
    """The letter, in the language that is spoken now."""
    parts = [part(notice, person) for notice in notices]
    language, site = language_of(person), current_app.config["SITE_NAME"]
    several = ngettext(
        "%(num)s message from %(site)s", "%(num)s messages from %(site)s", len(parts), site=site
    )
    links = [Link(_("All messages to you"), outside("messages.mine"))]
    if any(map(is_optional, notices)):
        links.append(Link(_("Do not send me these"), unsubscribe_address(person)))
    return Letter(
        subject=(parts[0].heading if len(parts) == 1 else post.one_line(several))[:300],
        greeting=_("Hello %(name)s,", name=post.one_line(person.name)),
        parts=parts,
        because=list(dict.fromkeys(part.why for part in parts if part.why)),
        links=links,
        language=language,
        direction=direction(language),
        site=site,
    )


def is_optional(notice: Notice) -> bool:
    """Whether a person may say no to messages of this kind. One that is gone is none of these."""
    kind = KINDS.get(notice.kind)
    return kind is not None and not kind.necessary


def calendars_of(parts: Iterable[Part], person: Person) -> list[list[str]]:
    """The sessions of a mail for the calendar of its reader: [[method, text]], or none.

    Of a session that is told of twice the last holds. A request or a cancellation is of one session
    only (RFC 5546, 3.2.2 and 3.2.5); several are published together.
    """
    last: dict[str, tuple[str, Any]] = {
        str(event["uid"]): (method, event) for part in parts for method, event in part.events
    }
    if not last:
        return []
    settings = current_app.config
    for _method, event in last.values():
        if "organizer" not in event:
            event.add("organizer", party(str(post.sender(settings))))
    methods = {"PUBLISH"} if len(last) > 1 else {method for method, _event in last.values()}
    method = methods.pop()
    for _method, event in last.values():
        event.pop("attendee", None)
        if method != "PUBLISH":
            about = {"ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
            event.add(
                "attendee", party(str(post.address(person.email or "", person.name)), **about)
            )
    events = [event for _method, event in last.values()]
    return [[method, calendar(events, name=settings["SITE_NAME"], method=method)]]


# Unsubscribing


def unsubscribe_address(person: Person) -> str:
    """Where one tap ends all mails to a person that are not necessary; no sign-in is asked for."""
    return outside("messages.unsubscribe", proof=sealed(person.id, UNSUBSCRIBE))


def stop_address(mail: Mail) -> str:
    """Where the one tap of a mail program leads: to the end of just what this mail is about, where
    all of it has one such end; else to that of all that is not necessary."""
    ends = {said(notice, mail.person).stop for notice in mail.notices if is_optional(notice)}
    return (ends.pop() if len(ends) == 1 else "") or unsubscribe_address(mail.person)


def whose(proof: str) -> int:
    """The person (id) whom such an address was made for; 0 where somebody changed it."""
    return opened(proof, UNSUBSCRIBE) or 0
