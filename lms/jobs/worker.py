"""The worker: does jobs as soon as the bell rings, and looks around every minute."""

import os
import signal
import time
from typing import Any

from flask import Flask
from huey.consumer import Consumer

from lms import clock
from lms.jobs.bell import each_minute, huey_of
from lms.jobs.tick import tick
from lms.jobs.work import runs

GENTLE = 10  # pages come first
MOST = 100_000  # jobs of one `lms work --once`
LOOK_SECONDS, HEALTH_SECONDS, MINUTE_SECONDS = 0.2, 10, 60


def once() -> bool:
    """What a worker does in its first minute; whether all of it went well."""
    tick(now=clock.now())
    return False not in list(runs(clock.now, most=MOST))


def serve(app: Flask) -> None:
    """Works until SIGTERM or SIGINT; what runs then is finished. A second signal ends at once."""
    seen: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        if seen:
            os._exit(1)
        seen.append(number)

    os.nice(GENTLE)
    threads = max(1, app.config["WORKERS"])
    consumer = Consumer(
        huey_of(app), threads, periodic=False, initial_delay=0.1, backoff=1.1, max_delay=0.5
    )
    consumer.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    looked, minute = time.monotonic(), time.monotonic()
    while not seen:
        if time.monotonic() >= minute:  # here, as a silent mail server may keep all threads busy
            each_minute(app)
            minute = time.monotonic() + MINUTE_SECONDS
        time.sleep(LOOK_SECONDS)
        if time.monotonic() > looked + HEALTH_SECONDS:
            consumer.check_worker_health()
            looked = time.monotonic()
    consumer.stop(graceful=True)
