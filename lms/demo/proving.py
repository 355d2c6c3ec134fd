"""What proves the presences of group A in the demo: signed lists with their scans, and people who
checked in themselves. Two did not sign, and one checked in nowhere: the page says who."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from lms.attendance.models import CheckIn, Kind, Mark, Session, Source, Status, Way
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.courses.models import Group
from lms.db import db
from lms.demo.people import Cast
from lms.evidence.actions import scans, sheets, signatures
from lms.evidence.queries.sheets import rows_as_printed
from lms.evidence.rules.letterhead import pictures
from lms.evidence.rules.scans import look_at
from lms.evidence.rules.sheets import back_to, facts_for_paper
from lms.pdf import pdf
from lms.people.models import Person

ON_PAPER = 9  # sessions from the first with a signed list; in those after them, people check in
FORGOT = {(3, "A-02"), (6, "A-08"), (10, "A-05")}  # number of the session, who


def load(cast: Cast) -> None:
    """After the registers are taken, and before they are sealed."""
    held = select(Session).join(Session.group).order_by(Session.day, Session.id)
    ours = held.where(Group.slug == "jesenice-a", Session.status == Status.HELD)
    trainer = cast["DEMO-TR-A"]
    for number, session in enumerate(db.session.scalars(ours).all()):
        there = [m for m in presences(session) if (number, m.person.code) not in FORGOT]
        if number < ON_PAPER:
            sign(session, [mark.person_id for mark in there], trainer)
        else:
            for mark in there:
                check_in(mark)
    db.session.flush()


def presences(session: Session) -> Sequence[Mark]:
    live = Mark.withdrawn_at.is_(None), Mark.kind == Kind.PRESENCE
    found = select(Mark).where(Mark.session_id == session.id, *live)
    return db.session.scalars(found.order_by(Mark.id)).all()


def sign(session: Session, people: list[int], trainer: Person) -> None:
    """The list of everybody, its scan (the list itself), and who signed it."""
    when = datetime.fromtimestamp(session.span.end, UTC)
    everybody = registers.register(frame_of(session))
    sheet = sheets.make(session, everybody, "en", 3, by=trainer, now=when - timedelta(days=1))
    facts = facts_for_paper(sheet, rows_as_printed(sheet), has_logo=False)
    scan = pdf("sheet", facts, pictures=pictures(None, back_to(sheet)))
    name = f"list-{session.day}.pdf"
    scans.add(sheet, scan, name, look_at(scan), by=trainer, now=when + timedelta(hours=12))
    signatures.record_signatures(sheet, people, [], by=trainer, now=when + timedelta(hours=12))


def check_in(mark: Mark) -> None:
    """They scanned the square when they came."""
    assert mark.came_at
    mark.source, mark.recorder_id, mark.recorded_at = Source.SELF, mark.person_id, mark.came_at
    about = {"session_id": mark.session_id, "person_id": mark.person_id, "by_id": mark.person_id}
    db.session.add(CheckIn(mark=mark, way=Way.SQUARE, at=mark.came_at, **about))
