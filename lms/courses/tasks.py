"""What is done in the background for groups: offers end, places become free."""

from datetime import datetime

from lms import jobs
from lms.courses.actions import fill_all
from lms.courses.models import Programme
from lms.db import db


@jobs.task("courses.offer_ends")
def offer_ends(data: dict, *, now: datetime) -> None:
    """The time of an offer is over. Done late or twice, it does no harm: what was answered
    meanwhile is answered, and an offer past its time holds no place anyway."""
    if programme := db.session.get(Programme, data["programme"]):
        fill_all(programme, by=None, now=now)


@jobs.task("courses.places_free")
def places_free(data: dict, *, now: datetime) -> None:
    """Somebody's last day in a group was planned, and has come; or a file changed places."""
    offer_ends(data, now=now)
