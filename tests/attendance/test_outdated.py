"""What a change makes untrue is told no more: neither by mail nor on the call list."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.actions import reminders, sign_ups
from lms.attendance.actions.changing import change
from lms.attendance.actions.columns import vars_of
from lms.attendance.actions.sessions import cancel, reinstate
from lms.attendance.actions.telling import news_of, tell_of
from lms.attendance.rules.timetable import as_pairs
from lms.db import db
from lms.jobs.work import work_off
from lms.messages.letters import part
from lms.messages.models import Notice, NoticeState
from tests import cast
from tests.attendance.places import LATER, learners, opened
from tests.attendance.series import of_series, series
from tests.cast import NOW
from tests.post import open_office
from tests.queries import count_queries
from tests.visitor import Visitor

WEEK = timedelta(days=7)


@pytest.fixture
def published(world):
    """Five sessions, of which everybody is to be told."""
    found = series(world, 5)
    news = [news_of(one) for one in found]
    tell_of("session.published", news, world.a, by=world.tara, now=NOW)
    db.session.commit()
    return found


def settle():
    """Whom no mail reaches is on the call list."""
    db.session.commit()
    work_off(now=NOW)
    db.session.expire_all()


def values_of(session, **values):
    return {**vars_of(session), "breaks": as_pairs(session.breaks), **values}


def move(session, world, days=2, rest=False, **values):
    wanted = values_of(session, day=session.day + timedelta(days=days), **values)
    made = change(session, wanted, by=world.tara, now=NOW, rest=rest).session
    settle()
    return made


def to_say(person):
    """What somebody is still to be told: the heading and the lines of each notice."""
    mine = select(Notice).where(
        Notice.person_id == person.id, Notice.state.in_([NoticeState.WAITING, NoticeState.CALL])
    )
    parts = [part(one, person) for one in db.session.scalars(mine.order_by(Notice.id))]
    return [(one.heading, one.lines) for one in parts]


def headings(person):
    return [heading for heading, _lines in to_say(person)]


def states(person):
    mine = select(Notice.kind, Notice.state).where(Notice.person_id == person.id)
    return [tuple(row) for row in db.session.execute(mine.order_by(Notice.id))]


def test_a_session_that_was_moved_is_not_among_the_new_ones_any_more(world, published):
    settle()
    move(published[1], world)
    (new, lines), (moved, _lines) = to_say(world.lea)
    assert new == "4 new sessions, the first on 5 April"
    assert not [line for line in lines if "12 April" in line]
    assert moved == "Moved: Safe-Online, 12 April"


def test_what_is_published_moved_and_cancelled_is_told_once_as_it_is_now(world, published):
    settle()
    move(published[1], world)
    move(published[0], world, rest=True)
    first, *others = [one for one in of_series(published) if one.day != published[1].day]
    cancel(others[0], "Snow", by=world.tara, now=NOW)
    settle()
    cancel(first, "Snow", by=world.tara, now=NOW, rest=True)
    settle()
    for person in (world.lea, world.lou):
        said = to_say(person)
        assert {heading.split(":")[0] for heading, _lines in said} <= {
            "Cancelled", "Cancelled sessions",
        }  # fmt: skip
        assert sum("2022, 17:00" in line for _heading, lines in said for line in lines) == 10


def test_who_never_heard_of_a_move_is_told_what_it_was_for_them(world, published):
    db.session.execute(Notice.__table__.delete())
    moved = move(published[0], world)
    again = move(moved, world)
    (only,) = to_say(world.lea)
    assert only == (
        "Moved: My-Phone, 5 April",
        [
            "Now: Saturday, 9 April 2022, 17:00 to 20:15: My-Phone. Centre, room 2",
            "It was: Tuesday, 5 April 2022, 17:00 to 20:15",
        ],
    )
    cancel(again, "Snow", by=world.tara, now=NOW)
    settle()
    (only,) = to_say(world.lea)
    assert only == (
        "Cancelled: My-Phone, 5 April",
        [
            "Tuesday, 5 April 2022, 17:00 to 20:15: My-Phone",
            "Saturday, 9 April 2022, 17:00 to 20:15: My-Phone",
            "Reason: Snow",
        ],
    )
    reinstate(again, by=world.tara, now=NOW)
    settle()
    ((heading, lines),) = to_say(world.lea)
    assert heading == "It takes place after all: My-Phone, 9 April"
    assert lines[1] == "The time was: Tuesday, 5 April 2022, 17:00 to 20:15"


def test_who_was_told_is_told_what_is_different_from_that(world, published):
    moved = move(published[0], world)
    for notice in db.session.scalars(select(Notice)):
        notice.state = NoticeState.TOLD
    move(moved, world)
    ((heading, _lines),) = to_say(world.lea)
    assert heading == "Moved: My-Phone, 7 April"


def test_also_what_waits_for_its_mail_is_not_sent_when_it_is_not_true_any_more(
    app, world, published
):
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, MAIL_FROM="Ura <noreply@ura.example>")
        cancel(published[0], "Snow", by=world.tara, now=NOW, rest=True)
        settle()
        (mail,) = office.received
    assert mail["Subject"] == "Cancelled sessions: 5, from 5 April"


def test_a_long_series_of_which_only_some_is_named_says_how_many_are_left(world):
    found = series(world, 14)
    news = [news_of(one) for one in found]
    tell_of("session.published", news, world.a, by=world.tara, now=NOW)
    cancel(found[3], "Snow", by=world.tara, now=NOW, rest=True)
    (new, lines), _cancelled = to_say(world.lea)
    assert new == "3 new sessions, the first on 5 April"
    assert len(lines) == 3


def test_a_reminder_of_what_was_changed_is_told_no_more(world):
    reminders.remind(world.next_week, now=NOW)
    settle()
    wanted = values_of(world.next_week, place="Library")
    change(world.next_week, wanted, by=world.tara, now=NOW)
    settle()
    assert headings(world.lea) == ["Changed: Hello, 31 March"]


def test_what_nobody_sees_makes_nothing_untrue(world, published):
    wanted = values_of(published[0], is_open=True, capacity=5)
    change(published[0], wanted, by=world.tara, now=NOW)
    assert headings(world.lea) == ["5 new sessions, the first on 5 April"]


def test_who_changed_it_does_not_keep_news_that_is_old(world, published):
    world.next_week.substitute = world.sam
    tell_of("session.reinstated", [news_of(world.next_week)], world.a, by=world.ema, now=NOW)
    assert headings(world.sam) == ["It takes place after all: Hello, 31 March"]
    cancel(world.next_week, "Snow", by=world.sam, now=NOW)
    assert headings(world.sam) == []
    assert headings(world.tara) == ["Cancelled: Hello, 31 March"]


def test_the_news_of_another_group_stays(world, published):
    other = series(world, 1, group=world.b)
    tell_of("session.published", [news_of(other[0])], world.b, by=world.tara, now=NOW)
    cancel(published[0], "Snow", by=world.tara, now=NOW, rest=True)
    assert headings(world.bo) == ["New session: My-Phone, 5 April"]


def test_an_offer_that_was_let_go_or_taken_is_not_told_any_more(world):
    session = opened(world, 1)
    first, second, third = learners(3)
    for person in (first, second, third):
        sign_ups.sign_up(session, person, by=person, now=NOW)
    sign_ups.withdraw(session, first, by=first, now=NOW)
    settle()
    assert headings(first) == []
    assert headings(second) == ["A place is free for you: Hello, 31 March"]
    sign_ups.withdraw(session, second, by=second, now=NOW)
    settle()
    assert headings(second) == []
    sign_ups.accept(session, third, by=third, now=NOW)
    settle()
    assert headings(third) == ["You have a place: Hello, 31 March"]


def test_an_offer_whose_time_is_over_is_told_as_that(world):
    session = opened(world, 1)
    first, second = learners(2)
    for person in (first, second):
        sign_ups.sign_up(session, person, by=person, now=NOW)
    sign_ups.withdraw(session, first, by=first, now=NOW)
    offer = db.session.scalars(select(Notice).where(Notice.kind == "place.offered")).one()
    assert offer.before == LATER, "a call after its end is of no use"
    sign_ups.fill(session, by=None, now=LATER)
    assert headings(second) == ["No place is kept for you: Hello, 31 March"]


def test_a_place_is_told_where_the_session_is_now_and_not_where_it_is_cancelled(world):
    session = opened(world, 5)
    (person,) = learners(1)
    sign_ups.sign_up(session, person, by=person, now=NOW)
    settle()
    moved = move(session, world)
    assert headings(person) == [
        "You have a place: Hello, 2 April", "Moved: Hello, 31 March",
    ]  # fmt: skip
    sign_ups.withdraw(moved, person, by=person, now=NOW)
    assert headings(person) == ["Moved: Hello, 31 March"]
    sign_ups.sign_up(moved, person, by=person, now=NOW)
    cancel(moved, "Snow", by=world.tara, now=NOW)
    assert headings(person) == ["Cancelled: Hello, 31 March"]


def test_the_call_list_says_only_what_is_true(visitor, world, published):
    settle()
    cancel(published[0], "Snow", by=world.ema, now=NOW, rest=True)
    settle()
    visitor.sign_in(world.tara).visit("/groups/jes-a/calls")
    seen = visitor.text("#calls")
    assert "new session" not in seen
    assert "Cancelled sessions: 5, from 5 April" in seen
    assert "Before 5 April 2022, 17:00." in seen, "the first that is still to come"


def test_thirty_people_cost_what_one_costs(world, published):
    def statements(session):
        db.session.commit()
        with count_queries() as seen:
            cancel(session, "Snow", by=world.tara, now=NOW)
        return len(seen)

    one = statements(published[0])
    people = [cast.person(f"P{number}", world.centre) for number in range(30)]
    db.session.add_all([*people, *(cast.enrol(person, world.a) for person in people)])
    news = [news_of(session) for session in published[1:]]
    tell_of("session.changed", news, world.a, by=world.tara, now=NOW)
    assert statements(published[1]) == one


def test_the_log_says_that_it_changed_again(app, world, published):
    settle()
    cancel(published[0], "Snow", by=world.tara, now=NOW, rest=True)
    settle()
    lea = Visitor(app).sign_in(world.lea).visit("/account/messages")
    assert "Not sent: it changed again" in lea.text(".log li:last-child")
