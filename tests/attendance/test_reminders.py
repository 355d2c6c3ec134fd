"""Reminders: a day before a session everybody who is expected is told, once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import insert, select

from lms.attendance import tasks
from lms.attendance.actions.reminders import remind
from lms.attendance.models import Announcement, SignUp, SignUpState, Status
from lms.courses.models import Enrolment, Membership
from lms.db import db
from lms.jobs import Job
from lms.jobs.work import work_off
from lms.messages.models import Notice
from lms.people.models import Person
from tests.cast import FEBRUARY, NOW, session
from tests.post import open_office
from tests.queries import count_queries

BEGINS = datetime(2022, 3, 31, 15, tzinfo=UTC)  # 17:00 in Jesenice
SOON = BEGINS - timedelta(hours=24)


def tick(now=SOON):
    """What a worker does in a minute."""
    tasks.look(now)
    db.session.commit()
    work_off(now=now)
    db.session.expire_all()


def reminded(now=None):
    wanted = select(Notice).where(Notice.kind == "session.reminder").order_by(Notice.person_id)
    return [n.person.name for n in db.session.scalars(wanted) if now is None or n.made_at == now]


def test_a_day_before_everybody_is_reminded(world):
    tick()
    assert sorted(reminded()) == ["Lea", "Lou", "Tara"]
    assert world.next_week.reminded_at == SOON
    notice = db.session.scalars(select(Notice)).first()
    assert (notice.about, notice.before) == ("session:A-02", BEGINS)


def test_not_a_minute_earlier(world):
    tick(SOON - timedelta(minutes=1))
    assert reminded() == []


def test_nobody_is_reminded_twice(world):
    tick()
    tick(SOON + timedelta(minutes=1))
    remind(world.next_week, now=SOON + timedelta(minutes=2))
    db.session.commit()
    assert len(reminded()) == 3


def test_two_workers_that_look_at_once_queue_it_once(world):
    tasks.look(SOON)
    world.next_week.reminded_at = None
    tasks.look(SOON)
    assert len(db.session.scalars(select(Job).where(Job.kind == "attendance.remind")).all()) == 1


def test_what_has_begun_reminds_nobody(world):
    tick(BEGINS)
    assert reminded() == []


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.MOVED, Status.HELD])
def test_what_does_not_take_place_as_planned_reminds_nobody(world, status):
    world.next_week.status = status
    tick()
    assert reminded() == []


def test_what_is_cancelled_at_the_last_moment_reminds_nobody(world):
    tasks.look(SOON)
    world.next_week.status = Status.CANCELLED
    db.session.commit()
    work_off(now=SOON)
    assert reminded() == []


def test_a_session_that_was_moved_is_reminded_of_again(world):
    tick()
    world.next_week.status = Status.MOVED
    new = session(
        world.a, "A-03", BEGINS.date() + timedelta(days=7), world.slovene, status=Status.PLANNED
    )
    new.moved_from, new.sequence = world.next_week, 1
    db.session.add(new)
    db.session.commit()
    later = SOON + timedelta(days=7)
    tick(later)
    assert sorted(reminded(later)) == ["Lea", "Lou"]


def test_the_day_of_the_session_says_who_is_a_member(world):
    world.memberships[0].ends_on = world.next_week.day - timedelta(days=1)
    tick()
    assert sorted(reminded()) == ["Lou", "Tara"]


def test_who_has_a_place_is_reminded_and_who_waits_is_not(world):
    for person, state in ((world.olga, SignUpState.BOOKED), (world.bo, SignUpState.WAITING)):
        db.session.add(SignUp(session=world.next_week, person=person, state=state, since=NOW))
    tick()
    assert sorted(reminded()) == ["Lea", "Lou", "Olga", "Tara"]


def test_who_cannot_come_is_left_in_peace(world):
    said = Announcement(session=world.next_week, person=world.lea, made_at=NOW)
    db.session.add(said)
    tick()
    assert sorted(reminded()) == ["Lou", "Tara"]


def test_the_substitute_is_reminded_instead_of_the_trainer(world):
    world.next_week.substitute_id = world.sam.id
    tick()
    assert sorted(reminded()) == ["Lea", "Lou", "Sam"]


@pytest.mark.parametrize(("hours", "people"), [(0, 0), (2, 0), (48, 3)])
def test_an_installation_says_how_long_before(app, world, hours, people):
    app.config["REMINDER_HOURS"] = hours
    tick()
    assert len(reminded()) == people


@pytest.mark.parametrize(
    ("zone", "begins"),
    [("Pacific/Kiritimati", "2022-03-31 03:00"), ("Pacific/Pago_Pago", "2022-04-01 04:00")],
)
def test_the_clock_on_the_sessions_wall_counts(world, zone, begins):
    world.next_week.zone = zone
    moment = datetime.fromisoformat(begins).replace(tzinfo=UTC) - timedelta(hours=24)
    tick(moment - timedelta(minutes=1))
    assert reminded() == []
    tick(moment)
    assert len(reminded()) == 3


def test_the_mail_says_what_when_where_and_how_to_say_no(app, world):
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, ADDRESS="https://ura.example")
        tick()
        mails = {mail["To"].addresses[0].addr_spec: mail for mail in office.received}
    mail = mails["lou@example.org"]
    text = mail.get_body("plain").get_content()
    assert mail["Subject"] == "Reminder: Hello, 31 March, 17:00"
    assert "Thursday, 31 March 2022, 17:00 to 20:15" in text
    assert "Centre, room 2" in text
    assert f"https://ura.example/sessions/{world.next_week.id}" in text
    assert "I cannot come" in text
    invitation = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    event = Calendar.from_ical(invitation.get_content()).events[0]
    assert invitation.get_param("method") == "REQUEST"
    assert event["uid"] == f"{world.next_week.uid}@ura.invalid"
    assert "I cannot come" not in mails["tara@example.org"].get_body("plain").get_content()


def test_people_without_mail_are_called(app, world):
    app.config["MAIL_SERVER"] = "smtp://127.0.0.1:9"
    tick()
    lea = db.session.scalars(select(Notice).where(Notice.person_id == world.lea.id)).one()
    assert (lea.state, lea.group) == ("call", "jes-a")


def test_1052_people_cost_as_many_statements_as_two(world):
    costs = []
    for count, code in ((2, "A-02"), (1052, "BIG")):
        if count > 2:
            crowd(world.a, count - 2)
            big = session(world.a, code, BEGINS.date(), world.digital, status=Status.PLANNED)
            big.starts, big.ends = time(18), time(20)
            db.session.add(big)
            db.session.commit()
        now = SOON if count == 2 else SOON + timedelta(hours=1)
        tasks.look(now)
        db.session.commit()
        job = db.session.scalars(
            select(Job).where(Job.kind == "attendance.remind").order_by(Job.id.desc())
        ).first()
        with count_queries() as seen:
            tasks.remind(job.data, now=now)
            db.session.commit()
        costs.append(len(seen))
    assert len(reminded()) == 3 + 1052
    assert costs[1] <= costs[0] <= 8


def crowd(group, count):
    """So many more people in a group."""
    rows = [{"code": f"C{n}", "name": f"C{n}", "role": "learner"} for n in range(count)]
    people = db.session.scalars(insert(Person).returning(Person.id), rows).all()
    programme = group.programme_id
    rows = [{"programme_id": programme, "person_id": n, "since": NOW} for n in people]
    places = db.session.execute(
        insert(Enrolment).returning(Enrolment.id, Enrolment.person_id), rows
    ).all()
    rows = [
        {"enrolment_id": place, "person_id": who, "group_id": group.id, "starts_on": FEBRUARY}
        for place, who in places
    ]
    db.session.execute(insert(Membership), rows)
