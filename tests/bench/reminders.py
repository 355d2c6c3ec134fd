"""1,052 reminders leave in the background: what a page costs meanwhile, beside its cost at rest.

A server, a worker and a mail server run beside one another, each a process of its own, on one
database. The mail server takes everything and keeps nothing.
"""

import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_migrate import upgrade
from sqlalchemy import func, select, update

from lms import clock
from lms.app import create_app
from lms.attendance.models import Session, Status
from lms.db import db
from lms.messages.models import Mail, MailState
from tests.bench import data
from tests.bench.client import Client, do
from tests.bench.pages import Job
from tests.bench.server import ROOT, free_port, serving, wait_for

SLOWER = 4 / 3  # a page may be slower by a third
PATIENCE = 180  # seconds until the mails must be gone
ZONE = "Europe/Ljubljana"


class Reminded(NamedTuple):
    """Milliseconds of a learner's first page at rest (before or afterwards, the better) and
    meanwhile; mails, and seconds for them."""

    at_rest: float
    meanwhile: float
    mails: int
    seconds: float


def run(file: Path, seconds: float) -> Reminded:
    """Builds the data, moves one session of every group to tomorrow, lets the worker find them."""
    url = f"sqlite:///{file}"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=file.parent)
    with app.app_context():
        upgrade()
        data.build(1, clock.today(ZONE))
        move_to_tomorrow()
    with mail_server() as port, serving("wsgi:app", url) as web:
        client = Client(web)
        client.sign_in("learner00007@example.org", "bench-bench-bench")
        home = Job("GET", "/", dict(client.cookies))
        pages(client, home, lambda: False, 0.5)
        before = pages(client, home, lambda: False, seconds)
        with worker(url, port):
            wait_until(lambda: sent(app) > 0)
            start = time.perf_counter()
            meanwhile = pages(client, home, lambda: sent(app) >= data.LEARNERS, PATIENCE)
            took = time.perf_counter() - start
        after = pages(client, home, lambda: False, seconds)
        return Reminded(min(before, after), meanwhile, sent(app), took)


def show(found: Reminded) -> None:
    """What the page cost before and meanwhile, as a ratio, and how fast the mails left."""
    slower = found.meanwhile / found.at_rest
    print(
        f"\nReminders: {found.mails} mails in {found.seconds:.0f} s. A learner's first page: "
        f"{found.at_rest:.2f} ms at rest, {found.meanwhile:.2f} ms meanwhile ({slower:.2f} times)."
    )
    if slower > SLOWER:
        print(f"  - Shortfall: {slower:.2f} times, the aim is {SLOWER:.2f}")
    if found.mails < data.LEARNERS:
        print(f"  - Shortfall: {found.mails} of {data.LEARNERS} mails were sent")


def move_to_tomorrow() -> None:
    """The next planned session of every group begins in twelve hours."""
    wall = (clock.now() + timedelta(hours=12)).astimezone(ZoneInfo(ZONE))
    first = select(func.min(Session.id)).where(Session.status == Status.PLANNED)
    ids = list(db.session.scalars(first.group_by(Session.group_id)))
    start = wall.time().replace(second=0, microsecond=0, tzinfo=None)
    end = (wall + timedelta(hours=2)).time().replace(second=0, microsecond=0, tzinfo=None)
    values = {"day": wall.date(), "starts": start, "ends": end, "breaks": []}
    db.session.execute(update(Session).where(Session.id.in_(ids)).values(values))
    db.session.commit()


def pages(client: Client, job: Job, is_over, longest: float) -> float:
    """Opens the page again and again, until it is over; the median, in milliseconds."""
    times: list[float] = []
    looked = end = time.perf_counter() + longest
    while time.perf_counter() < end:
        times.append(do(client, job, None).seconds * 1000)
        if time.perf_counter() - (looked if times[1:] else 0) > 0.5:
            looked = time.perf_counter()
            if is_over():
                break
    return statistics.median(times)


def sent(app) -> int:
    with app.app_context():
        count = select(func.count()).where(Mail.state == MailState.SENT)
        found = db.session.scalar(count) or 0
        db.session.rollback()
        return found


def wait_until(is_so) -> None:
    end = time.perf_counter() + PATIENCE
    while not is_so():
        if time.perf_counter() > end:
            raise RuntimeError("no reminder was sent")
        time.sleep(0.2)


@contextmanager
def mail_server():
    """The port of a mail server that takes everything."""
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}"]
    with running([*command, "-c", "aiosmtpd.handlers.Sink"], os.environ) as process:
        wait_for(port, process)
        yield port


@contextmanager
def worker(url: str, port: int):
    environment = os.environ | {
        "LMS_DATABASE_URL": url,
        "LMS_SECRET_KEY": "bench",
        "LMS_MAIL_SERVER": f"smtp://127.0.0.1:{port}",
        "LMS_QUIET_HOURS": "",
        "LMS_DIGEST_MINUTES": "0",
    }
    with running([sys.executable, "-m", "flask", "--app", "wsgi", "work"], environment):
        yield


@contextmanager
def running(command: list[str], environment):
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)
