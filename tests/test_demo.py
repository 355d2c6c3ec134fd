"""The demo shows what there is to see, and says that it is a demo."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from lms import clock
from lms.attendance.models import Session, Status
from lms.completion import queries
from lms.courses.models import Group
from lms.db import db
from lms.demo.load import load
from tests.cast import NOW

# The days of a week, and the two Sundays on which the clocks change.
DAYS = [NOW + timedelta(days=n) for n in range(7)] + [
    datetime(2022, 3, 27, 10, tzinfo=UTC),
    datetime(2022, 10, 30, 10, tzinfo=UTC),
]


@pytest.fixture(params=DAYS, ids=lambda day: day.date().isoformat())
def demo(app, request, monkeypatch):
    """The demo, loaded on one of the days, with the project's own content."""
    monkeypatch.setattr(clock, "now", lambda: request.param)
    result = app.test_cli_runner().invoke(args=["content", "import", "content"])
    assert result.exit_code == 0, result.output
    load(now=request.param)
    db.session.commit()
    return clock.today("Europe/Ljubljana")


def group(slug: str) -> Group:
    return db.session.query(Group).filter_by(slug=slug).one()


def test_all_five_standings_occur_in_each_jesenice_group_or_the_other(demo):
    standings = Counter()
    for slug in ("jesenice-a", "jesenice-b"):
        standings.update(str(s.standing) for s in queries.standings(group(slug), demo).values())
    assert standings.keys() == {"complete", "on_track", "must_attend_all", "needs_make_up", "cannot"}
    assert standings.total() == 14 + 11


def test_there_is_a_register_to_take_today_and_group_b_is_four_units_short(demo):
    sessions = db.session.query(Session).filter_by(group_id=group("jesenice-a").id).all()
    assert len(sessions) == 15
    assert [s.status for s in sessions if s.day == demo] == [Status.PLANNED]
    assert sum(s.net_minutes for s in sessions) == 60 * 45
    of_b = db.session.query(Session).filter_by(group_id=group("jesenice-b").id).all()
    given = [s for s in of_b if s.status != Status.CANCELLED]
    assert sum(s.net_minutes for s in given) == 56 * 45


def test_the_demo_is_loaded_only_once_and_never_in_production(app):
    runner = app.test_cli_runner()
    app.config["PRODUCTION"] = True
    assert runner.invoke(args=["demo", "load"]).exit_code == 1
    app.config["PRODUCTION"] = False
    assert "content import" in runner.invoke(args=["demo", "load"]).output
    assert runner.invoke(args=["content", "import", "content"]).exit_code == 0
    assert runner.invoke(args=["demo", "load"]).exit_code == 0
    again = runner.invoke(args=["demo", "load"])
    assert again.exit_code == 1
    assert "empty" in again.output
