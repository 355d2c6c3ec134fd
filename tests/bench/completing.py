"""The nightly look who is complete, over 50,000 enrolments: seconds, and memory that stays flat.

The looking is done in a process of its own, so that its memory is nobody else's.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import func, select, update

from lms import clock, jobs
from lms.app import create_app
from lms.completion.models import Completion
from lms.completion.tasks import KIND
from lms.courses.models import Enrolment, Group, Programme
from lms.db import db
from lms.jobs.work import runs
from tests.bench import data
from tests.bench.packs import most_memory
from tests.bench.server import ROOT

TIMES = 48  # the people of the bench so many times: 50,496 enrolments
RULES = {"threshold": "2/5"}  # by which most have reached it, some have not
FEW = 10  # runs after which memory is looked at first
GROWTH = 1.2  # the most that memory may grow from then to the end


class Looked(NamedTuple):
    """Enrolments, groups, proposals; seconds; memory (MB) after ten runs and at the end."""

    enrolments: int
    groups: int
    proposed: int
    runs: int
    seconds: float
    early: float
    late: float


def run(folder: Path, times: int = TIMES) -> Looked:
    file = folder / "completing.db"
    url = f"sqlite:///{file}"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=folder)
    with app.app_context():
        upgrade()
        data.build(times, clock.today("Europe/Ljubljana"))
        db.session.execute(update(Programme).values(rules=RULES))
        jobs.later(KIND, {"after": 0}, now=clock.now())
        db.session.commit()
        db.engine.dispose()
    env = os.environ | {"LMS_DATABASE_URL": url, "LMS_SECRET_KEY": "bench", "LMS_QUEUE_URL": "off"}
    command = [sys.executable, "-m", "tests.bench.completing"]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return Looked(**json.loads(done.stdout))


def show(found: Looked) -> None:
    each = found.seconds / found.enrolments * 1_000
    print(
        f"\nNightly look at {found.enrolments} enrolments in {found.groups} groups: "
        f"{found.seconds:.1f} s in {found.runs} runs, {each:.2f} ms each; "
        f"{found.proposed} proposed; memory {found.early:.0f} MB after {FEW} runs, "
        f"{found.late:.0f} MB at the end."
    )
    if found.late > found.early * GROWTH:
        print(f"  - Shortfall: memory grew {found.late / found.early:.2f} times")


def main() -> None:
    app = create_app()
    with app.app_context():
        early, number, begun = 0.0, 0, time.perf_counter()
        for number, well in enumerate(runs(clock.now, most=100_000), 1):
            if not well:
                raise RuntimeError("a run of the look failed")
            early = most_memory() if number <= FEW else early
        seconds = time.perf_counter() - begun
        counts = [
            db.session.scalar(select(func.count()).select_from(table))
            for table in (Enrolment, Group, Completion)
        ]
        print(json.dumps(Looked(*counts, number, seconds, early, most_memory())._asdict()))


if __name__ == "__main__":
    main()
