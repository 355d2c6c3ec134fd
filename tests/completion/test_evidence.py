"""Where a policy asks for evidence, every counted presence must be proven."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import files
from lms.attendance.models import Mark, Source, Way
from lms.completion.queries import figures, memory
from lms.courses import actions as courses
from lms.courses.actions import touch
from lms.db import db
from lms.evidence.actions import scans
from lms.evidence.actions.printed import change as change_printed
from lms.evidence.actions.signatures import record_signatures
from lms.evidence.models import ListState, MeetingList, Scan
from lms.evidence.rules.scans import look_at
from tests import cast
from tests.attendance.samples import PDF
from tests.cast import NOW, THURSDAY
from tests.completion.rows import away, there
from tests.evidence import samples
from tests.evidence.meetings import kept_list
from tests.evidence.proofs import checked_in, signed
from tests.queries import count_queries

DAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def asking(world):
    """Lea was there tonight, 180 of 360 minutes; 40 % are asked, and evidence."""
    world.local.rules = {"threshold": "40%", "evidence": True}
    there(world.lea, world.tonight)
    touch(programmes=[world.local.id])
    db.session.commit()
    return world


def of_lea(world):
    """What is kept is what is computed anew."""
    db.session.commit()
    kept = figures([world.a], DAY)[world.a.id].people[world.lea.id]
    anew = figures([world.a], DAY, keep=False)[world.a.id].people[world.lea.id]
    assert kept == anew
    return kept.standing


def gaps(world):
    found = of_lea(world)
    assert found.standing == ("on_track" if found.reasons else "complete")
    return sum(reason["gaps"] for reason in found.reasons)


def mark_of(world, who=None):
    return db.session.scalars(select(Mark).where(Mark.person_id == (who or world.lea).id)).first()


def test_a_presence_without_proof_is_a_gap(asking):
    assert of_lea(asking).reasons == ({"code": "evidence_gap", "gaps": 1},)
    assert of_lea(asking).needs_minutes == 0


def test_where_the_policy_does_not_ask_nothing_is_read(asking):
    asking.local.rules = {"threshold": "40%"}
    touch(programmes=[asking.local.id])
    assert gaps(asking) == 0
    with count_queries() as seen:
        figures([asking.a], DAY, keep=False)
    without = len(seen)
    asking.local.rules = {"threshold": "40%", "evidence": True}
    db.session.commit()
    assert asking.a.id != asking.b.id  # both are read again
    with count_queries() as seen:
        figures([asking.a, asking.b], DAY, keep=False)
    assert len(seen) == without + 1


def test_a_signature_proves_when_its_scan_is_here_and_each_change_is_seen_at_once(asking):
    picture = samples.picture("PNG")
    sheet = signed(asking.tonight, [], asking.tara, scan=None)
    assert gaps(asking) == 1
    record_signatures(sheet, [asking.lea.id], [], by=asking.tara, now=NOW)
    assert gaps(asking) == 1  # nobody has seen the paper
    scan = scans.add(sheet, picture, "list.png", look_at(picture), by=asking.tara, now=NOW)
    assert gaps(asking) == 0
    scans.withdraw(scan, by=asking.tara, now=NOW)
    assert gaps(asking) == 1
    db.session.add(
        Scan(
            session_id=asking.tonight.id, sheet_id=sheet.id, file_name="again.pdf",
            file_id=files.keep(PDF, "application/pdf", now=NOW).id, added_by_id=asking.tara.id,
            added_at=NOW,
        )
    )  # fmt: skip
    touch(groups=[asking.a.id])
    assert gaps(asking) == 0
    record_signatures(sheet, [], [asking.lea.id], by=asking.tara, now=NOW)
    assert gaps(asking) == 1


@pytest.mark.parametrize(("way", "by", "proves"), [
    (Way.SQUARE, None, True), (Way.CODE, "lea", True), (Way.CARD, "tara", False),
    (Way.SQUARE, "tara", False),
])  # fmt: skip
def test_a_check_in_proves_what_they_did_themselves(asking, way, by, proves):
    checked_in(asking.tonight, asking.lea, mark_of(asking), way, by and getattr(asking, by))
    touch(groups=[asking.a.id])
    assert gaps(asking) == (0 if proves else 1)


@pytest.mark.parametrize("state", list(ListState))
def test_a_list_of_the_meeting_proves_while_it_is_in_use(asking, state):
    mark_of(asking).source = Source.PLATFORM
    asking.tonight.mode = "hybrid"
    listed = kept_list(asking.tonight, asking.tara)
    row = (
        listed if isinstance(listed, MeetingList) else db.session.scalars(select(MeetingList)).one()
    )
    row.state = state
    touch(groups=[asking.a.id])
    assert gaps(asking) == (0 if state == ListState.USED else 1)


def test_only_the_kinds_of_proof_that_the_programme_takes_count(asking):
    checked_in(asking.tonight, asking.lea, mark_of(asking))
    touch(groups=[asking.a.id])
    assert gaps(asking) == 0
    change_printed(asking.local, {"proofs": ["signature"]}, by=asking.ema, now=NOW)
    assert gaps(asking) == 1


def test_what_counts_for_nothing_needs_no_proof(asking):
    """In the break; at a session that was not held; at one of another programme."""
    signed(asking.tonight, [asking.lea], asking.tara)
    foreign = cast.session(asking.c, "C-1", THURSDAY - timedelta(days=2), asking.housing)
    idle = cast.session(asking.a, "A-09", THURSDAY - timedelta(days=3), asking.digital)
    gone = cast.session(
        asking.a, "A-10", THURSDAY - timedelta(days=4), asking.digital, status="cancelled"
    )
    db.session.add_all([foreign, idle, gone])
    there(asking.lea, foreign, gone)
    there(asking.lea, idle, came="18:30", left="18:45")
    touch(groups=[asking.a.id])
    assert gaps(asking) == 0


def test_absence_is_not_proven_by_anybody(asking):
    signed(asking.tonight, [asking.lea], asking.tara)
    other = cast.session(asking.a, "A-09", THURSDAY - timedelta(days=3), asking.digital)
    db.session.add(other)
    away(asking.lea, other, excused=True, reason="illness")
    touch(groups=[asking.a.id])
    assert gaps(asking) == 0


def test_a_guest_is_proven_where_they_were(asking):
    """Bo of group B was a guest in A; B's own session she missed."""
    there(asking.bo, asking.tonight)
    touch(groups=[asking.a.id, asking.b.id])
    db.session.commit()

    def of_bo():
        db.session.commit()
        known = figures([asking.b], DAY)[asking.b.id].people[asking.bo.id].standing
        return [r["gaps"] for r in known.reasons if r["code"] == "evidence_gap"]

    assert of_bo() == [1]
    sheet = signed(asking.tonight, [], asking.tara)
    record_signatures(sheet, [asking.bo.id], [], by=asking.tara, now=NOW)
    assert of_bo() == []  # the revision of the other group is looked at, too
    memory.clear()
    assert of_bo() == []


def test_as_of_a_day_only_its_sessions_must_be_proven(asking):
    later = figures([asking.a], THURSDAY - timedelta(days=1), keep=False)[asking.a.id]
    assert later.people[asking.lea.id].standing.reasons[0]["code"] == "hours_short"
    assert len(later.people[asking.lea.id].standing.reasons) == 1


def test_evidence_as_one_of_the_ways_reads_what_the_key_reads(asking):
    asking.local.rules = {
        "threshold": "40%",
        "conditions": {"any": [{"evidence": True}, {"portfolio": True}]},
    }
    courses.touch(programmes=[asking.local.id])
    (reason,) = of_lea(asking).reasons
    assert reason["of"] == [[{"code": "evidence_gap", "gaps": 1}], [{"code": "portfolio_open"}]]
    signed(asking.tonight, [asking.lea], asking.tara)
    touch(groups=[asking.a.id])
    assert of_lea(asking).standing == "complete"
