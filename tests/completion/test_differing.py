"""Where a record and the registers differ: every figure, at a cost that days do not raise."""

import json
from datetime import timedelta

from sqlalchemy import select

from lms.attendance.models import Mark
from lms.completion import actions, queries
from lms.completion.models import Completion
from lms.completion.words import differing
from lms.courses.actions import touch
from lms.courses.models import Membership
from lms.db import db
from tests import cast
from tests.cast import NOW
from tests.completion.completed import amend, complete, completions, confirmed, look, w7
from tests.completion.rows import START, away, base, there
from tests.queries import count_queries


def found(one):
    return {
        each.what: (each.confirmed, each.now)
        for each in queries.differences([one]).get(one.id, [])
        if each.course is None
    }


def test_excused_minutes_that_are_amended_away_are_a_difference_though_the_total_stays(app, world):
    made = base(world, threshold="80%", denominator="credited")
    there(world.lea, *made.sessions[:11], made.sessions[14], made.sessions[15])
    away(world.lea, *made.sessions[11:13], excused=True, reason="ill")
    one = confirmed(made.group, world.ema)
    assert found(one) == {}
    mark = db.session.scalar(
        select(Mark).where(Mark.person_id == world.lea.id, Mark.excused.is_(True)).limit(1)
    )
    mark.withdrawn_at = NOW
    touch(people=[world.lea.id])
    db.session.commit()
    now = found(one)
    assert now["excused_minutes"] == (360, 180)
    assert now["ratio"] == ("14/15", "13/15")
    assert "total_minutes" not in now
    words = [differing(*each) for each in queries.differences([one])[one.id]]
    assert "Excused: confirmed with 360 min, the registers now say 180 min." in words
    share = "Share: confirmed with 93.33 %, the registers now say 86.66 %."
    assert share in [said.replace("\N{NO-BREAK SPACE}", " ") for said in words]


def test_the_last_day_and_the_sessions_are_compared_too(app, world):
    made = w7(world)
    there(world.lea, made.sessions[13])
    one = confirmed(made.group, world.ema)
    amend(world.lea, made.sessions[15])
    now = found(one)
    assert now["last_day"] == ("2022-02-02", "2022-01-31")
    assert now["sessions"][0]["attended"] == now["sessions"][1]["attended"] + 1
    assert now["total_minutes"] == (2385, 2370)


def test_who_is_not_in_the_group_any_more_on_that_day_is_said(world):
    made = w7(world)
    one = confirmed(made.group, world.ema)
    place = db.session.scalar(select(Membership).where(Membership.group_id == made.group.id))
    place.ends_on = made.sessions[3].day
    db.session.commit()
    assert found(one) == {"group": (2205, None)}


def many(world, made, number):
    """People who are complete, each confirmed as of another day and by other rules."""
    for nth in range(number):
        who = cast.person(f"P{nth:02}", world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        db.session.flush()
        complete(world, who, made.sessions)
    look(made.group)
    rows = completions()
    actions.confirm_all([one.id for one in rows], by=world.ema, now=NOW)
    for nth, one in enumerate(rows):
        facts = json.loads(json.dumps(one.facts))
        one.on = made.sessions[-1].day + timedelta(days=nth)
        facts["on"] = one.on.isoformat()
        facts["policy"]["rules"]["course_threshold"] = f"{nth}/100"
        one.facts = facts
    db.session.commit()


def test_as_many_statements_for_many_days_and_rules_as_for_one(world):
    made = w7(world)
    many(world, made, 5)
    rows = list(db.session.scalars(select(Completion)))
    assert len({one.on for one in rows}) == 6
    for one in rows:
        assert one.group.zone  # loaded, as pages do
    with count_queries() as few:
        assert queries.differences(rows[:1]) == {}
    with count_queries() as all_of_them:
        assert queries.differences(rows) == {}
    assert len(all_of_them) == len(few) <= 8
    amend(rows[2].person, made.sessions[3])
    for one in db.session.scalars(select(Completion)):
        assert one.group.zone
    assert set(queries.differences(rows)) == {rows[2].id}
