"""Packs are built by workers: one that dies in the middle leaves nothing half, two at once make one
pack, and large scans are in memory one at a time."""

import os
import subprocess
import sys
import tracemalloc
from datetime import timedelta

from sqlalchemy import func, select

from lms import clock
from lms.db import db
from lms.evidence.actions import packs as actions
from lms.evidence.models import Pack, PackPart
from lms.jobs.tick import tick
from lms.jobs.work import claimed, work_off
from tests import cast
from tests.cast import NOW
from tests.evidence.proofs import (
    FIRST,
    LAST,
    content_of,
    group_of,
    mark,
    sessions_of,
    signed,
    the_pack,
    unpacked,
    w15,
)
from tests.jobs.processes import ROOT, asked, environment, until, worker

ASK = f"""
from datetime import date
from lms import clock
from lms.app import create_app
from lms.courses.queries import group
from lms.db import db
from lms.evidence.actions import packs
from lms.people.models import Person
with create_app().app_context():
    ema = db.session.query(Person).filter_by(code="EMA").one()
    packs.ask(group("w15"), date.fromisoformat("{FIRST}"), date.fromisoformat("{LAST}"),
              with_gaps=True, language="en", by=ema, now=clock.now())
    db.session.commit()
"""


def ask(world, group, now=NOW):
    made = actions.ask(group, FIRST, LAST, with_gaps=True, language="en", by=world.ema, now=now)
    db.session.commit()
    return made


def test_a_worker_that_died_in_the_middle_leaves_nothing_half(world):
    group, _people, _sessions = w15(world)
    first = ask(world, group)
    work_off(now=NOW)
    whole = (the_pack().sha256, content_of(first))
    died = ask(world, group)
    assert claimed(NOW)
    died.state, died.done, died.steps = "building", 5, 30
    db.session.add(PackPart(pack_id=died.id, number=0, content=b"half"))
    db.session.add(PackPart(pack_id=died.id, number=7, content=b"half"))
    db.session.commit()
    later = NOW + timedelta(minutes=11)
    tick(now=later)
    work_off(now=later)
    db.session.rollback()
    assert (the_pack().id, the_pack().state) == (died.id, "done")
    assert (the_pack().sha256, content_of(died)) == whole


def test_a_killed_process_is_followed_by_another(own_app):
    world = cast.build()
    group, _people, _sessions = w15(world)
    ask(world, group, clock.now())
    with worker(own_app) as process:
        until(lambda: asked(select(Pack.state))[0][0] != "waiting")
        process.kill()
        process.wait()
    with worker(own_app, minutes_later=11):
        until(lambda: asked(select(Pack.state))[0][0] == "done")
    assert "manifest.txt" in unpacked(content_of(the_pack()))


def test_two_who_ask_at_once_get_one_pack(own_app):
    w15(cast.build())
    db.session.remove()
    processes = [
        subprocess.Popen([sys.executable, "-c", ASK], cwd=ROOT, env=environment(own_app))
        for _each in range(3)
    ]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert asked(select(func.count()).select_from(Pack)) == [(1,)]


def test_large_scans_are_in_memory_one_at_a_time(world):
    scans, size = 10, 4_000_000
    group, people = group_of(world, people=1)
    for session in sessions_of(world, group, scans):
        mark(session, people[0], world.tara)
        signed(session, people, world.tara, scan=os.urandom(size))
        db.session.flush()
        db.session.expunge_all()
        world.tara = db.session.merge(world.tara)
        people = [db.session.merge(one) for one in people]
    world.ema, group = db.session.merge(world.ema), db.session.merge(group)
    made = ask(world, group)
    key = made.id
    db.session.expunge_all()
    tracemalloc.start()
    work_off(now=NOW)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * size
    pack = db.session.get(Pack, key)
    assert (pack.state, pack.size > scans * size) == ("done", True)
    parts = select(func.count()).where(PackPart.pack_id == key)
    assert db.session.scalar(parts) > scans
