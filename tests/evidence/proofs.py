"""What the tests of packs share: sessions of a group, who was there, and what proves it."""

import hashlib
import io
import zipfile
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from lms import files
from lms.attendance.actions import seals
from lms.attendance.models import CheckIn, Kind, Link, Mark, Session, Source, Way
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.courses.models import Group
from lms.db import db
from lms.evidence.models import Pack, PackPart, Scan, Sheet, Signature
from tests import cast
from tests.attendance.samples import PDF
from tests.cast import NOW

FIRST, LAST = date(2022, 1, 3), date(2022, 3, 30)


def group_of(world, slug="proven", people=16):
    """A group of the programme, with people P00, P01 ... in it since February."""
    group = Group(
        slug=slug, title="Proven", programme=world.local, organisation=world.centre,
        zone=cast.ZONE, trainers=[world.tara], starts_on=FIRST, ends_on=LAST,
    )  # fmt: skip
    made = [cast.person(f"{slug[0].upper()}{n:02}", world.centre) for n in range(people)]
    db.session.add_all([group, *(cast.enrol(one, group, FIRST) for one in made)])
    db.session.flush()
    return group, made


def sessions_of(world, group, count, **values):
    """So many sessions that were held and sealed, a day apart."""
    values = {"sealed_at": NOW, "trainer": world.tara, "mode": "onsite"} | values
    made = [
        cast.session(
            group, f"{group.slug}-{n:02}", FIRST + timedelta(days=1 + n), world.digital, **values
        )
        for n in range(count)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def resealed(group):
    """The chain of a group anew: every session that is sealed, as its register is now."""
    db.session.flush()
    db.session.query(Link).filter_by(group_id=group.id).delete()
    sealed = select(Session).where(Session.group_id == group.id, Session.sealed_at.is_not(None))
    for session in db.session.scalars(sealed.order_by(Session.day, Session.code)).all():
        frame = frame_of(session)
        seals.seal(frame, registers.register(frame), by=None, now=NOW)
    db.session.commit()


def mark(session, person, recorder=None, **values):
    start, end = (datetime.fromtimestamp(moment, UTC) for moment in session.span)
    times = {"came_at": start, "left_at": end} if values.get("kind") != Kind.ABSENCE else {}
    given = {"kind": Kind.PRESENCE, "source": Source.TRAINER, "recorded_at": NOW} | times | values
    made = Mark(session_id=session.id, person_id=person.id, recorder=recorder, **given)
    db.session.add(made)
    return made


def signed(session, people, by, scan=PDF, name="list.pdf", kind="application/pdf"):
    """A sheet that these people signed, with its scan, unless there is none."""
    code = f"S{hashlib.sha256(session.code.encode()).hexdigest()[:8].upper()}"
    sheet = Sheet(
        code=code, session_id=session.id, rows=[one.id for one in people], empty_rows=0,
        language="en", made_by_id=by.id, made_at=NOW,
    )  # fmt: skip
    db.session.add(sheet)
    db.session.flush()
    if scan is not None:
        file = files.keep(scan, kind, now=NOW)
        about = {"session_id": session.id, "sheet_id": sheet.id, "file_name": name}
        db.session.add(Scan(file_id=file.id, added_by_id=by.id, added_at=NOW, **about))
    about = {"session_id": session.id, "sheet_id": sheet.id, "recorded_by_id": by.id}
    db.session.add_all(Signature(person_id=one.id, recorded_at=NOW, **about) for one in people)
    db.session.flush()
    return sheet


def checked_in(session, person, marked, way=Way.SQUARE, by=None):
    made = CheckIn(
        session_id=session.id, person_id=person.id, mark=marked, way=way, at=NOW,
        by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(made)
    return made


def w15(world):
    """The worked example: 158 presences in ten sealed sessions, 156 of them signed for."""
    group, people = group_of(world, "w15", 16)
    sessions = sessions_of(world, group, 10)
    for number, session in enumerate(sessions):
        for place, person in enumerate(people):
            absent = (number, place) in ((0, 0), (1, 1))
            mark(session, person, world.tara, kind=Kind.ABSENCE if absent else Kind.PRESENCE)
        unsigned = {(2, 2): True, (5, 7): True}
        there = [p for place, p in enumerate(people) if (number, place) not in unsigned]
        there = [p for p in there if (number, people.index(p)) not in ((0, 0), (1, 1))]
        signed(session, there, world.tara)
    resealed(group)
    return group, people, sessions


def the_pack():
    return db.session.scalars(select(Pack).order_by(Pack.id.desc())).first()


def content_of(pack):
    """The bytes of a pack, put together."""
    parts = select(PackPart.content).where(PackPart.pack_id == pack.id).order_by(PackPart.number)
    return b"".join(db.session.scalars(parts))


def unpacked(content):
    """Name -> bytes, in the order in which they are packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}
