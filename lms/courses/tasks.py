"""What is done in the background: offers end, places become free; files without a row go."""

from datetime import datetime

from flask import current_app

from lms import files, jobs
from lms.courses.actions import fill_all
from lms.courses.models import Programme
from lms.db import db

SWEEPS_AT = (1, 41)  # hour and minute, UTC


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


@jobs.every_minute("files.sweep")
def sweep_soon(now: datetime) -> None:
    """Once a day, when few are here."""
    if (now.hour, now.minute) == SWEEPS_AT:
        jobs.later("files.sweep", now=now)


@jobs.task("files.sweep")
def sweep(data: dict, *, now: datetime) -> None:
    """Files in the store that no row names are removed: their row was taken away, or never came."""
    swept = files.sweep(now=now)
    if swept.left:
        words = "%s files in the store have no row here. If that is right: lms files sweep"
        current_app.logger.warning(words, swept.left)
