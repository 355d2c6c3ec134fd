"""Counting in the background: it holds nobody up, is done once, and leaves no rows behind."""

import pytest
from sqlalchemy import func, select

from lms import jobs
from lms.db import db, reading
from lms.indicators.actions import counting, periods
from lms.indicators.models import Count, CountState, Gap, Member
from lms.indicators.tasks import AGAIN, count_in_vain, freeze_in_vain
from lms.people.models import Person
from tests.cast import NOW
from tests.indicators.reporting import FIRST, LAST, reporting


@pytest.fixture
def ours(world):
    return reporting(world)


@pytest.fixture
def frozen(world, ours, work):
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    for report in made.reports:
        count = periods.count(report, by=world.ema, now=NOW)
        work()
        periods.submit(report, count.id, "", by=world.ema, now=NOW)
        periods.accept(report, count.id, "", by=world.ema, now=NOW)
    periods.freeze(made, [], by=world.ema, now=NOW)
    db.session.commit()
    return made


def ask(world, ours) -> Count:
    made = counting.ask(ours.project, ours.version, None, LAST, by=world.ema, now=NOW)
    db.session.commit()
    return made


def test_a_newer_count_takes_the_place_of_the_one_before(world, ours, work):
    for _times in range(3):
        ask(world, ours)
        work()
    left = db.session.scalars(select(Count)).all()
    assert len(left) == 1
    for table in (Member, Gap):
        assert set(db.session.scalars(select(table.count_id))) == {left[0].id}


def test_of_a_draft_only_the_last_count_stays_and_what_was_handed_in_stays(world, ours, work):
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    report = made.reports[0]
    for _times in range(2):
        last = periods.count(report, by=world.ema, now=NOW)
        assert last.frozen_at is None
        work()
    assert db.session.scalar(select(func.count(Count.id))) == 1
    periods.submit(report, last.id, "", by=world.ema, now=NOW)
    assert last.frozen_at == NOW
    periods.give_back(report, "Again", by=world.ema, now=NOW)
    periods.count(report, by=world.ema, now=NOW)
    work()
    assert db.session.scalar(select(func.count(Count.id))) == 2


def test_a_count_is_kept_once(world, ours):
    made = ask(world, ours)
    found = counting.looked(made)
    counting.keep(made.id, found, now=NOW)
    ids = list(db.session.scalars(select(Member.id)))
    counting.keep(made.id, found, now=NOW)  # a second worker, after the lease of the first
    assert list(db.session.scalars(select(Member.id))) == ids


def test_what_is_only_read_holds_nobody_up(own_app):
    """On SQLite somebody else writes meanwhile."""
    db.session.add(Person(code="A", name="A"))
    db.session.commit()
    with reading():
        assert db.session.scalar(select(func.count(Person.id))) == 1
        with own_app.app_context():
            db.session.add(Person(code="B", name="B"))
            db.session.commit()
    assert db.session.scalar(select(func.count(Person.id))) == 2


def test_the_digest_is_checked_by_a_job_and_the_page_says_when(world, frozen, visitor, work):
    work()
    page = f"/reporting-periods/{frozen.id}"
    ema = visitor.sign_in(world.ema).visit(page)
    assert "Digest checked" not in ema.page.text
    jobs.later(AGAIN, {"period": frozen.id}, now=NOW, key="a")
    db.session.commit()
    work()
    assert "unchanged since it was frozen" in ema.visit(page).page.text
    row = db.session.scalars(select(Member).where(Member.count_id == frozen.count_id)).first()
    row.first_on = FIRST
    row.key = "p:0"
    jobs.later(AGAIN, {"period": frozen.id}, now=NOW, key="b")
    db.session.commit()
    work()
    assert "not those that were frozen" in ema.visit(page).page.text
    assert "Digest checked" in ema.page.text


def test_what_could_not_be_united_is_said_and_united_again(world, frozen, visitor, work):
    freeze_in_vain({"period": frozen.id}, now=NOW)
    count_in_vain({"count": frozen.count_id}, now=NOW)
    db.session.commit()
    assert frozen.count.state == CountState.FAILED
    ema = visitor.sign_in(world.ema).visit(f"/reporting-periods/{frozen.id}")
    assert "Counting did not work" in ema.page.text
    ema.press("look", "Count again")
    work()
    db.session.expire_all()
    assert frozen.count.state == CountState.DONE
    assert frozen.count.values["PEOPLE"]["value"] == 4
