"""Completions: proposed by a look, confirmed by a person with their record, taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.attestations.queries.attestations import how_many_wait
from lms.completion import actions, tasks
from lms.completion.models import CompletionState
from lms.completion.record import digest
from lms.courses.actions import touch
from lms.courses.actions.policies import change_policy
from lms.courses.models import Membership, State
from lms.db import db
from lms.errors import Refused
from lms.jobs.models import Job
from lms.jobs.tick import tick
from lms.messages.models import Notice
from lms.people.models import Change
from lms.privacy.actions import erase
from tests import cast
from tests.cast import NOW
from tests.completion import rows
from tests.completion.completed import amend, complete, completions, look, proposed, w7
from tests.queries import count_queries


@pytest.fixture
def base(world):
    return w7(world)


def test_who_is_complete_is_proposed_once(base, world):
    assert look(base.group).proposed == 1
    assert look(base.group).proposed == 0
    (one,) = completions()
    assert (one.state, one.person_id, one.facts) == ("proposed", world.lea.id, None)


def test_confirming_freezes_what_will_be_certified(base, world):
    one = proposed(base.group)
    actions.confirm(one, by=world.ema, now=NOW)
    db.session.commit()
    facts = one.facts
    assert one.state == CompletionState.CONFIRMED
    assert (facts["total_minutes"], facts["make_up_minutes"], facts["ratio"]) == (
        2205,
        180,
        "49/60",
    )
    assert facts["percent"] == "81.66"
    assert one.digest == digest(facts)
    assert one.enrolment.state == State.COMPLETED
    assert one.confirmed_by is world.ema


def test_it_tells_the_learner_and_writes_down_who(base, world):
    actions.confirm(proposed(base.group), by=world.ema, now=NOW)
    db.session.commit()
    kinds = set(db.session.scalars(select(Notice.kind).where(Notice.person_id == world.lea.id)))
    assert "completion.confirmed" in kinds
    verbs = select(Change.verb).where(Change.noun == "completion").order_by(Change.id)
    assert list(db.session.scalars(verbs)) == ["proposed", "confirmed"]


def test_the_second_who_confirms_is_told_who_did_and_when(base, world):
    one = proposed(base.group)
    actions.confirm(one, by=world.ema, now=NOW)
    with pytest.raises(Refused, match=r"Ema has confirmed the completion of Lea already, on 24"):
        actions.confirm(one, by=world.ada, now=NOW)


def test_who_is_not_complete_any_more_is_not_confirmed_and_it_is_said_what_is_missing(base, world):
    one = proposed(base.group)
    amend(world.lea, base.sessions[3])
    with pytest.raises(Refused, match=r"Lea is not complete any more\. Missing: "):
        actions.confirm(one, by=world.ema, now=NOW)


def test_a_proposal_that_does_not_hold_any_more_lapses(base, world):
    one = proposed(base.group)
    amend(world.lea, base.sessions[3])
    assert look(base.group).lapsed == 1
    assert one.state == CompletionState.LAPSED
    with pytest.raises(Refused, match="not proposed any more"):
        actions.confirm(one, by=world.ema, now=NOW)


def test_nobody_confirms_their_own(base, world):
    with pytest.raises(Refused, match="of their own"):
        actions.confirm(proposed(base.group), by=world.lea, now=NOW)


def test_taken_back_with_a_reason_the_learner_learns_on_and_may_be_proposed_anew(base, world):
    one = proposed(base.group)
    actions.confirm(one, by=world.ema, now=NOW)
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(one, "  ", by=world.ema, now=NOW)
    actions.withdraw(one, "The wrong Lea", by=world.ema, now=NOW)
    db.session.commit()
    assert (one.state, one.enrolment.state) == (CompletionState.WITHDRAWN, State.ACTIVE)
    assert one.facts["total_minutes"] == 2205, "its record stays"
    assert look(base.group).proposed == 1
    with pytest.raises(Refused, match="taken back already"):
        actions.withdraw(one, "Again", by=world.ema, now=NOW)


def test_automatic_programmes_confirm_by_themselves_until_a_person_decides(world):
    base = w7(world, automatic=True)
    assert look(base.group) == (0, 0, 1)
    (one,) = completions()
    assert (one.state, one.confirmed_by_id) == (CompletionState.CONFIRMED, None)
    actions.withdraw(one, "Looked at by hand", by=world.ema, now=NOW)
    assert look(base.group) == (1, 0, 0)


def test_a_place_that_is_over_is_looked_at_as_of_its_last_day(base, world):
    place = one_place(world.lea, base.group)
    place.ends_on = base.sessions[-1].day
    db.session.commit()
    one = proposed(base.group)
    assert one.on == base.sessions[-1].day
    actions.confirm(one, by=world.ema, now=NOW + timedelta(days=30))
    assert one.facts["on"] == base.sessions[-1].day.isoformat()


def one_place(who, group):
    return db.session.scalar(
        select(cast.Membership).where(
            cast.Membership.person_id == who.id, cast.Membership.group_id == group.id
        )
    )


def test_every_night_everybody_is_looked_at_once(base, work):
    night = datetime(2022, 3, 25, 2, 0, tzinfo=UTC)  # three on the clock of the installation
    for minutes in (-61, 0, 1, 30):
        tick(now=night + timedelta(minutes=minutes))
        work(night + timedelta(minutes=minutes))
    jobs = select(Job.data).where(Job.kind == "completion.look").order_by(Job.id)
    assert [data["after"] for data in db.session.scalars(jobs)] == [0, base.group.id]
    proposals = [one for one in completions() if one.programme_id == base.programme.id]
    assert [one.state for one in proposals] == ["proposed"]


def test_a_look_at_many_costs_as_much_as_one_at_few(base, world):
    look(base.group)
    with count_queries() as few:
        look(base.group)
    for number in range(12):
        who = cast.person(f"P{number}", world.centre)
        db.session.add(cast.enrol(who, base.group, rows.START))
        db.session.commit()
        complete(world, who, base.sessions)
    with count_queries() as many:
        assert look(base.group).proposed == 12
    assert len(many) <= len(few) + 4, "the proposals, the codes, the history: one statement each"
    with count_queries() as more:
        actions.confirm_all([one.id for one in completions()], by=world.ema, now=NOW)
    assert len(more) < 40


def test_of_groups_that_cannot_be_looked_at_together_each_is_by_itself(base, world, work):
    tasks.look_past({"after": 0}, now=NOW)
    ones = select(Job.data).where(Job.kind == tasks.ONE)
    assert {"group": base.group.id} in db.session.scalars(ones).all()
    work(NOW)
    found = [one for one in completions() if one.programme_id == base.programme.id]
    assert [one.person_id for one in found] == [world.lea.id]


def test_what_becomes_automatic_is_counted_once(world):
    base = w7(world)
    look(base.group)
    rules, seen = replace(base.programme.policy, automatic=True), base.programme.policy_version
    change_policy(base.programme, rules, seen=seen, by=world.ema, now=NOW)
    db.session.commit()
    assert look(base.group) == (0, 0, 1), "proposed before: nobody new, one confirmed"


def test_a_proposal_of_who_is_erased_lapses_and_is_not_confirmed(visitor, base, world):
    one = proposed(base.group)
    erase(world.lea, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert one.state == CompletionState.LAPSED
    assert not visitor.sign_in(world.ema).visit("/dashboard").page.find(id="to_do")
    one.state = CompletionState.PROPOSED  # from before an erasure saw to it
    db.session.commit()
    with pytest.raises(Refused, match="no place in a group"):
        actions.confirm(one, by=world.ema, now=NOW)


def test_no_attestation_waits_for_who_is_erased(base, world):
    actions.confirm(proposed(base.group), by=world.ema, now=NOW)
    db.session.commit()
    assert how_many_wait(base.group) == 1
    erase(world.lea, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert how_many_wait(base.group) == 0


def moved(world, base, organisation):
    one = proposed(base.group)
    other = rows.new_group(world, base.programme, "base-z")
    base.programme.organisation, other.organisation = organisation, organisation
    place = db.session.scalar(
        select(Membership).where(
            Membership.person_id == world.lea.id, Membership.group_id == base.group.id
        )
    )
    place.ends_on = NOW.date() - timedelta(days=1)
    db.session.add(
        Membership(
            enrolment=place.enrolment, person_id=world.lea.id, group=other, starts_on=NOW.date()
        )
    )
    touch(groups=[base.group.id, other.id])
    db.session.commit()
    return one, other


def test_who_was_moved_is_not_confirmed_by_who_does_not_coordinate_that_group(base, world):
    one, _other = moved(world, base, world.network)
    with pytest.raises(Refused, match="Lea is in another group now: "):
        actions.confirm(one, by=world.ema, now=NOW)
    assert one.state == CompletionState.PROPOSED


def test_who_was_moved_is_confirmed_where_they_are_now(base, world):
    one, other = moved(world, base, world.centre)
    actions.confirm(one, by=world.ema, now=NOW)
    db.session.commit()
    assert (one.group, one.facts["group"]["slug"]) == (other, "base-z")
    told = db.session.scalars(select(Notice).where(Notice.kind == "completion.confirmed")).one()
    assert told.group == other.slug
