"""Programmes ask by themselves: at the end, some months later, with reminders, once each person."""

from datetime import date, timedelta

import pytest

from lms.courses.models import Enrolment, State
from lms.db import db
from lms.messages.models import Mail, Notice, NoticeState
from lms.people.actions import record
from lms.surveys import actions, tasks
from lms.surveys.models import SurveyInvitation, SurveyRound
from lms.surveys.queries import asking
from tests.cast import NOW
from tests.surveys.asked import asks, invited, link

DAY = timedelta(days=1)
LAST = date(2022, 3, 31)  # of group A
AFTER_LAST = NOW + 8 * DAY


def people():
    db.session.expire_all()
    rows = db.session.scalars(db.select(SurveyInvitation).order_by(SurveyInvitation.id))
    return [row.person.name for row in rows]


def look(now):
    actions.look(now=now)
    db.session.commit()


def test_a_group_is_asked_after_its_last_session(world):
    asks(world)
    world.a.ends_on = LAST
    look(NOW)
    assert people() == []
    look(AFTER_LAST)
    assert {"Lea", "Lou"} <= {*people()}
    before = people()
    look(AFTER_LAST + DAY)
    assert people() == before


def test_a_group_without_a_last_day_is_asked_when_it_met_no_more_for_a_week(world):
    asks(world)
    look(AFTER_LAST)
    assert people() == ["Bo"]  # group B met last on 23 March
    look(NOW + 15 * DAY)
    assert people() == ["Bo", "Lea", "Lou"]


def test_who_leaves_is_asked_when_they_leave(world):
    asks(world)
    world.memberships[1].ends_on = date(2022, 3, 23)
    look(NOW)
    assert people() == ["Lou"]


def test_those_who_left_are_not_asked_where_the_programme_says_so(world):
    asks(world, audience="stayed")
    world.memberships[1].ends_on = date(2022, 3, 23)
    enrolment = db.session.scalars(db.select(Enrolment).filter_by(person_id=world.lou.id)).one()
    enrolment.state = State.WITHDRAWN
    look(NOW)
    assert people() == []


@pytest.mark.parametrize("state", [State.COMPLETED, State.WITHDRAWN, State.DROPPED])
def test_whose_enrolment_is_ended_is_asked_also_while_the_group_goes_on(world, state):
    asks(world)
    world.a.ends_on = date(2022, 6, 30)
    enrolment = db.session.scalars(db.select(Enrolment).filter_by(person_id=world.lou.id)).one()
    enrolment.state = state
    key = f"{enrolment.programme.slug}/{world.lou.code}"
    record("enrolment", key, str(state), by=world.ema, now=NOW - DAY)
    look(NOW)
    assert people() == ["Lou"]


def test_it_is_asked_later_from_when_the_enrolment_was_ended(world):
    asks(world, "after", months=1)
    world.a.ends_on = date(2022, 6, 30)
    enrolment = db.session.scalars(db.select(Enrolment).filter_by(person_id=world.lou.id)).one()
    enrolment.state = State.COMPLETED
    key = f"{enrolment.programme.slug}/{world.lou.code}"
    record("enrolment", key, "completed", by=world.ema, now=NOW - DAY)
    look(NOW + 29 * DAY)
    assert "Lou" not in people()
    look(NOW + 30 * DAY)
    assert "Lou" in people()


def test_nobody_is_left_out_because_others_stand_before_them(world, monkeypatch):
    """Places that cannot be asked for long fill what is read at once."""
    monkeypatch.setattr(asking, "AT_ONCE", 1)
    asks(world)
    world.b.ends_on, world.a.ends_on = date(2022, 12, 31), LAST
    look(AFTER_LAST)
    assert people() == ["Lea", "Lou"]


def test_three_months_later_is_the_same_day_of_the_month(world):
    asks(world, "after")
    world.a.ends_on = LAST
    look(NOW + 97 * DAY)  # 29 June
    assert people() == []
    look(NOW + 98 * DAY)
    assert sorted(people()) == ["Bo", "Lea", "Lou"]


def test_who_ended_before_the_programme_asked_is_not_asked(world):
    setting = asks(world)
    world.a.ends_on = LAST
    setting.since = AFTER_LAST + DAY
    look(AFTER_LAST + 2 * DAY)
    assert "Lou" not in people()


def test_nobody_is_asked_where_it_is_switched_off(world):
    asks(world)
    actions.stop(world.local, "end", by=world.ema, now=NOW)
    look(NOW + 15 * DAY)
    assert people() == []


def test_a_mail_has_the_link_and_what_is_kept_of_it_has_not(world, post, work):
    asks(world)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    work()
    (sent,) = post.received
    url = link(world.lou)
    assert all(url in part.get_content() for part in sent.iter_parts())
    mail = db.session.scalars(db.select(Mail)).one()
    for kept in (mail.text, mail.html, str(mail.notices[0].data)):
        assert url.rpartition("/")[2] not in kept
    assert invited(world.lou).name in mail.text


def test_whom_no_mail_reaches_is_on_the_call_list(world, post, work):
    asks(world)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    work()
    notice = db.session.scalars(db.select(Notice).filter_by(person_id=world.lea.id)).one()
    assert (notice.state, notice.group) == (NoticeState.CALL, "jes-a")


def test_who_has_not_answered_is_reminded_as_often_as_was_said(world, post, work):
    asks(world, reminders=2)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    for week in range(1, 4):
        actions.remind(now=NOW + week * 7 * DAY - DAY)  # too early
        assert invited(world.lou).told == week if week < 4 else 3
        actions.remind(now=NOW + week * 7 * DAY)
        db.session.commit()
    assert invited(world.lou).told <= 3
    notices = db.session.scalars(db.select(Notice).filter_by(person_id=world.lou.id)).all()
    assert len(notices) == invited(world.lou).told


def test_who_has_answered_is_not_reminded(world):
    asks(world, reminders=2)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    invited(world.lou).answered = True
    actions.remind(now=NOW + 8 * DAY)
    db.session.commit()
    assert (invited(world.lou).told, invited(world.lea).told) == (1, 2)


def test_a_promise_holds_when_the_settings_change(world):
    asks(world)
    world.memberships[1].ends_on = date(2022, 3, 23)
    look(NOW)
    asks(world, anonymous=False)
    world.a.ends_on = LAST
    look(AFTER_LAST)
    first, second = db.session.scalars(
        db.select(SurveyRound).filter_by(group_id=world.a.id).order_by(SurveyRound.number)
    )
    assert (first.anonymous, second.anonymous) == (True, False)


def test_asked_twice_at_once_is_asked_once(world):
    setting = asks(world)
    assert actions.ask(setting, world.a, [world.lou.id], by=None, now=NOW) == [world.lou.id]
    assert actions.ask(setting, world.a, [world.lou.id], by=None, now=NOW) == []


@pytest.mark.parametrize("minute", [23, 24])
def test_it_is_looked_once_an_hour(world, work, minute):
    asks(world)
    world.memberships[1].ends_on = date(2022, 3, 23)
    db.session.commit()
    tasks.look_soon(NOW.replace(minute=minute))
    work()
    assert (people() == ["Lou"]) == (minute == 23)
