"""Which presence has which proof, and what keeps evidence from being complete."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import text

from lms.attendance.models import Amendment, Kind, Link, Session, Source, Status, Way
from lms.db import db
from lms.evidence.models import MeetingList, Scan, Signature
from lms.evidence.queries.coverage import coverage
from lms.evidence.rules.coverage import Figure, Gap
from lms.files import keep
from lms.people.models import Person
from tests.cast import NOW
from tests.evidence.proofs import (
    FIRST,
    LAST,
    checked_in,
    group_of,
    mark,
    resealed,
    sessions_of,
    signed,
    w15,
)
from tests.queries import count_queries


@pytest.fixture
def group(world):
    """Two people, one session that was held and sealed."""
    group, people = group_of(world, people=2)
    group.people = people
    (group.session,) = sessions_of(world, group, 1)
    return group


def found(group):
    """What is proven, where what is sealed was sealed just now."""
    resealed(group)
    return coverage(group, FIRST, LAST)


def gaps(group):
    return [(gap.kind, gap.who and gap.who.code) for gap in found(group).gaps]


def proofs(group):
    rows = found(group).sittings[0].rows
    return {row.line.who.code: row.proofs for row in rows if row.is_presence}


def all_there(group, world, **values):
    return [mark(group.session, person, world.tara, **values) for person in group.people]


def test_156_signatures_of_158_presences_are_98_73_per_cent_with_two_named_gaps(world):
    group, people, sessions = w15(world)
    made = coverage(group, FIRST, LAST)
    assert made.figure == Figure(158, 156)
    assert made.figure.ratio == Fraction(156, 158)
    assert str(made.figure.percent) == "98.73"
    named = [(gap.kind, gap.session.code, gap.who.code) for gap in made.gaps]
    assert named == [
        (Gap.NO_PROOF, sessions[2].code, people[2].code),
        (Gap.NO_PROOF, sessions[5].code, people[7].code),
    ]


def test_a_signature_counts_when_the_scan_of_its_list_is_there(world, group):
    all_there(group, world)
    signed(group.session, group.people, world.tara, scan=None)
    assert gaps(group) == [(Gap.NO_SCAN, "P00"), (Gap.NO_SCAN, "P01")]
    sheet = db.session.query(Signature).first().sheet_id
    file = keep(b"%PDF-1.7", "application/pdf", now=NOW)
    about = {"session_id": group.session.id, "sheet_id": sheet, "file_name": "x.pdf"}
    scan = Scan(file_id=file.id, added_by_id=world.tara.id, added_at=NOW, **about)
    db.session.add(scan)
    assert gaps(group) == []
    assert proofs(group) == {"P00": ("signature",), "P01": ("signature",)}
    scan.withdrawn_at = NOW
    assert [kind for kind, _who in gaps(group)] == [Gap.NO_SCAN, Gap.NO_SCAN]


def test_a_signature_that_was_withdrawn_proves_nothing(world, group):
    all_there(group, world)
    signed(group.session, group.people, world.tara)
    proof = db.session.query(Signature).filter_by(person_id=group.people[0].id).one()
    proof.withdrawn_at = NOW
    assert gaps(group) == [(Gap.NO_PROOF, "P00")]


@pytest.mark.parametrize("way", Way)
def test_an_own_check_in_counts_and_a_card_in_the_trainers_hand_does_not(world, group, way):
    first, second = all_there(group, world, source=Source.SELF)
    by = world.tara if way == Way.CARD else None
    checked_in(group.session, group.people[0], first, way, by)
    checked_in(group.session, group.people[1], second, Way.CODE, group.people[1])
    own = () if way == Way.CARD else ("check_in",)
    assert proofs(group) == {"P00": own, "P01": ("check_in",)}


def test_a_list_of_the_meeting_counts_for_the_presences_that_came_of_it(world, group):
    group.session.mode = "online"
    mark(group.session, group.people[0], world.tara, source=Source.PLATFORM)
    mark(group.session, group.people[1], world.tara)
    file = keep(b"Name,Join", "text/csv", now=NOW)
    about = {"session_id": group.session.id, "file_id": file.id, "file_name": "zoom.csv"}
    used = {"provider": "zoom", "reading": {}, "added_by_id": world.tara.id, "added_at": NOW}
    listed = MeetingList(state="draft", **about, **used)
    db.session.add(listed)
    assert proofs(group) == {"P00": (), "P01": ()}
    listed.state = "used"
    assert proofs(group) == {"P00": ("platform",), "P01": ()}
    listed.state = "withdrawn"
    assert proofs(group) == {"P00": (), "P01": ()}


def test_only_the_proofs_that_the_programme_names_count(world, group):
    first, _second = all_there(group, world)
    signed(group.session, group.people, world.tara)
    checked_in(group.session, group.people[0], first)
    assert proofs(group) == {"P00": ("signature", "check_in"), "P01": ("signature",)}
    world.local.proofs = ["check_in"]
    assert proofs(group) == {"P00": ("check_in",), "P01": ()}
    assert gaps(group) == [(Gap.NO_PROOF, "P01")]
    world.local.proofs = []
    assert found(group).figure == Figure(2, 0)


def test_who_was_absent_needs_no_proof_and_a_signature_makes_no_presence(world, group):
    mark(group.session, group.people[0], world.tara)
    mark(group.session, group.people[1], world.tara, kind=Kind.ABSENCE)
    signed(group.session, group.people, world.tara)
    assert found(group).figure == Figure(1, 1)
    assert gaps(group) == []


def test_a_mark_that_was_withdrawn_is_none(world, group):
    first, _second = all_there(group, world)
    signed(group.session, group.people, world.tara)
    first.withdrawn_at = NOW
    assert found(group).figure == Figure(1, 1)
    assert gaps(group) == [(Gap.UNMARKED, "P00")]


def test_a_register_that_is_open_and_one_that_was_not_taken_are_gaps(world, group):
    group.session.sealed_at = None
    all_there(group, world)
    signed(group.session, group.people, world.tara)
    assert gaps(group) == [(Gap.NOT_SEALED, None)]
    group.session.status = Status.PLANNED
    assert gaps(group) == [(Gap.NOT_TAKEN, None)]
    assert found(group).figure == Figure(0, 0)
    assert str(found(group).figure.percent) == "0.00"


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.MOVED])
def test_what_was_not_held_has_no_gaps(group, status):
    group.session.status = status
    assert gaps(group) == []
    assert found(group).held == []


def test_a_correction_that_waits_is_a_gap_until_it_is_settled(world, group):
    all_there(group, world)
    signed(group.session, group.people, world.tara)
    asked = Amendment(
        session_id=group.session.id, person_id=group.people[1].id, old="present||",
        new="absent||", reason="A mistake", asked_by_id=world.tara.id, asked_at=NOW,
    )  # fmt: skip
    db.session.add(asked)
    assert gaps(group) == [(Gap.WAITS, "P01")]
    asked.state = "refused"
    assert gaps(group) == []


def test_who_is_at_two_on_site_sessions_at_once_is_a_gap_in_both(world, group):
    all_there(group, world)
    signed(group.session, group.people, world.tara)
    world.of_b.day, world.of_b.status = group.session.day, Status.HELD
    mark(world.of_b, group.people[0], world.sam)
    assert gaps(group) == [(Gap.CONFLICT, "P00")]
    db.session.commit()
    there = coverage(world.b, group.session.day, group.session.day)
    assert (Gap.CONFLICT, "P00") in [(gap.kind, gap.who and gap.who.code) for gap in there.gaps]
    world.of_b.mode = "online"
    assert gaps(group) == []


def test_a_guest_is_counted_and_a_booked_guest_who_is_unmarked_is_a_gap(world, group):
    all_there(group, world)
    mark(group.session, world.bo, world.tara)
    signed(group.session, group.people, world.tara)
    assert gaps(group) == [(Gap.NO_PROOF, "BO")]
    assert found(group).figure == Figure(3, 2)


def test_only_the_sessions_of_the_time_are_looked_at(world, group):
    day = group.session.day
    assert len(coverage(group, day, day).sittings) == 1
    assert coverage(group, day + timedelta(days=1), LAST).sittings == ()
    assert coverage(group, FIRST, day - timedelta(days=1)).sittings == ()


def test_it_costs_the_same_for_two_sessions_and_for_twenty(world):
    seen = []
    for number, count in enumerate((2, 20)):
        group, people = group_of(world, f"{number}g", 3)
        for session in sessions_of(world, group, count):
            for person in people:
                mark(session, person, world.tara)
            signed(session, people, world.tara)
        resealed(group)
        with count_queries() as statements:
            coverage(group, FIRST, LAST)
        seen.append(len(statements))
    assert seen[0] == seen[1]
    assert seen[1] <= 20


def by_hand(statement, **values):
    """What somebody does who has the database."""
    db.session.execute(text(statement), values)
    db.session.commit()
    db.session.expire_all()


def broken(group):
    gaps = coverage(group, FIRST, LAST).gaps
    told = [(gap.session.code, gap.who and gap.who.code) for gap in gaps]
    assert {gap.kind for gap in gaps} <= {Gap.SEAL_BROKEN}
    return told


@pytest.fixture
def proven(world):
    """Three sealed sessions of two people, without a gap."""
    group, people = group_of(world, "proven", 2)
    for session in sessions_of(world, group, 3):
        for person in people:
            mark(session, person, world.tara)
        signed(session, people, world.tara)
    resealed(group)
    assert broken(group) == []
    return group


@pytest.mark.parametrize(
    ("statement", "gaps"),
    [
        ("UPDATE marks SET left_at = '2022-01-05 18:00:00' WHERE session_id = :session"
         " AND person_id = :person", [("proven-01", "P01")]),
        ("UPDATE sessions SET ends = '20:00:00.000000' WHERE id = :session",
         [("proven-01", None)]),
        ("UPDATE register_links SET facts = replace(facts, 'trainer', 'paper') WHERE number = 2"
         " AND group_id = :group", [("proven-01", None), ("proven-02", None)]),
        ("DELETE FROM register_links WHERE number = 3 AND group_id = :group",
         [("proven-02", None)]),
        ("DELETE FROM register_links WHERE number = 1 AND group_id = :group",
         [("proven-00", None), ("proven-01", None), ("proven-02", None)]),
        ("UPDATE register_links SET made_by_id = :person WHERE number = 1 AND group_id = :group",
         [("proven-00", None)]),
    ],
)  # fmt: skip
def test_what_is_not_what_was_sealed_is_a_gap(proven, statement, gaps):
    session = db.session.query(Session).filter_by(code="proven-01").one()
    person = db.session.query(Person).filter_by(code="P01").one()
    given = {"session": session.id, "person": person.id, "group": proven.id}
    by_hand(statement, **{key: value for key, value in given.items() if f":{key}" in statement})
    if "replace" in statement:
        assert {one for one in broken(proven) if one[1] is None} == set(gaps)
    else:
        assert broken(proven) == gaps


def test_what_comes_after_the_time_in_the_chain_is_not_looked_at(proven):
    by_hand("DELETE FROM register_links WHERE number = 3 AND group_id = :group", group=proven.id)
    day = FIRST + timedelta(days=2)
    assert coverage(proven, FIRST, day).gaps == []


def test_a_cancelled_session_that_was_sealed_as_held_is_a_gap(proven):
    by_hand("UPDATE sessions SET status = 'cancelled' WHERE code = 'proven-00'")
    assert broken(proven) == [("proven-00", None)]


def test_somebody_who_was_taken_out_of_a_sealed_register_is_named(world):
    group, people = group_of(world, "proven", 1)
    (session,) = sessions_of(world, group, 1)
    for person in (*people, world.bo):
        mark(session, person, world.tara)
    signed(session, [*people, world.bo], world.tara)
    resealed(group)
    by_hand("DELETE FROM marks WHERE person_id = :bo", bo=world.bo.id)
    assert broken(group) == [("proven-00", "BO")]


def test_what_an_erasure_emptied_is_no_gap(proven):
    for link in db.session.query(Link).filter_by(group_id=proven.id):
        link.names = [[row[0], None, None, None, None] for row in link.names]
    db.session.commit()
    assert broken(proven) == []


def test_a_chain_of_many_links_is_read_in_steps(world):
    """Fifty links more cost one statement more; twenty sessions, three."""
    group, people = group_of(world, "proven", 1)
    for session in sessions_of(world, group, 60):
        mark(session, people[0], world.tara)
    resealed(group)
    with count_queries() as first:
        coverage(group, FIRST, FIRST + timedelta(days=5))
    with count_queries() as every:
        coverage(group, FIRST, LAST)
    assert len(every) <= len(first) + 1 + 2 * 3
