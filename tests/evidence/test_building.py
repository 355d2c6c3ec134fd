"""Packs are built by workers: one that dies in the middle leaves nothing half, two at once make one
pack, and large scans are in memory one at a time."""

import os
import subprocess
import sys
import tracemalloc
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from lms import clock
from lms.db import db
from lms.evidence.actions import packs as actions
from lms.evidence.models import Pack, PackPart
from lms.evidence.tasks import build_in_vain
from lms.jobs.tick import tick
from lms.jobs.work import claimed, work_off
from tests import cast
from tests.cast import NOW
from tests.evidence import proofs
from tests.evidence.proofs import FIRST, LAST, content_of, the_pack, unpacked, w15
from tests.jobs.processes import ROOT, asked, environment, until, worker
from tests.visitor import Visitor

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


@contextmanager
def heard(call):
    """`call` with "piece" before each that is kept, "done" before the pack is, and "commit"."""

    def said(connection, cursor, statement, parameters, *rest):
        if statement.startswith("INSERT INTO pack_parts"):
            call("piece")
        values = parameters.values() if isinstance(parameters, dict) else parameters
        if statement.startswith("UPDATE packs") and "done" in values:
            call("done")

    def committed(connection):
        call("commit")

    event.listen(db.engine, "before_cursor_execute", said)
    event.listen(db.engine, "commit", committed)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", said)
        event.remove(db.engine, "commit", committed)


def test_pieces_are_kept_one_by_one_and_done_comes_last(world, monkeypatch):
    """On SQLite whoever writes waits for the transaction: it is never more than one piece long."""
    monkeypatch.setattr(actions, "PIECE", 10_000)
    group, _people, _sessions = w15(world)
    ask(world, group)
    seen = []
    with heard(seen.append):
        work_off(now=NOW)
    first, done = seen.index("piece"), seen.index("done")
    pieces = seen[first:done]
    assert len(pieces) > 20
    assert pieces == ["piece", "commit"] * (len(pieces) // 2)
    assert "piece" not in seen[done:]
    db.session.rollback()
    assert "manifest.txt" in unpacked(content_of(the_pack()))


def test_a_worker_that_dies_among_the_pieces_offers_nothing_and_is_followed(
    world, app, monkeypatch
):
    monkeypatch.setattr(actions, "PIECE", 10_000)
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    group, _people, _sessions = w15(world)
    key = ask(world, group).id
    seen = []

    def die(what):
        seen.append(what)
        if seen.count("piece") > 5:
            raise SystemExit("killed")

    with heard(die), pytest.raises(SystemExit):
        work_off(now=NOW)
    db.session.remove()
    db.session.expire_all()
    assert (the_pack().state, parts_of(the_pack())) == ("building", 5)
    visitor = Visitor(app).sign_in(db.session.merge(world.ema))
    for page in (f"/packs/{key}", "/groups/w15/packs", "/groups/w15/evidence"):
        assert "Download" not in visitor.visit(page).text("main")
    assert visitor.send("GET", f"/packs/{key}/file").status_code == 409
    later = NOW + timedelta(minutes=11)
    tick(now=later)
    work_off(now=later)
    db.session.rollback()
    db.session.expire_all()
    assert the_pack().state == "done"
    assert len(content_of(the_pack())) == the_pack().size
    assert "manifest.txt" in unpacked(content_of(the_pack()))


def test_a_worker_that_was_overtaken_writes_nothing_more(world, monkeypatch):
    """Its lease was over, and another has finished meanwhile."""
    monkeypatch.setattr(actions, "PIECE", 10_000)
    group, _people, _sessions = w15(world)
    made = ask(world, group)
    actions.begin(made)
    actions.add(made.id, 0, b"new")
    actions.add(made.id, 1, b"of the other, which had more")
    actions.finish(made, "hash", 3, 0, now=NOW)
    db.session.commit()
    for late in (
        lambda: actions.add(made.id, 1, b"old"),
        lambda: actions.finish(made, "old", 3, 0, now=NOW),
    ):
        with pytest.raises(actions.Overtaken):
            late()
    db.session.rollback()
    assert (content_of(made), the_pack().sha256) == (b"new", "hash")


def parts_of(pack):
    return db.session.scalar(select(func.count()).where(PackPart.pack_id == pack.id))


def test_what_failed_for_good_leaves_no_pieces(world):
    group, _people, _sessions = w15(world)
    made = ask(world, group)
    actions.begin(made)
    for number in range(3):
        actions.add(made.id, number, b"half")
    db.session.commit()
    build_in_vain({"pack": made.id}, now=NOW)
    db.session.commit()
    assert (the_pack().state, parts_of(made)) == ("failed", 0)


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
    group, people = proofs.group_of(world, people=1)
    for session in proofs.sessions_of(world, group, scans):
        proofs.mark(session, people[0], world.tara)
        proofs.signed(session, people, world.tara, scan=os.urandom(size))
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
