"""What dashboards keep is what a recount gives: after every kind of change, on both databases."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.completion.queries import figures
from lms.courses.actions.figures import touch
from lms.courses.models import Group, Membership
from lms.db import db
from lms.jobs.work import work_off
from lms.reports.actions.recount import recount
from lms.reports.models import GroupTally, Place
from lms.reports.queries import counting
from lms.reports.queries.differing import differing
from lms.reports.queries.kept import FRESH, LIVE, kept, old_groups
from lms.reports.tasks import look
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import START, away, base, made_up, new_group, there, to_come
from tests.queries import count_queries

COLUMNS = (Group.id, Group.slug, Group.programme_id, Group.zone, Group.revision)


@pytest.fixture
def made(world):
    made = base(world)
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions[12:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    there(world.lea, *made.sessions[:8])
    away(world.lea, *made.sessions[8:10])
    db.session.commit()
    store()
    return made


def groups(*conditions):
    return db.session.execute(select(*COLUMNS).where(*conditions).order_by(Group.id)).all()


def store(day=THURSDAY):
    recount(groups(), day, now=NOW)
    db.session.commit()


def rows(known, *columns):
    """What a page reads of the places."""
    found = select(*(known.places.c[name] for name in columns))
    return sorted(db.session.execute(found.order_by(*columns)).all())


def wrong():
    return [slug for slug, _what in differing(groups())]


def excused(world, made):
    made_up(world.lea, made.sessions[8], 90)


def moved(world, made):
    other = new_group(world, made.programme, "base-b", world.sam)
    place = db.session.scalars(
        select(Membership).filter_by(group_id=made.group.id, person_id=world.lea.id)
    ).one()
    place.ends_on = made.sessions[3].day
    after = made.sessions[3].day + timedelta(days=1)
    db.session.add(Membership(
        enrolment=place.enrolment, group=other, person=world.lea, starts_on=after,
    ))  # fmt: skip


CHANGES = {
    "a mark": lambda world, made: there(world.lea, made.sessions[10]),
    "make-up": excused,
    "a person more": lambda world, made: db.session.add(
        cast.enrol(cast.person("New", world.centre), made.group, START)
    ),
    "a move to another group": moved,
    "a session cancelled": lambda world, made: setattr(made.sessions[13], "status", "cancelled"),
    "a session on another day": lambda world, made: setattr(
        made.sessions[2], "day", made.sessions[2].day + timedelta(days=8)
    ),
    "another policy": lambda world, made: setattr(made.programme, "rules", {"threshold": "90%"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_rows_are_old_and_a_recount_makes_them_right(world, made, change):
    assert wrong() == []
    CHANGES[change](world, made)
    touch(programmes=[made.programme.id])
    db.session.commit()
    assert made.group.id in {row.id for row in db.session.execute(old_groups((), THURSDAY))}
    fresh = kept(on=THURSDAY, today=THURSDAY)  # laid over what is stored
    before = [rows(fresh, "group_id", "person_id", "standing", "total_minutes", "absences_in_row")]
    recount(db.session.execute(old_groups((), THURSDAY)).all(), THURSDAY, now=NOW)
    db.session.commit()
    assert wrong() == []
    stored = kept(on=THURSDAY, today=THURSDAY)
    assert before == [
        rows(stored, "group_id", "person_id", "standing", "total_minutes", "absences_in_row")
    ]
    assert not db.session.execute(old_groups((), THURSDAY)).all()


def test_every_column_is_the_same_whether_it_was_stored_or_counted_just_now(world, made):
    stored = kept(on=THURSDAY, today=THURSDAY)
    db.session.execute(db.update(Group).values(revision=Group.revision + 1))
    fresh = kept(on=THURSDAY, today=THURSDAY)
    for name in ("tallies", "places", "registers", "along"):
        found = [told(getattr(one, name)) for one in (stored, fresh)]
        assert found[0] == found[1]
        assert found[0]


def told(table):
    """All that is said, but when it was counted and at which revision."""
    rows = db.session.execute(select(table)).mappings()
    names = [one.name for one in table.c if one.name not in ("counted_at", "revision")]
    return sorted(
        json.dumps([row[name] for name in names], default=str, sort_keys=True) for row in rows
    )


def test_a_person_that_missed_the_last_sessions_is_seen_as_such(world, made):
    one = db.session.get(Place, (made.group.id, world.lea.id))
    assert (one.absences_in_row, one.last_seen_on) == (2, made.sessions[7].day)
    assert one.first_on == START
    found = figures(groups(Group.id == made.group.id), THURSDAY)[made.group.id]
    reached = found.people[world.lea.id].reached
    assert (one.ratio_n, one.ratio_d) == reached.ratio.as_integer_ratio()
    assert one.reasons == [dict(reason) for reason in reached.reasons]


def test_since_is_the_day_on_which_a_standing_was_reached(world, made):
    key = (made.group.id, world.lea.id)
    was = db.session.get(Place, key).standing
    assert db.session.get(Place, key).since is None  # it was so when it was first looked at
    there(world.lea, made.sessions[10], made.sessions[11])
    db.session.commit()
    tomorrow = THURSDAY + timedelta(days=1)
    store(tomorrow)
    db.session.expire_all()
    assert db.session.get(Place, key).standing != was
    assert db.session.get(Place, key).since == tomorrow
    store(tomorrow + timedelta(days=3))
    db.session.expire_all()
    assert db.session.get(Place, key).since == tomorrow


def test_many_old_groups_are_not_counted_by_a_page_which_says_since_when_they_are_so(world, made):
    for number in range(FRESH):
        new_group(world, made.programme, f"more-{number}", world.tara)
    db.session.commit()
    assert kept(on=THURSDAY, today=THURSDAY).waiting == 0
    made.group.revision += 1
    db.session.commit()
    with count_queries() as seen:
        found = kept(on=THURSDAY, today=THURSDAY)
    assert (found.since, len(seen)) == (NOW, 1)
    assert found.waiting > FRESH
    assert rows(found, "person_id")  # as they were


def test_when_all_is_counted_reading_costs_one_statement(world, made):
    with count_queries() as seen:
        assert kept(on=THURSDAY, today=THURSDAY).waiting == 0
    assert len(seen) == 1


def test_another_day_is_counted_live_for_some_groups_and_for_many_not_at_all(world, made):
    day = made.sessions[3].day
    found = kept(Group.id == made.group.id, on=day, today=THURSDAY)
    assert rows(found, "last_seen_on") == [(day,)]
    for number in range(LIVE):
        new_group(world, made.programme, f"more-{number}", world.tara)
    many = kept(on=day, today=THURSDAY)
    assert many.too_many
    assert not rows(many, "person_id")


def test_the_worker_counts_what_is_old_and_all_of_it_when_a_day_begins(app, world, made):
    night = NOW + timedelta(hours=5)
    tomorrow = clock.today(app.config["TIMEZONE"], night)
    assert tomorrow > THURSDAY
    look(night)
    look(night)  # a second look queues nothing more
    db.session.commit()
    assert work_off(now=night) > 0
    assert not db.session.execute(old_groups((), tomorrow)).all()
    assert set(db.session.scalars(select(GroupTally.on))) == {tomorrow}
    assert wrong() == []


def test_the_command_makes_it_anew_and_proves_it(app, world, made):
    runner = app.test_cli_runner()
    done = runner.invoke(args=["figures", "recount"])
    assert (done.exit_code, done.output) == (0, "4 groups were counted.\n")
    proved = runner.invoke(args=["figures", "recount", "--check"])
    assert (proved.exit_code, proved.output) == (0, "4 groups were looked at, 0 differ.\n")
    one = db.session.get(Place, (made.group.id, world.lea.id))
    one.total_minutes += 1
    db.session.commit()
    found = runner.invoke(args=["figures", "recount", "--check"])
    assert found.exit_code == 1
    assert "base-a differs: group_places" in found.output
    told = runner.invoke(args=["figures", "recount", "--check", "--format", "json"])
    wrong = [{"group": "base-a", "tables": ["group_places"]}]
    assert (told.exit_code, json.loads(told.stdout)) == (1, {"groups": 4, "differing": wrong})
    done = runner.invoke(args=["figures", "recount", "--format", "json"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"groups": 4, "differing": []})


def test_a_group_nobody_counted_yet_differs(app, world, made):
    new_group(world, made.programme, "new", world.tara)
    db.session.commit()
    assert wrong() == ["new"]


def test_nobody_in_no_group_and_no_session_is_nothing_and_no_error(app, world):
    found = kept(Group.id == -1, on=date(2022, 1, 1), today=THURSDAY)
    assert rows(found, "person_id") == []
    assert db.session.scalar(select(func.sum(found.tallies.c.people))) is None
    assert counting.counts([], THURSDAY) == ([], [], [], [], [])
