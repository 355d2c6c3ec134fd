"""A programme of one evening, for walks that confirm, revoke and erase: nobody of the demo is
touched by them. Each group has one person, who was there, and is complete. Its trainer has nothing
else, so that no trainer of the demo finds its registers.

Run in the folder of the platform: `python tests/browser/one_evening.py`.
"""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from lms import clock
from lms.attendance.models import Kind, Mark, Mode, Session, Source, Status
from lms.courses.models import (
    Course,
    Enrolment,
    Entry,
    Group,
    Membership,
    Policy,
    Programme,
    ProgrammeCourse,
    State,
)
from lms.db import db
from lms.demo.people import PIN
from lms.people import passwords
from lms.people.models import Organisation, Person

SLUG = "one-evening"
UNITS = 4  # of 45 minutes: 17:00 to 20:00
RULES = {"threshold": "80%"}
PEOPLE = {  # the end of the group's address: name and card of the person
    "keys": ("Vesna R.", "WKA-222"),
    "plain": ("Drago M.", "WKB-222"),
    "told": ("Irena P.", "WKC-222"),
    "silent": ("Goran T.", "WKD-222"),
}


def programme(now: datetime, organisation: Organisation) -> Programme:
    course = Course(slug=SLUG, title={"en": "An evening in town"}, language="sl")
    made = Programme(
        slug=SLUG, title={"en": "One evening"}, organisation=organisation, track="migrant",
        required_units=UNITS, unit_minutes=45, entry=Entry.APPROVAL, rules=RULES,
    )  # fmt: skip
    made.courses.append(ProgrammeCourse(course=course, position=0, units=UNITS))
    db.session.add(made)
    db.session.flush()
    db.session.add(Policy(programme_id=made.id, version=1, rules=RULES, made_at=now))
    return made


def group_of_one(end: str, made: Programme, trainer: Person, now: datetime) -> None:
    (name, card), day = PEOPLE[end], clock.today("Europe/Ljubljana", now) - timedelta(days=2)
    who = Person(
        code=f"W-{end}", name=name, organisation=made.organisation, role="learner", language="en",
        card_code=card, pin_hash=passwords.hashed(PIN),
    )  # fmt: skip
    group = Group(
        slug=f"{SLUG}-{end}", title=f"An evening ({end})", programme=made, trainers=[trainer],
        organisation=made.organisation, zone="Europe/Ljubljana", starts_on=day,
    )  # fmt: skip
    enrolment = Enrolment(person=who, programme=made, state=State.ACTIVE, since=now)
    session = Session(
        group=group, code=group.slug, day=day, course=made.courses[0].course, starts=time(17),
        ends=time(20), breaks=[], zone=group.zone, trainer=trainer, mode=Mode.ONSITE,
        status=Status.HELD, published_at=now, published_by_id=trainer.id,
    )  # fmt: skip
    came, left = (datetime.fromtimestamp(moment, UTC) for moment in session.span)
    mark = Mark(
        session=session, person=who, recorder=trainer, recorded_at=left, source=Source.TRAINER,
        kind=Kind.PRESENCE, came_at=came, left_at=left,
    )  # fmt: skip
    place = Membership(enrolment=enrolment, group=group, person=who, starts_on=day)
    db.session.add_all([who, group, enrolment, place, session, mark])


def load() -> None:
    now = clock.now()
    centre = db.session.scalars(select(Organisation).filter_by(slug="aec-jesenice")).one()
    trainer = Person(code="W-TR", name="Maja Demo", organisation=centre, role="trainer")
    made = programme(now, centre)
    for end in PEOPLE:
        group_of_one(end, made, trainer, now)
    db.session.commit()


if __name__ == "__main__":
    from wsgi import app

    with app.app_context():
        load()
