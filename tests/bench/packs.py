"""A pack of evidence for ten sessions of thirty people, and for a hundred: seconds and memory.

Each is built by a worker in a process of its own, as the job that a page queues. Every session has
a scan of its list, of the size of a photo.
"""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import insert, select

from lms import clock, files
from lms.app import create_app
from lms.attendance.models import Kind, Mark, Session, Source, Status
from lms.courses.models import Group
from lms.db import db
from lms.evidence.actions import packs
from lms.evidence.models import Pack, Scan, Sheet, Signature
from lms.jobs.work import work_off
from lms.people.models import Organisation, Person
from tests.bench import data
from tests.bench.server import ROOT

PEOPLE, FEW, MANY = 30, 10, 100
SCAN = 300_000  # bytes
MOST_SECONDS, MOST_MEMORY = 5.0, 200  # of the few; MB
DAY = date(2022, 1, 3)


class Built(NamedTuple):
    """Seconds on the clock and of the processor, the most memory of the whole process (MB), size of
    the pack (MB), files in it."""

    seconds: float
    work: float
    memory: float
    size: float
    files: int


def run(folder: Path) -> tuple[Built, Built]:
    few, many = (built(folder / f"packs-{count}.db", count) for count in (FEW, MANY))
    return few, many


def show(few: Built, many: Built) -> None:
    for count, one in ((FEW, few), (MANY, many)):
        print(
            f"\nEvidence pack of {count} sessions x {PEOPLE} people: {one.seconds:.2f} s "
            f"({one.work:.2f} s of the processor), {one.memory:.0f} MB of memory, "
            f"{one.files} files, {one.size:.1f} MB."
        )
    growth, times = many.work / few.work, MANY / FEW  # the clock also shows what others do
    print(f"Ten times the sessions: {growth:.1f} times the work, "
          f"{many.memory / few.memory:.2f} times the memory.")  # fmt: skip
    if few.seconds > MOST_SECONDS:
        print(f"  - Shortfall: {few.seconds:.1f} s, the aim is {MOST_SECONDS:.0f} s")
    if few.memory > MOST_MEMORY:
        print(f"  - Shortfall: {few.memory:.0f} MB, the aim is {MOST_MEMORY}")
    if growth > times:
        print(f"  - Shortfall: {growth:.1f} times the work for {times:.0f} times the sessions")


def built(file: Path, sessions: int) -> Built:
    url = f"sqlite:///{file}"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=file.parent)
    with app.app_context():
        upgrade()
        ask(sessions)
        db.engine.dispose()
    env = os.environ | {"LMS_DATABASE_URL": url, "LMS_SECRET_KEY": "bench", "LMS_QUEUE_URL": "off"}
    env["LMS_FILES"] = str(file.parent / "files")
    command = [sys.executable, "-m", "tests.bench.packs"]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return Built(**json.loads(done.stdout))


def ask(count: int) -> None:
    """A group with its sessions, registers, lists and scans; and a pack that waits."""
    now, home = clock.now(), Organisation(slug="bench", name="Bench centre")
    course = data.make_course()
    trainer = Person(code="TRAINER", name="Trainer", role="trainer", organisation=home)
    db.session.add_all([home, trainer])
    db.session.flush()
    programme = data.make_programme(0, home, course, now)
    people = data.make_people(PEOPLE, home, "")
    (group,) = data.make_groups([programme], home, PEOPLE, trainer, DAY)
    data.enrol(people, [group], DAY, now)
    for number in range(count):
        take(group, people, held(group, number, course, trainer, now), trainer, now)
    last = DAY + timedelta(days=count)
    packs.ask(group, DAY, last, with_gaps=True, language="en", by=trainer, now=now)
    db.session.commit()


def held(group: Group, number: int, course, trainer: Person, now: datetime) -> Session:
    made = Session(
        code=f"S-{number:03}", group=group, course=course, module=course.modules[number % 8],
        day=DAY + timedelta(days=number), starts=wall(17), ends=wall(20, 15), trainer=trainer,
        breaks=[["18:30", "18:45"]], zone="Europe/Ljubljana", status=Status.HELD, sealed_at=now,
        published_at=now, place="Room 1",
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def take(group: Group, people: list[int], session: Session, trainer: Person, now: datetime) -> None:
    """Everybody is there; one of thirty did not sign."""
    start, end = (datetime.fromtimestamp(moment, UTC) for moment in session.span)
    times = {"came_at": start, "left_at": end, "kind": Kind.PRESENCE, "source": Source.TRAINER}
    about = {"session_id": session.id}
    seen = about | {"recorded_at": now, "recorder_id": trainer.id}
    db.session.execute(insert(Mark), [seen | times | {"person_id": one} for one in people])
    sheet = Sheet(
        code=f"L{session.id}", rows=people, empty_rows=0, language="en", made_by_id=trainer.id,
        made_at=now, **about,
    )  # fmt: skip
    db.session.add(sheet)
    db.session.flush()
    photo = files.keep(os.urandom(SCAN), "image/jpeg", now=now)
    added = {"added_by_id": trainer.id, "added_at": now, "file_name": "list.jpg"}
    db.session.add(Scan(sheet_id=sheet.id, file_id=photo.id, **about, **added))
    seen = about | {"recorded_at": now, "recorded_by_id": trainer.id, "sheet_id": sheet.id}
    db.session.execute(insert(Signature), [seen | {"person_id": one} for one in people[1:]])
    db.session.flush()
    db.session.expunge(photo)


def main() -> None:
    """In a process of its own: does the job that waits, and says what it took."""
    app = create_app()
    with app.app_context():
        begun, worked = time.perf_counter(), time.process_time()
        work_off(now=clock.now())
        seconds, work = time.perf_counter() - begun, time.process_time() - worked
        pack = db.session.scalars(select(Pack)).one()
        peak = most_memory()
        size, count = (pack.size or 0) / 1024 / 1024, pack.steps + 2
        if pack.state != "done":
            raise RuntimeError(f"{pack.state}: {pack.words}")
    print(json.dumps(Built(seconds, work, peak, size, count)._asdict()))


def most_memory() -> float:
    """The most that this process ever held, in megabytes. getrusage would count what the bench held
    when it started this process; Linux keeps it apart."""
    lines = Path("/proc/self/status").read_text().splitlines()
    kilobytes = next(line for line in lines if line.startswith("VmHWM:")).split()[1]
    return int(kilobytes) / 1024


if __name__ == "__main__":
    main()
