"""Dashboards over 50,000 enrolments and 1,000,000 presences, and over a tenth of it: the landing
page, the list of people and one programme, against a bare page in the same run; what a recount of
everything takes, and what a page costs while one group is old.

`python -m tests.bench.dashboards [--seconds N] [--times 48]`, on SQLite, and on PostgreSQL where
LMS_TEST_DATABASE_URL names a server.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import func, select, update

from lms import clock
from lms.app import create_app
from lms.attendance.models import Mark
from lms.courses.models import Enrolment, Group
from lms.db import db
from lms.reports.commands import remade
from tests.bench import crowd, data, report
from tests.bench.client import Client, Measure, measure
from tests.bench.pages import Job
from tests.bench.server import serving

TIMES, TENTH = 48, 5  # the people of the bench so many times
SESSIONS = (27, 27, 27, 27, 27, 28)  # three quarters held: twenty presences for each person
SLOWEST, QUERIES, GROWTH = 20.0, 12, 1.5
BARE = Job("GET", "/", {})
PAGES = {
    "landing page": "/dashboard",
    "one programme": "/dashboard?programme=bench-1",
    "all people": "/standing",
    "registers": "/registers",
    "charts": "/charts",
}
OLD = "landing page, one group old"


class Figures(NamedTuple):
    """Seconds of a recount of everything; `found` and `queries` by page."""

    where: str
    enrolments: int
    presences: int
    recounted: float
    bare: Measure
    found: dict[str, Measure]
    queries: dict[str, int]


def run(seconds: float, times: int = TIMES) -> list[tuple[Figures, Figures]]:
    """For each database: a tenth, and all."""
    with tempfile.TemporaryDirectory(prefix="lms-dashboards-") as folder:
        made: dict[str, list[Figures]] = {}
        for name, size in (("tenth", max(1, times * TENTH // TIMES)), ("all", times)):
            place = Path(folder, name)
            place.mkdir()
            for where, url in crowd.databases(place):
                made.setdefault(where, []).append(on_one(where, url, place, size, seconds))
    return [(small, large) for small, large in made.values()]


def on_one(where: str, url: str, folder: Path, times: int, seconds: float) -> Figures:
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=folder)
    with app.app_context():
        upgrade()
        whole, data.SESSIONS = data.SESSIONS, SESSIONS
        try:
            data.build(times, clock.today("Europe/Ljubljana"))
        finally:
            data.SESSIONS = whole
        begun = time.perf_counter()
        remade()
        recounted = time.perf_counter() - begun
        enrolments, presences = (
            db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Enrolment, Mark)
        )
        db.session.remove()
    with serving("tests.bench.bare:app", url) as port:
        bare = measure(port, BARE, seconds)
    found, queries = pages(app, url, seconds)
    with serving("tests.bench.bare:app", url) as port:
        bare = min(bare, measure(port, BARE, seconds), key=lambda one: one.p50)
    with app.app_context():
        db.engine.dispose()
    return Figures(where, enrolments, presences, recounted, bare, found, queries)


def pages(app, url: str, seconds: float) -> tuple[dict[str, Measure], dict[str, int]]:
    found, queries = {}, {}
    with serving("wsgi:app", url) as port:
        coordinator = Client(port)
        coordinator.sign_in("coord@example.org", data.PASSWORD)
        for name, address in PAGES.items():
            job = Job("GET", address, coordinator.cookies)
            found[name] = measure(port, job, seconds)
            queries[name] = report.count_queries(app, job)
        with app.app_context():
            one = select(func.min(Group.id)).scalar_subquery()
            db.session.execute(
                update(Group).where(Group.id == one).values(revision=Group.revision + 1)
            )
            db.session.commit()
        job = Job("GET", PAGES["landing page"], coordinator.cookies)
        found[OLD] = measure(port, job, seconds)
        queries[OLD] = report.count_queries(app, job)
    return found, queries


def show(results: list[tuple[Figures, Figures]]) -> None:
    for small, large in results:
        print(
            f"\nDashboards, {large.where}: {large.enrolments} enrolments, {large.presences} "
            f"presences; counted anew in {large.recounted:.0f} s "
            f"({large.recounted / large.enrolments * 1000:.1f} ms an enrolment)"
        )
        print(f"{'':30}{'queries':>8}{'p50 ms':>9}{'x bare':>8}{'growth':>8}")
        for name, one in large.found.items():
            times, growth = one.p50 / large.bare.p50, one.p50 / small.found[name].p50
            print(f"{name:30}{large.queries[name]:8}{one.p50 * 1000:9.1f}{times:8.1f}{growth:8.2f}")
        for words in shortfalls(small, large):
            print(f"  - Shortfall: {words}")


def shortfalls(small: Figures, large: Figures) -> list[str]:
    found = []
    for name, one in large.found.items():
        if one.p50 > SLOWEST * large.bare.p50:
            found.append(f"{name} takes {one.p50 / large.bare.p50:.1f} times the bare page")
        if large.queries[name] > QUERIES and name != OLD:
            found.append(f"{name} asks {large.queries[name]} times, not {QUERIES} at most")
        if one.p50 > GROWTH * small.found[name].p50:
            found.append(f"{name} grew {one.p50 / small.found[name].p50:.2f} times")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    show(run(options.seconds, options.times))


if __name__ == "__main__":
    main()
