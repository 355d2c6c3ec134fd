"""Dashboards over 50,000 enrolments and 1,000,000 presences, and over a tenth of it: the landing
page, one programme of 1,052 learners and the indicators of a project, against a bare page in the
same run; the landing page while one group is old; and all people as a file, with its memory.

`python -m tests.bench.dashboards [--seconds N] [--programmes 48]`, on SQLite, and on PostgreSQL
where LMS_TEST_DATABASE_URL names a server. Milliseconds on the clock are of a server that answers
one client; those of the processor are of the application alone, and say more on a busy machine.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from flask_migrate import upgrade
from sqlalchemy import func, select, update

from lms import clock
from lms.app import create_app
from lms.courses.models import Group
from lms.db import db
from tests.bench import crowd, data, network, report
from tests.bench.client import Client, measure
from tests.bench.pages import Job
from tests.bench.server import ROOT, serving

PROGRAMMES, TENTH = 48, 5
SLOWEST, QUERIES, GROWTH, SWELLING = 20.0, 12, 1.5, 1.25
BARE = Job("GET", "/", {})
PAGES = {
    "landing page": "/dashboard",
    "one programme": "/dashboard?programme=bench-0",
    "one programme, explored": "/explore?programme=bench-0",
    "indicator page": "/projects/bench/indicators",
}
OLD, FILE = "landing page, one group old", "/explore/people.csv"
COORDINATOR, LOOKS = "coord@example.org", 15


class Page(NamedTuple):
    """Milliseconds on the clock and of the processor, and as multiples of the bare page's."""

    wall: float
    work: float
    times: float
    times_work: float
    queries: int


class File(NamedTuple):
    """Lines of a file, seconds, and the most memory of the process that made it (MB)."""

    lines: int
    seconds: float
    memory: float


class Figures(NamedTuple):
    where: str
    made: network.Made
    built: float  # seconds
    pages: dict[str, Page]
    file: File


def run(seconds: float, programmes: int = PROGRAMMES) -> list[tuple[Figures, Figures]]:
    """For each database: a tenth, and all."""
    sizes = {"tenth": max(1, programmes * TENTH // PROGRAMMES), "all": programmes}
    made: dict[str, list[Figures]] = {}
    with tempfile.TemporaryDirectory(prefix="lms-dashboards-") as folder:
        for name, size in sizes.items():
            place = Path(folder, name)
            place.mkdir()
            for where, url in crowd.databases(place):
                made.setdefault(where, []).append(on_one(where, url, place, size, seconds))
    return [(small, large) for small, large in made.values()]


def on_one(where: str, url: str, folder: Path, programmes: int, seconds: float) -> Figures:
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=folder)
    begun = time.perf_counter()
    with app.app_context():
        upgrade()
        made = network.build(programmes, clock.today(network.ZONE))
        db.session.remove()
    built = time.perf_counter() - begun
    pages = looked_at(app, url, seconds)
    file = exported(url)
    with app.app_context():
        db.engine.dispose()
    return Figures(where, made, built, pages, file)


def looked_at(app: Any, url: str, seconds: float) -> dict[str, Page]:
    """Each page between two looks at the bare one, of which the faster counts."""
    with serving("wsgi:app", url) as port, serving("tests.bench.bare:app", url) as yardstick:
        coordinator = Client(port)
        coordinator.sign_in(COORDINATOR, data.PASSWORD)
        bare = bare_app(url)
        found = {}
        for name, address in (PAGES | {OLD: PAGES["landing page"]}).items():
            if name == OLD:
                make_one_old(app)
            job = Job("GET", address, coordinator.cookies, clients=1)
            before = measure(yardstick, BARE._replace(clients=1), seconds / 2).p50
            wall = measure(port, job, seconds).p50
            after = measure(yardstick, BARE._replace(clients=1), seconds / 2).p50
            work, yard = processor(app, job), processor(bare, BARE)
            queries = report.count_queries(app, job)
            found[name] = Page(wall, work, wall / min(before, after), work / yard, queries)
    return found


def bare_app(url: str) -> Any:
    """The bare page in this process; it reads the address of the database when it is imported."""
    os.environ["LMS_DATABASE_URL"] = url
    sys.modules.pop("tests.bench.bare", None)
    return __import__("tests.bench.bare", fromlist=["app"]).app


def processor(app: Any, job: Job) -> float:
    """Milliseconds of the processor for one answer, as the application gives it."""
    client, found = app.test_client(), []
    for name, value in job.cookies.items():
        client.set_cookie(name, value)
    for _ in range(LOOKS + 2):
        begun = time.process_time()
        if client.get(job.path).status_code != 200:
            raise RuntimeError(f"{job.path}: no answer to measure")
        found.append((time.process_time() - begun) * 1000)
    return median(found[2:])


def make_one_old(app: Any) -> None:
    with app.app_context():
        one = select(func.min(Group.id)).scalar_subquery()
        more = update(Group).where(Group.id == one).values(revision=Group.revision + 1)
        db.session.execute(more)
        db.session.commit()


def exported(url: str) -> File:
    """Made in a process of its own: nothing else is in its memory."""
    environment = os.environ | {"LMS_DATABASE_URL": url, "LMS_SECRET_KEY": "bench"}
    command = [sys.executable, "-m", "tests.bench.exported", FILE, COORDINATOR, data.PASSWORD]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if said.returncode:
        raise RuntimeError(said.stderr[-2000:])
    lines, seconds, memory = said.stdout.split()[-3:]
    return File(int(lines), float(seconds), float(memory))


def show(results: list[tuple[Figures, Figures]]) -> None:
    for small, large in results:
        print(
            f"\nDashboards, {large.where}: {large.made.enrolments} enrolments, "
            f"{large.made.presences} presences (and {small.made.enrolments}, "
            f"{small.made.presences}); made in {small.built + large.built:.0f} s"
        )
        print(f"{'':30}{'queries':>8}{'p50 ms':>9}{'x bare':>8}{'growth':>8}"
              f"{'cpu ms':>9}{'x bare':>8}{'growth':>8}")  # fmt: skip
        for name, one in large.pages.items():
            before = small.pages[name]
            print(
                f"{name:30}{one.queries:8}{one.wall:9.1f}{one.times:8.1f}"
                f"{one.times / before.times:8.2f}{one.work:9.1f}{one.times_work:8.1f}"
                f"{one.times_work / before.times_work:8.2f}"
            )
        for file in (small.file, large.file):
            print(f"{FILE}: {file.lines} lines, {file.seconds:.1f} s, {file.memory:.0f} MB")
        for words in shortfalls(small, large):
            print(f"  - Shortfall: {words}")


def shortfalls(small: Figures, large: Figures) -> list[str]:
    found = [f"kept rows of {slug} are wrong" for slug in small.made.wrong + large.made.wrong]
    for name, one in large.pages.items():
        before = small.pages[name]
        if one.times > SLOWEST:
            found.append(f"{name} takes {one.times:.1f} times the bare page")
        if one.queries > QUERIES:
            found.append(f"{name} asks {one.queries} times, not {QUERIES} at most")
        if one.times > GROWTH * before.times:
            found.append(f"{name} grew {one.times / before.times:.2f} times")
    if large.file.memory > SWELLING * small.file.memory:
        found.append(f"{FILE} takes {large.file.memory / small.file.memory:.2f} times the memory")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--programmes", type=int, default=PROGRAMMES)
    options = parser.parse_args()
    show(run(options.seconds, options.programmes))


if __name__ == "__main__":
    main()
