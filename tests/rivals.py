"""Two sessions of PostgreSQL that want the same rows: the first commits when the second waits."""

import time

from sqlalchemy import text

from lms.db import db

PATIENCE = 30  # seconds; the machine may be busy with other things


def until_it_waits(hand):
    blocked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        " AND datname = current_database()"
    )
    ends = time.monotonic() + PATIENCE
    with db.engine.connect() as apart:
        while hand.is_alive() and time.monotonic() < ends:
            if apart.scalar(blocked):
                return
            apart.rollback()
            time.sleep(0.02)
