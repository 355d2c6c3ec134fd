"""The list of a demo webinar, as Zoom would write it: read, its names decided, in the register."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

from lms.attendance.models import Session
from lms.attendance.queries.register import register
from lms.attendance.rules.lines import frame_of
from lms.db import db
from lms.demo.people import Cast
from lms.evidence.actions import lists
from lms.evidence.clues import NOBODY
from lms.evidence.models import MeetingList
from lms.evidence.queries.looking import Look, look_at

HEAD = (
    "Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest",
)  # fmt: skip
WHO = [  # as they are called there, their address, minutes from the start: came and left
    ("Mila Demo", "trainer.cities@example.org", -9, 212),
    ("Olga Demo", "official@example.org", -4, 211),
    ("Pavel Demo", "", -1, 62),
    ("Pavel Demo", "", 66, 210),
    ("Ines D.", "", 2, 131),
    ("iPhone (Ines D.)", "", 118, 211),
    ("Maria Demo", "official05@example.org", 21, 210),
    ("Nikos Demo", "", 0, 210),
    ("Ana Demo", "", -2, 211),
    ("OFF-08 Luc", "", 3, 209),
    ("Notes and recording", "", -5, 212),
]
DECIDED = {"Ines D.": "OFF-03", "iPhone (Ines D.)": "OFF-03", "Notes and recording": ""}


def load(session: Session, cast: Cast, now: datetime) -> None:
    """By the verbs that people use. The register of the session says nothing of these people."""
    mila = cast["DEMO-TR-AER"]
    added = lists.add(session, as_zoom(session), "participants.csv", by=mila, now=now)
    look = looked_at(added.row, session)
    people = {name: cast[code].id if code else NOBODY for name, code in DECIDED.items()}
    chosen = {one.key: people[one.name] for one in look.undecided if one.name in people}
    lists.decide(look, chosen, [], by=mila, now=now)
    lists.use(looked_at(added.row, session), [], [], by=mila, now=now)


def looked_at(row: MeetingList, session: Session) -> Look:
    db.session.flush()
    frame = frame_of(session)
    return look_at(row, frame, register(frame))


def as_zoom(session: Session) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for name, address, came, left in WHO:
        start, end = (at(session, minutes) for minutes in (came, left))
        writer.writerow([name, address, start, end, left - came, "No" if address else "Yes"])
    return out.getvalue().encode()


def at(session: Session, minutes: int) -> str:
    """A moment, as the clock of the session shows it."""
    moment = datetime.fromtimestamp(session.span.start + minutes * 60, ZoneInfo(session.zone))
    return f"{moment:%m/%d/%Y %I:%M:%S %p}"
