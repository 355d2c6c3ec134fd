"""One session of a series, or one and all later ones: changed, moved, cancelled."""

from datetime import date, time, timedelta

import pytest

from lms.attendance.actions import changing
from lms.attendance.actions import sessions as actions
from lms.attendance.models import Status
from lms.db import db
from lms.people.models import Change
from tests.attendance.register import marked
from tests.attendance.series import FIRST, notices, of_series, series
from tests.cast import NOW
from tests.queries import count_queries

REST = {"scope": "rest"}


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def url(session):
    return f"/sessions/{session.id}"


def test_the_page_says_where_in_the_series_it_is(tara, world):
    first, second, third, _last = series(world)
    tara.visit(url(second))
    assert "Session 2 of a series of 4" in tara.text("nav[aria-label=Series]")
    links = [link["href"] for link in tara.page.select("nav[aria-label=Series] a")]
    assert links == [url(first), f"/sessions?series={first.series_id}", url(third)]
    tara.visit(links[1])
    assert len(tara.page.select(".agenda > li")) == 4
    assert not tara.visit(url(world.tonight)).page.select("nav[aria-label=Series]")


def test_only_where_there_are_later_ones_it_is_asked_which_are_meant(tara, world):
    *_others, before_last, last = series(world)
    assert tara.visit(url(before_last)).page.select("[name=scope][value=rest]")
    assert not tara.visit(url(last)).page.select("[name=scope], [name=cancel-scope]")


def test_the_rest_gets_the_new_times_and_place_and_keeps_its_modules(tara, world):
    found = series(world)
    modules = [one.module for one in found]
    tara.visit(url(found[1]))
    tara.press("session", "Save the changes", starts="16:00", place="Library", **REST)
    assert [one.starts for one in of_series(found)] == [time(17), time(16), time(16), time(16)]
    assert [one.place for one in found] == ["Centre, room 2", "Library", "Library", "Library"]
    assert [one.module for one in found] == modules
    assert [one.sequence for one in found] == [0, 1, 1, 1]
    assert "2 later sessions were changed with it." in tara.text("#notice")
    assert world.a.revision == 1


def test_only_what_was_changed_is_changed_in_the_rest(tara, world):
    found = series(world)
    found[2].starts = time(15)
    tara.visit(url(found[0])).press("session", "Save the changes", place="Library", **REST)
    assert [one.starts for one in of_series(found)] == [time(17), time(17), time(15), time(17)]


def test_this_session_only_leaves_the_rest(tara, world):
    found = series(world)
    tara.visit(url(found[1])).press("session", "Save the changes", place="Library")
    assert [one.place for one in found].count("Library") == 1


def test_a_new_day_moves_the_rest_by_as_many_days(tara, world):
    found = series(world)
    uids = [one.uid for one in found]
    tara.visit(url(found[1]))
    tara.press("session", "Save the changes", day=f"{FIRST + timedelta(days=9)}", **REST)
    now = of_series(found)
    assert [one.day for one in now] == [
        FIRST, FIRST + timedelta(days=9), FIRST + timedelta(days=16), FIRST + timedelta(days=23),
    ]  # fmt: skip
    assert [one.uid for one in now] == uids
    assert [one.moved_from_id for one in now[1:]] == [one.id for one in found[1:]]
    assert [one.status for one in found[1:]] == [Status.MOVED] * 3
    assert [one.module for one in now] == [one.module for one in found]
    assert [one.code for one in now[1:]] == [f"jes-a-{one.day}" for one in now[1:]]
    told = notices("session.moved")
    assert sorted(told) == ["Lea", "Lou"]
    assert told["Lea"].data["count"] == 3


def test_the_marked_ones_stay_and_are_named(tara, world):
    found = series(world)
    marked(found[2], world.lea)
    tara.visit(url(found[0])).press("session", "Save the changes", place="Library", **REST)
    assert [one.place for one in found].count("Library") == 3
    assert "These stay as they are, because their register was taken: Tue 19 Apr." in tara.text(
        "#notice"
    )


@pytest.mark.parametrize(
    ("ends_on", "day", "words"),
    [
        (date(2022, 4, 30), FIRST + timedelta(days=7), "Tue 3 May: The group ends on 30 April"),
        (date(2022, 4, 26), FIRST + timedelta(days=1), "Wed 27 Apr: The group ends on 26 April"),
    ],
)
def test_a_rest_that_cannot_be_moved_is_refused_whole(tara, world, ends_on, day, words):
    found = series(world)
    world.a.ends_on = ends_on
    tara.visit(url(found[0])).press("session", "Save the changes", 409, day=f"{day}", **REST)
    assert "Nothing was changed." in tara.text("#notice")
    assert words in tara.text("#notice")
    assert [one.status for one in of_series(found)] == [Status.PLANNED] * 4


def test_a_rest_that_would_fall_into_the_skipped_hour_is_refused(world):
    found = series(world, first=date(2023, 3, 17), starts=time(2, 30), ends=time(4), breaks=[])
    values = changing.vars_of(found[0]) | {"day": date(2023, 3, 19), "breaks": []}
    values = {key: values[key] for key in (
        "day", "starts", "ends", "breaks", "zone", "mode", "place", "course", "module", "trainer",
    )}  # fmt: skip
    with pytest.raises(changing.Refused, match="Sun 26 Mar: The clocks go forward"):
        changing.change(found[0], values, by=world.tara, now=NOW, rest=True)


def test_the_rest_is_cancelled_with_one_reason(tara, world):
    found = series(world)
    marked(found[3], world.lea)
    tara.visit(url(found[1]))
    reason = {"cancel-reason": "The centre is closed.", "cancel-scope": "rest"}
    tara.press("cancel", "Cancel the session", **reason)
    assert [one.status for one in of_series(found)] == [
        Status.PLANNED, Status.CANCELLED, Status.CANCELLED, Status.PLANNED,
    ]  # fmt: skip
    assert "1 later session was cancelled with it." in tara.text("#notice")
    told = notices("session.cancelled")
    assert {name: notice.data["count"] for name, notice in told.items()} == {"Lea": 2, "Lou": 2}


@pytest.mark.parametrize("what", ["changed", "moved", "cancelled"])
def test_a_long_series_costs_as_many_statements_as_a_short_one(world, what):
    seen = []
    for group, count in ((world.a, 4), (world.b, 40)):
        found = series(world, count, group=group)
        for one in found[::2]:
            one.place = None
        db.session.commit()
        with count_queries() as statements:
            if what == "cancelled":
                actions.cancel(found[0], "Ill", by=world.tara, now=NOW, rest=True)
            else:
                move(world, found[0], what)
            db.session.flush()
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 30
    assert db.session.query(Change).count() == 44 * (2 if what == "moved" else 1)


def move(world, session, what):
    values = {
        "day": session.day + timedelta(days=what == "moved"), "starts": session.starts,
        "ends": session.ends, "breaks": [], "zone": session.zone, "mode": session.mode,
        "place": "Library", "course": session.course, "module": session.module,
        "trainer": session.trainer,
    }  # fmt: skip
    changing.change(session, values, by=world.tara, now=NOW, rest=True)
