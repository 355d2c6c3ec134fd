"""Seals: what a register said when its time was over, or when a trainer closed it."""

import json
from datetime import date, timedelta

from sqlalchemy import select

from lms import jobs
from lms.attendance import chain
from lms.attendance.actions import amendments, seals
from lms.attendance.models import Source, Status
from lms.attendance.queries import seals as queries
from lms.attendance.queries.register import register
from lms.attendance.rules.lines import PRESENT, State, frame_of
from lms.db import db
from lms.jobs.tick import tick
from lms.jobs.work import work_off
from tests.attendance.amendments import LONG_AGO, links, locked
from tests.attendance.register import marked
from tests.cast import NOW, THURSDAY, session
from tests.queries import count_queries


def a_minute(now=NOW):
    """A worker looks around, and does what it finds."""
    tick(now=now)
    work_off(now=now)


def facts(link):
    return json.loads(link.facts)


def test_a_register_is_sealed_by_itself_when_its_time_is_over(world):
    meeting = locked(world)
    marked(meeting, world.lea, "17:20", "20:15", recorder=world.tara)
    marked(meeting, world.lou, None, excused=True, reason="illness", source=Source.PAPER)
    a_minute()
    (link,) = links(world.a)
    db.session.refresh(meeting)
    assert (meeting.sealed_at, link.made_by_id, link.number, link.previous) == (NOW, None, 1, "")
    assert chain.verify([queries.as_kept(link)]) is None
    said, code = facts(link), {row[0]: row[2] for row in link.names}
    assert {code[line["who"]]: (line["mark"], line["credited"]) for line in said["people"]} == {
        "LEA": ("part", 160), "LOU": ("excused", 0),
    }  # fmt: skip
    (lea,) = [line for line in said["people"] if code[line["who"]] == "LEA"]
    (mark,) = lea["marks"]
    assert code[mark.pop("by")] == "TARA"
    assert mark == {
        "kind": "presence", "came": "2022-03-09T16:20:00Z", "left": "2022-03-09T19:15:00Z",
        "excused": False, "reason": None, "source": "trainer", "at": "2022-03-24T19:30:00Z",
    }  # fmt: skip
    assert said["session"]["net_minutes"] == 180
    assert (said["group"], said["at"], said["by"]) == ("jes-a", "2022-03-24T19:30:00Z", None)
    a_minute()
    assert len(links()) == 1


def test_no_name_and_no_code_of_a_person_is_in_the_facts(world):
    meeting = locked(world)
    marked(meeting, world.lea, recorder=world.tara)
    link = seals.seal_by_time(meeting.id, now=NOW)
    for text in ("LEA", "Lea", "LOU", "TARA", "Tara"):
        assert text not in link.facts


def test_the_register_that_nobody_took_is_sealed_as_such(world):
    meeting = locked(world, status=Status.PLANNED)
    a_minute()
    (link,) = links()
    assert facts(link)["session"]["status"] == "planned"
    assert [line["mark"] for line in facts(link)["people"]] == [None, None]
    assert meeting.status == Status.PLANNED


def test_what_did_not_take_place_or_is_open_is_not_sealed(world):
    for status in (Status.CANCELLED, Status.MOVED):
        locked(world, status=status)
        a_minute()
    locked(world, status=Status.HELD, day=date(2022, 3, 10))  # open until today
    a_minute()
    locked(world, day=date(2022, 2, 10), locks_from=THURSDAY)  # imported today
    a_minute()
    assert links() == []
    assert seals.seal_by_time(world.tonight.id, now=NOW) is None


def test_the_day_ends_on_the_wall_of_the_session(world):
    """Open until the 24th: in Auckland it is the 25th already, in Honolulu it stays the 24th."""
    locked(world, day=date(2022, 3, 10), zone="Pacific/Honolulu")
    late = NOW.replace(day=25, hour=5)
    a_minute(late)
    assert links() == []
    locked(world, zone="Pacific/Auckland")
    a_minute(NOW)
    assert len(links()) == 1


def test_seals_of_a_group_are_numbered_and_each_group_has_its_own_chain(world):
    locked(world)
    for n in range(3):
        db.session.add(session(world.a, f"A-9{n}", LONG_AGO - timedelta(n + 1), world.digital))
    world.of_b.day = LONG_AGO
    db.session.commit()
    a_minute()
    ours = links(world.a)
    assert [link.number for link in ours] == [1, 2, 3, 4]
    assert [link.previous for link in ours] == ["", *(link.hash for link in ours[:-1])]
    assert [link.number for link in links(world.b)] == [1]


def test_a_longer_time_to_lock_opens_nothing_again(world):
    meeting = locked(world)
    a_minute()
    world.local.lock_days = 60
    db.session.commit()
    a_minute()
    assert len(links()) == 1
    db.session.refresh(meeting)
    assert meeting.sealed_at == NOW


def test_few_at_a_time_are_queued_and_each_once(world, monkeypatch):
    monkeypatch.setattr(seals, "AT_ONCE", 2)
    locked(world)
    for n in range(3):
        db.session.add(session(world.a, f"A-9{n}", LONG_AGO - timedelta(n + 1), world.digital))
    db.session.commit()
    tick(now=NOW)
    tick(now=NOW)
    waiting = select(jobs.Job.key).where(jobs.Job.kind == "attendance.seal")
    assert len(db.session.scalars(waiting).all()) == 2
    for _turn in range(2):
        work_off(now=NOW)
        tick(now=NOW)
    work_off(now=NOW)
    assert len(links()) == 4


def test_to_look_costs_the_same_for_few_and_for_many(world):
    with count_queries() as few:
        queries.due(NOW, 10)
    locked(world)
    for n in range(9):
        db.session.add(session(world.a, f"A-9{n}", LONG_AGO - timedelta(n + 1), world.digital))
    db.session.commit()
    with count_queries() as many:
        assert len(queries.due(NOW, 10)) == 10
    assert len(many) == len(few)


def test_the_format_of_the_chain_does_not_change(world, monkeypatch):
    """A seal and a correction, with salts that are known: the same facts, and the same hashes, as
    in every release since the first. Another hash here is another format: chain.VERSION."""
    numbers = iter(range(1, 100))
    monkeypatch.setattr("secrets.token_hex", lambda size: f"{next(numbers):0{2 * size}x}")
    meeting = locked(world, substitute=world.sam)
    marked(meeting, world.lea, "17:20", "20:15", recorder=world.tara)
    marked(meeting, world.lou, None, excused=True, reason="illness", source=Source.PAPER)
    seals.seal_by_time(meeting.id, now=NOW)
    frame = frame_of(meeting)
    lines = register(frame)
    lea = lines[world.lea.id]
    amendments.ask(frame, lines, lea, State(PRESENT), "On paper.", by=world.ema, now=NOW)
    assert [link.hash for link in links(world.a)] == [
        "8e756ad3e2f77451f1e816c56cae64837063929b30a839ad0e01b97f2a7ad4b6",
        "c3098850ef13148cfeee624c15501ecf6192989488a2702bb849c7c8aaa9ec85",
    ]
