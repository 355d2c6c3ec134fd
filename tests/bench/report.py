"""What is printed: figures, ratios, and what falls short of the aims."""

import re
from typing import NamedTuple

from sqlalchemy import event

from lms.db import db
from tests.bench.client import Client, Measure
from tests.bench.pages import PAGES, Job

MOST_QUERIES = 12
MOST_OF = {
    "save register of 35": 6,
    "one tap in a register of 35": 8,
    "send marks of 35": 8,
    "calendar month of 300": 8,
    "publish a series of 60": 30,
}  # queries, where it is another
SLOWEST = {
    "coordinator dashboard": 10.0,
    "standing of all learners": 10.0,
    "group standing": 10.0,
    "calendar month of 300": 5.0,
    "publish a series of 60": 10.0,
}
GROWTH = 1.5
HOME_SHARE = 1 / 3  # of the bare page's requests a second
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS = 60_000, 5


class Visit(NamedTuple):
    requests: int
    size: int


class Run(NamedTuple):
    measures: dict[str, Measure]
    queries: dict[str, int]
    first: Visit


def count_queries(app, job: Job) -> int:
    """The statements that one such request costs, counted inside the application."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        client = app.test_client()
        for name, value in job.cookies.items():
            client.set_cookie(name, value)
        form = job.sample or (job.forms[0] if job.forms else None)
        client.open(job.path, method=job.method, data=form, headers=job.headers)
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def first_visit(client: Client, job: Job) -> Visit:
    """Everything that a browser loads when a learner opens the first page, compressed."""
    client.cookies = dict(job.cookies)
    html = client.send("GET", job.path, plain=True).body.decode()
    parts = {address.partition("#")[0] for address in re.findall(r'"(/static/[^"]+)"', html)}
    sizes = [len(client.send("GET", job.path).body)]
    sizes += [len(client.send("GET", part).body) for part in sorted(parts)]
    return Visit(len(sizes), sum(sizes))


def show(small: Run, large: Run, times: int) -> None:
    bare, bare_large = small.measures["bare page"], large.measures["bare page"]
    head = f"{'page':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'req/s':>8}{'bytes':>8}"
    print(f"\n{head}{'x bare':>8}{'rps/bare':>10}{f'growth x{times}':>12}")
    print(row("bare page", bare, 1, "", "", ""))
    for name in PAGES:
        one, many = small.measures[name], large.measures[name]
        ratio, share = one.p50 / bare.p50, one.rps / bare.rps
        growth = (many.p50 / bare_large.p50) / ratio
        figures = (f"{ratio:.1f}", f"{share:.2f}", f"{growth:.2f}")
        print(row(name, one, small.queries[name], *figures))
    print(
        f"\nA learner's first visit: {small.first.requests} requests, {small.first.size:,} bytes."
    )
    falls = [*shortfalls(small, large)]
    print("\nShortfalls:" if falls else "\nEvery aim is met.")
    for words in falls:
        print(f"  - {words}")


def row(name: str, m: Measure, queries: int, ratio: str, share: str, growth: str) -> str:
    figures = f"{name:<28}{queries:>8}{m.p50:>9.2f}{m.p95:>9.2f}{m.rps:>8.0f}{m.size:>8}"
    return f"{figures}{ratio:>8}{share:>10}{growth:>12}"


def shortfalls(small: Run, large: Run):
    bare, bare_large = small.measures["bare page"], large.measures["bare page"]
    for name in PAGES:
        one, many = small.measures[name], large.measures[name]
        most = MOST_OF.get(name, MOST_QUERIES)
        for queries in {small.queries[name], large.queries[name]}:
            if queries > most:
                yield f"{name}: {queries} queries, the aim is {most} at most"
        ratio = one.p50 / bare.p50
        if ratio > SLOWEST.get(name, float("inf")):
            yield f"{name}: {ratio:.1f} times the bare page, the aim is {SLOWEST[name]:.0f}"
        growth = (many.p50 / bare_large.p50) / ratio
        if growth > GROWTH:
            yield f"{name}: {growth:.2f} times the cost at the larger data, the aim is {GROWTH}"
    share = small.measures["learner home"].rps / bare.rps
    if share < HOME_SHARE:
        yield f"learner home: {share:.2f} of the bare page's requests a second, the aim is 0.33"
    if small.first.size > FIRST_VISIT_BYTES or small.first.requests > FIRST_VISIT_REQUESTS:
        yield f"first visit: {small.first.requests} requests, {small.first.size:,} bytes"
