"""Erasing a person, in one transaction."""

from datetime import datetime

from flask_babel import gettext as _

from lms import clock
from lms.attendance import erasing as of_attendance
from lms.attestations.actions import erase_holder, forget_signatory
from lms.completion import erasing as of_completion
from lms.config import setting
from lms.courses import erasing as of_courses
from lms.courses.actions import touch
from lms.coursework import erasing as of_coursework
from lms.db import db
from lms.discussions import erasing as of_discussions
from lms.erasing import scrub
from lms.errors import Refused
from lms.evidence import erasing as of_evidence
from lms.jobs import Job
from lms.messages import erasing as of_messages
from lms.people import erasing as of_people
from lms.people import queries as people
from lms.people.actions import record
from lms.people.models import Person
from lms.people.rules import is_administrator
from lms.portfolios import erasing as of_portfolios
from lms.privacy import queries
from lms.privacy.actions.deleting import delete_if_over
from lms.privacy.actions.rows import Gone, empty
from lms.privacy.models import Erasure

PACKAGES = (of_attendance, of_evidence, of_discussions, of_coursework, of_portfolios, of_completion)


def erase(person: Person, reason: str, *, by: Person | None, now: datetime) -> Erasure:
    """Their name and every way to reach them go at once, wherever they stand; what proves hours to
    a funder stays under a new code until nothing has to be kept, and is deleted then.

    Raises Refused where they were erased before, would erase themselves, or are the last
    administrator.
    """
    refuse(person, by)
    who, gone, organisation = of_people.leaving(person, now=now), Gone(), person.organisation_id
    of_courses.leave(person, by=by, now=now)
    touch(people=[person.id])
    erase_holder(person, now=now)
    forget_signatory(who)
    for package in PACKAGES:
        package.at_once(who)
    db.session.flush()
    empty(who, gone)
    of_messages.at_once(who)
    scrub(Job.error, who)
    scrub(Job.key, who)
    db.session.expire_all()
    of_people.at_once(who)
    gone.forget(now)
    made = Erasure(person=person, organisation_id=organisation, at=now, by=by)
    made.reason = who.without(reason)
    db.session.add(made)
    record("person", who.code, "erased", by=by, now=now)
    db.session.flush()
    delete_if_over(made, today=clock.today(setting("TIMEZONE"), now), now=now)
    return made


def refuse(person: Person, by: Person | None) -> None:
    """What is theirs is locked from here to the commit: of two who erase at once, the second is
    told; and of two administrators who erase each other, one stays."""
    if is_administrator(person):
        people.lock_administrators()
    if queries.lock(person.id) is not None:
        raise Refused(_("This person was erased already. There is nothing left to erase."))
    if by is not None and by.id == person.id:
        raise Refused(_("You cannot erase yourself. Ask another coordinator or an administrator."))
    if is_administrator(person) and people.lock_administrators() == [person.id]:
        raise Refused(_("This is the last administrator. Make somebody else one first."))
