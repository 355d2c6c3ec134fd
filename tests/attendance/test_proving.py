"""Does a chain hold? Whoever changes the database by hand is found: by the page and the command."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from lms.attendance.actions import seals
from lms.attendance.models import Link, Status
from lms.attendance.queries import proving
from lms.attendance.queries.proving import Finding
from lms.db import db
from tests.attendance.amendments import LONG_AGO, correct, links, sealed, signed_in
from tests.attendance.register import marked
from tests.cast import NOW, session
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def chained(app, world):
    """Three links in group A: A-01, A-00 and a correction of A-01. One in group B."""
    sealed(world)
    more = session(world.a, "A-00", LONG_AGO - timedelta(7), world.digital)
    db.session.add(more)
    world.of_b.day = LONG_AGO
    db.session.commit()
    marked(more, world.lea, "17:30", recorder=world.sam)
    marked(world.of_b, world.bo, recorder=None)
    for one in (more, world.of_b):
        seals.seal_by_time(one.id, now=NOW)
    db.session.commit()
    correct(signed_in(app, world.ema), world.tonight, world.lou, mark="present")
    assert [link.kind for link in links(world.a)] == ["seal", "seal", "amendment"]
    return world


def by_hand(statement, **values):
    """What somebody does who has the database."""
    db.session.execute(text(statement), values)
    db.session.commit()
    db.session.expire_all()


def verify(app, *args):
    """`lms register verify`: its exit code and what it said."""
    result = app.test_cli_runner().invoke(args=["register", "verify", *args])
    return result.exit_code, result.stdout


def checked(app, world, *, htmx=False):
    """The page of group A after somebody asked for the verdict."""
    visitor = Visitor(app, htmx).sign_in(world.ema).visit("/groups/jes-a/chain")
    visitor.press("check", "Check the chain now", 200)
    return visitor


def found(group):
    return [tuple(one) for one in proving.verdict(group, NOW).findings]


def test_what_nobody_touched_holds(app, chained):
    verdict = proving.verdict(chained.a, NOW)
    assert (verdict.holds, verdict.links, verdict.last) == (True, 3, links(chained.a)[-1].hash)
    code, said = verify(app)
    assert code == 0
    assert f"{3:>6}  {verdict.last}  jes-a: holds" in said
    assert "cities-1: holds" in said
    code, said = verify(app, "--group", "jes-b", "--format", "json")
    assert code == 0
    assert json.loads(said) == {
        "group": "jes-b", "links": 1, "last_hash": links(chained.b)[0].hash, "holds": True,
        "findings": [], "more_findings": 0, "erased": 0,
    }  # fmt: skip


def test_a_group_that_there_is_not_is_refused(app, chained):
    assert verify(app, "--group", "jes-z") == (1, "")
    assert verify(app, "--format", "xml")[0] == 2


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE marks SET left_at = NULL, came_at = '2022-03-09 17:00:00' WHERE kind ="
         " 'presence' AND session_id = :tonight AND person_id = :lea",
         ("marks", 3, "A-01", "LEA")),
        ("UPDATE marks SET recorder_id = :ema WHERE person_id = :lea AND session_id = :tonight",
         ("marks", 3, "A-01", "LEA")),
        ("UPDATE marks SET recorder_id = :bo WHERE person_id = :lea AND session_id = :tonight",
         ("marks", 3, "A-01", "LEA")),
        ("UPDATE marks SET recorder_id = NULL WHERE person_id = :lea AND session_id = :tonight",
         ("marks", 3, "A-01", "LEA")),
        ("UPDATE marks SET person_id = :bo WHERE person_id = :lou AND withdrawn_at IS NULL",
         ("marks", 3, "A-01", "LOU")),
        ("UPDATE marks SET withdrawn_at = recorded_at WHERE person_id = :lea"
         " AND session_id = :tonight", ("marks", 3, "A-01", "LEA")),
        ("UPDATE marks SET withdrawn_at = NULL WHERE person_id = :lou",
         ("marks", 3, "A-01", "LOU")),
        ("UPDATE marks SET source = 'paper' WHERE session_id = :other",
         ("marks", 2, "A-00", "LEA")),
        ("DELETE FROM marks WHERE session_id = :other", ("marks", 2, "A-00", "LEA")),
        ("UPDATE sessions SET ends = '21:00:00.000000' WHERE id = :other",
         ("session", 2, "A-00", None)),
        ("UPDATE sessions SET status = 'cancelled' WHERE id = :other",
         ("session", 2, "A-00", None)),
        ("UPDATE sessions SET sealed_at = NULL WHERE id = :other", ("opened", 2, "A-00", None)),
        ("UPDATE register_links SET facts = replace(facts, 'presence', 'absence')"
         " WHERE number = 2", ("hash", 2, None, None)),
        ("UPDATE register_links SET previous = hash WHERE number = 2", ("previous", 2, None, None)),
        ("UPDATE register_links SET kind = 'amendment' WHERE number = 2", ("hash", 2, None, None)),
        ("UPDATE register_links SET made_by_id = :ema WHERE number = 2", ("row", 2, None, None)),
        ("UPDATE register_links SET made_by_id = NULL WHERE number = 3", ("row", 3, None, None)),
        ("UPDATE register_links SET made_at = '2022-03-20 12:00:00' WHERE number = 1",
         ("row", 1, None, None)),
        ("DELETE FROM register_links WHERE number = 2 AND group_id = :a",
         ("gap", 2, None, None)),
        ("UPDATE register_links SET number = 9 WHERE number = 2 AND group_id = :a",
         ("gap", 2, None, None)),
        ("UPDATE amendments SET reason = 'Another.'", ("amendment", None, "A-01", None)),
        ("UPDATE amendments SET settled_by_id = :tara", ("amendment", None, "A-01", None)),
        ("UPDATE amendments SET old = 'present||'", ("amendment", None, "A-01", None)),
        ("UPDATE amendments SET state = 'refused'", ("amendment", 3, "A-01", None)),
    ],
)  # fmt: skip
def test_what_is_changed_by_hand_is_found(app, chained, statement, finding):
    other = links(chained.a)[1].session_id
    ids = {name: getattr(chained, name).id for name in ("lea", "lou", "bo", "ema", "tara", "a")}
    values = ids | {"tonight": chained.tonight.id, "other": other}
    by_hand(statement, **{k: v for k, v in values.items() if f":{k}" in statement})
    assert finding in found(chained.a)
    code, said = verify(app, "--group", "jes-a")
    assert (code, "DOES NOT HOLD" in said) == (1, True)
    assert "This does not hold" in checked(app, chained).text("#verdict")
    assert json.loads(verify(app, "--format", "json", "--group", "jes-a")[1])["holds"] is False


def test_another_name_beside_the_chain_is_found(chained):
    link = links(chained.a)[0]
    link.names = [[*row[:3], "Somebody", row[4]] for row in link.names]
    db.session.commit()
    assert found(chained.a)[0] == ("name", 1, None, None)


def test_whoever_makes_a_link_anew_is_found_at_the_next(chained):
    from_hand = links(chained.a)[0]
    facts = from_hand.facts.replace('"presence"', '"absence"')
    from_hand.facts = facts
    from_hand.hash = proving.chain.hash_of(from_hand.previous, 1, "seal", facts)
    db.session.commit()
    assert found(chained.a)[0] == ("previous", 2, None, None)


def test_a_mark_that_was_added_by_hand_is_found(chained):
    marked(chained.tonight, chained.bo, recorder=chained.tara)
    assert found(chained.a) == [("marks", 3, "A-01", "BO")]


def test_facts_that_are_none_are_found_and_stop_nothing(app, chained):
    for facts in ("", "[]", "{", '{"version":1}'):
        by_hand("UPDATE register_links SET facts = :facts WHERE number = 1", facts=facts)
        assert ("hash", 1, None, None) in found(chained.a)
    assert verify(app)[0] == 1


def test_the_chain_holds_without_the_names_of_who_was_erased(app, chained):
    for link in links(chained.a):
        erased = {chained.lea.id, chained.tara.id}
        link.names = [[row[0], None, None, None, None] if row[4] in erased else row
                      for row in link.names]  # fmt: skip
    db.session.commit()
    verdict = proving.verdict(chained.a, NOW)
    assert (verdict.findings, verdict.erased) == ([], 3)  # Lea twice
    page = checked(app, chained)
    assert "3 entries have no name any more" in page.text("main")
    by_hand("DELETE FROM marks WHERE person_id = :lea AND session_id = :tonight",
            lea=chained.lea.id, tonight=chained.tonight.id)  # fmt: skip
    assert found(chained.a) == [("marks", 3, "A-01", "?")]


def test_what_should_be_sealed_for_a_day_and_is_not_is_found(chained):
    late = session(chained.a, "A-LATE", LONG_AGO, chained.digital)
    db.session.add(late)
    db.session.commit()
    assert found(chained.a) == []  # a worker may be late
    assert [tuple(one) for one in proving.verdict(chained.a, NOW + timedelta(1)).findings] == [
        ("unsealed", None, "A-LATE", None)
    ]
    late.status = Status.CANCELLED
    db.session.commit()
    assert proving.verdict(chained.a, NOW + timedelta(1)).holds


def test_links_taken_from_the_end_are_seen_by_their_sessions_and_corrections(chained):
    """The chain itself holds; what it was about does not."""
    by_hand("DELETE FROM register_links WHERE number >= 2 AND group_id = :a", a=chained.a.id)
    kinds = [one[0] for one in found(chained.a)]
    assert kinds == ["amendment", "marks", "unsealed"]


def test_few_things_of_many_are_told(chained, monkeypatch):
    monkeypatch.setattr(proving, "MOST", 1)
    by_hand("DELETE FROM marks")
    verdict = proving.verdict(chained.a, NOW)
    assert (len(verdict.findings), verdict.more) == (1, 2)


def test_the_page_shows_the_links_and_every_one_opens_its_register(app, chained):
    ema = signed_in(app, chained.ema).visit("/groups/jes-a/chain")
    rows = ema.page.select("tbody tr")
    assert [row.td.text for row in rows] == ["3", "2", "1"]
    assert f"/sessions/{chained.tonight.id}/register" in {a["href"] for a in rows[0].select("a")}
    assert "holds" not in ema.text("#verdict")


@pytest.mark.parametrize("htmx", [False, True])
def test_whoever_asks_is_told_whether_the_chain_holds(app, chained, htmx):
    ema = checked(app, chained, htmx=htmx)
    assert "The chain of 3 links holds" in ema.text("#verdict")
    assert links(chained.a)[-1].hash in ema.text("#verdict")
    assert len(ema.page.select("tbody tr")) == 3
    ema.press("check", "Check the chain now", 200)
    assert "The chain of 3 links holds" in ema.text("#verdict")


def test_the_page_costs_the_same_for_few_links_and_for_many(app, chained):
    ema = signed_in(app, chained.ema).visit("/groups/jes-a/chain")
    with count_queries() as few:
        ema.visit("/groups/jes-a/chain")
    for number in range(60):
        one = session(chained.a, f"A-{number:03}", LONG_AGO - timedelta(30), chained.digital)
        db.session.add(one)
        db.session.commit()
        marked(one, chained.lea, recorder=chained.tara)
        seals.seal_by_time(one.id, now=NOW)
    db.session.commit()
    with count_queries() as many:
        ema.visit("/groups/jes-a/chain")
    assert len(many) == len(few)
    read = [statement for statement in many if "count(*)" not in statement]
    assert not any("register_links.facts" in statement for statement in read)
    assert len(ema.page.select("tbody tr")) == 50
    assert "The chain of 63 links holds" in checked(app, chained).text("#verdict")


def test_a_group_without_seals_says_so(app, world):
    ema = signed_in(app, world.ema).visit("/groups/jes-a/chain")
    assert "Nothing is sealed yet" in ema.text("main")
    assert not ema.page.find(id="check")


def test_a_long_chain_is_read_a_few_links_at_a_time(chained, monkeypatch):
    monkeypatch.setattr(proving.seals, "MOST_LINKS", 1)
    monkeypatch.setattr(proving, "AT_ONCE", 1)
    assert proving.verdict(chained.a, NOW).holds
    assert db.session.query(Link).count() == 4
    assert Finding("gap").person is None
