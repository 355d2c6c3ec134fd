"""What is done in the background for sessions."""

from datetime import datetime

from lms import jobs
from lms.attendance.actions import offers, reminders, seals, sign_ups
from lms.attendance.models import Session, SignUp
from lms.config import setting
from lms.db import db


@jobs.task("attendance.offer_ends")
def offer_ends(data: dict, *, now: datetime) -> None:
    """The time of an offer is over. Done late or twice, it does no harm: what was answered
    meanwhile is answered, and an offer past its time holds no place anyway."""
    if entry := db.session.get(SignUp, data["sign_up"]):
        sign_ups.fill(entry.session, by=None, now=now)


@jobs.every_minute("reminders")
def look(now: datetime) -> None:
    """Sessions that begin soon: their people are reminded, each in a job of its own."""
    if hours := setting("REMINDER_HOURS"):
        reminders.queue(now=now, hours=hours)


@jobs.task("attendance.remind")
def remind(data: dict, *, now: datetime) -> None:
    """Done twice, it tells nobody twice."""
    if session := db.session.get(Session, data["session"]):
        reminders.remind(session, now=now)


@jobs.every_minute("seals")
def lock(now: datetime) -> None:
    """Registers whose time is over are sealed, each in a job of its own."""
    seals.queue(now=now)


@jobs.task("attendance.seal")
def seal(data: dict, *, now: datetime) -> None:
    """Done twice, it seals once."""
    seals.seal_by_time(data["session"], now=now)


@jobs.every_minute("make-up")
def settle(now: datetime) -> None:
    """Offers whose session has come: what its register says of each person."""
    offers.settle(now=now)
