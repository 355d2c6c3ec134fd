"""What is done in the background for sessions."""

from datetime import datetime

from lms import jobs
from lms.attendance.actions import sign_ups
from lms.attendance.models import SignUp
from lms.db import db


@jobs.task("attendance.offer_ends")
def offer_ends(data: dict, *, now: datetime) -> None:
    """The time of an offer is over. Done late or twice, it does no harm: what was answered
    meanwhile is answered, and an offer past its time holds no place anyway."""
    if entry := db.session.get(SignUp, data["sign_up"]):
        sign_ups.fill(entry.session, by=None, now=now)
