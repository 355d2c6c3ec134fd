"""`lms work`: the worker."""

import os
import signal
import sys
import time
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from huey.consumer import Consumer

from lms import clock
from lms.db import db
from lms.jobs.bell import huey_of
from lms.jobs.tick import tick
from lms.jobs.work import runs

GENTLE = 10  # pages come first
LOOK_SECONDS, HEALTH_SECONDS = 0.2, 10
MOST = 100_000  # jobs of `--once`


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due, and end; 1 where a job failed.")
@with_appcontext
def work(once: bool) -> None:
    """Do the jobs of the background, until told to stop."""
    if once:
        sys.exit(0 if do_once() else 1)
    os.nice(GENTLE)
    serve(Consumer(
        huey_of(current_app._get_current_object()),  # type: ignore[attr-defined]
        workers=current_app.config["WORKERS"], initial_delay=0.1, backoff=1.1, max_delay=0.5,
        scheduler_interval=1,
    ))  # fmt: skip


def do_once() -> bool:
    """What a worker does in its first minute; whether all of it went well."""
    tick(now=clock.now())
    return False not in list(runs(now=clock.now(), most=MOST))


def serve(consumer: Consumer) -> None:
    """Works until SIGTERM or SIGINT; what runs then is finished. A second signal ends at once."""
    seen: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        if seen:
            os._exit(1)
        seen.append(number)

    db.session.remove()  # nothing is held while it waits
    consumer.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    looked = time.monotonic()
    while not seen:
        time.sleep(LOOK_SECONDS)
        if time.monotonic() > looked + HEALTH_SECONDS:
            consumer.check_worker_health()
            looked = time.monotonic()
    consumer.stop(graceful=True)
