"""Which presence has which proof, and what keeps evidence from being complete."""

from datetime import timedelta
from fractions import Fraction

import pytest

from lms.attendance.models import Amendment, Kind, Source, Status, Way
from lms.db import db
from lms.evidence.models import MeetingList, Scan, Signature
from lms.evidence.queries.coverage import coverage
from lms.evidence.rules.coverage import Figure, Gap
from lms.files import keep
from tests.cast import NOW
from tests.evidence.proofs import (
    FIRST,
    LAST,
    checked_in,
    group_of,
    mark,
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
    db.session.commit()
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
    db.session.query(Signature).first().withdrawn_at = NOW
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
        db.session.commit()
        with count_queries() as statements:
            coverage(group, FIRST, LAST)
        seen.append(len(statements))
    assert seen[0] == seen[1]
    assert seen[1] <= 14
