"""`make bench`: queries, p50, p95, requests a second and bytes of every page, and their ratios.

`python -m tests.bench [--seconds N] [--times 10]`. Everything is measured in one run against a bare
Flask page on the same server, the same database and the same machine; shortfalls are printed.
"""

import argparse
import tempfile
from pathlib import Path

from flask_migrate import upgrade

from lms import clock
from lms.app import create_app
from tests.bench import (
    answering,
    attestations,
    completing,
    crowd,
    dashboards,
    data,
    library,
    packs,
    reminders,
    report,
    turnstile,
    verifying,
)
from tests.bench.client import Client, measure
from tests.bench.pages import PAGES, Job, prepare
from tests.bench.server import serving

BARE = Job("GET", "/", {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="each page takes twice as long")
    parser.add_argument("--times", type=int, default=10, help="size of the second data")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        small = run(Path(folder) / "small.db", 1, options.seconds)
        large = run(Path(folder) / "large.db", options.times, options.seconds)
        packed = packs.run(Path(folder))
        issued = attestations.run(Path(folder) / "attestations.db")
        searched = library.run(Path(folder) / "library.db", options.seconds)
        checked = verifying.run(Path(folder) / "verifying.db", options.seconds)
        reminded = reminders.run(Path(folder) / "reminders.db", options.seconds)
        looked = completing.run(Path(folder))
    report.show(small, large, options.times)
    library.show(searched)
    verifying.show(checked)
    reminders.show(reminded)
    packs.show(*packed)
    attestations.show(issued)
    completing.show(looked)
    dashboards.show(dashboards.run(options.seconds))
    crowd.show(crowd.run())
    turnstile.show(turnstile.run())
    answering.show(answering.run())


def run(file: Path, times: int, seconds: float) -> report.Run:
    """Builds the data, starts both servers, measures every page."""
    url = f"sqlite:///{file}"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=file.parent)
    with app.app_context():
        upgrade()
        addresses = data.build(times, clock.today("Europe/Ljubljana"))
    measures, queries = {}, {}
    with serving("tests.bench.bare:app", url) as port:
        measures["bare page"] = measure(port, BARE, seconds)
    with serving("wsgi:app", url) as port:
        jobs = prepare(port, addresses)
        for name in PAGES:
            measures[name] = measure(port, jobs[name], seconds)
            queries[name] = report.count_queries(app, jobs[name])
        first = report.first_visit(Client(port), jobs["learner home"])
    with serving("tests.bench.bare:app", url) as port:
        again = measure(port, BARE, seconds)
    bare = measures["bare page"]
    measures["bare page"] = min(bare, again, key=lambda m: m.p50)
    return report.Run(measures, queries, first)


if __name__ == "__main__":
    main()
