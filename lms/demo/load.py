"""Loads the demo data, once."""

from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.attendance.models import MakeUp, Mode, Session, Status
from lms.courses.models import (
    Course,
    Enrolment,
    Entry,
    Group,
    Lesson,
    LessonDone,
    Membership,
    Programme,
    State,
)
from lms.db import db
from lms.demo import (
    asking,
    coming,
    completing,
    exchanging,
    levels,
    made_up,
    marks,
    meeting,
    people,
    projecting,
    proving,
    quizzing,
    reporting,
    sealing,
    showing,
    talking,
    timetable,
    viewing,
)
from lms.demo.people import Cast
from lms.errors import Refused
from lms.people.actions import organisation
from lms.people.models import Organisation, Person

NAMES = {
    "aec-jesenice": "Adult Education Centre Jesenice",
    "aer": "Assembly of European Regions",
    "iom-it": "IOM Italy",
    "sardinia": "Autonomous Region of Sardinia",
    "demo-north": "City of the North (demo)",
    "demo-south": "City of the South (demo)",
}
ENTRIES = {
    "jesenice-digital-local": (Entry.APPROVAL, None),
    "inclusive-local-government": (Entry.OPEN, None),
    "intercultural-competence-teachers": (Entry.CODE, "TEACH-2026"),
}
PROJECT = "Includ-EU"  # on top of what is printed
FUNDING = (
    "Demo: a pilot of the project Includ-EU, co-funded by the Asylum, Migration and Integration "
    "Fund of the European Union."
)
MOVES = -14  # days from today: A-14 goes from group A to group B


def load(*, now: datetime) -> None:
    """Everything, added to the session of the database; the caller commits.

    Raises Refused where there are people already, or the content is not imported.
    """
    if db.session.scalar(select(Person.id).limit(1)):
        raise Refused(_("There are people in this database. The demo is only for an empty one."))
    programmes = {p.slug: p for p in db.session.scalars(select(Programme))}
    if not programmes.keys() >= ENTRIES.keys():
        raise Refused(_("Import the content first: lms content import content"))
    today = clock.today("Europe/Ljubljana", now)
    organisations = {slug: named(slug, name) for slug, name in NAMES.items()}
    for slug, (entry, code) in ENTRIES.items():
        programmes[slug].entry, programmes[slug].entry_code = entry, code
    cast = people.build(organisations)
    load_jesenice(programmes["jesenice-digital-local"], cast, today, now)
    load_officials(programmes["inclusive-local-government"], cast, today, now)
    load_teachers(programmes["intercultural-competence-teachers"], cast, today, now)
    db.session.flush()
    projecting.load(organisations)
    coming.load(cast, today, now)
    proving.load(cast)
    made_up.load(cast, now)
    levels.load(programmes, cast, now)
    sealing.load(cast, now)
    talking.load(programmes["inclusive-local-government"], cast, today, now)
    quizzing.load(programmes["jesenice-digital-local"], cast, now)
    asking.load(programmes["jesenice-digital-local"], cast, now)
    showing.load(programmes["intercultural-competence-teachers"], cast, today, now)
    load_on_top(cast, today, now)


def load_on_top(cast: Cast, today: date, now: datetime) -> None:
    """What needs all the rest: completions, and what projects do beside their programmes."""
    completing.load(cast, now)
    viewing.load(now)
    exchanging.load(cast, today, now)
    reporting.load(cast, today, now)


def named(slug: str, name: str) -> Organisation:
    """The organisation of this slug, which the content may have brought already."""
    found = organisation(slug)
    found.name = name
    return found


def load_jesenice(programme: Programme, cast: Cast, today: date, now: datetime) -> None:
    courses = {part.course.slug: part.course for part in programme.courses}
    programme.project, programme.funding = PROJECT, FUNDING
    days_a = timetable.jesenice_days(today, -42)
    days_b = timetable.jesenice_days(today, -34)
    a = group(programme, "jesenice-a", "Jesenice, group A", cast["DEMO-TR-A"], days_a, capacity=16)
    b = group(programme, "jesenice-b", "Jesenice, group B", cast["DEMO-TR-B"], days_b, capacity=16)
    sessions_a = timetable.jesenice(a, courses, today, days_a, "", "Centre, room 2")
    sessions_b = timetable.jesenice(b, courses, today, days_b, "D3", "Centre, room 1")
    moved = today + timedelta(days=MOVES)
    for who in people.LEARNERS_A:
        until = moved - timedelta(days=1) if who[0] == "A-14" else None
        enrolment = enrol(cast[who[0]], a, days_a[0], until, now)
        if until:
            move = Membership(group=b, person=cast[who[0]], enrolment=enrolment, starts_on=moved)
            db.session.add(move)
    for who in people.LEARNERS_B:
        enrol(cast[who[0]], b, days_b[0], None, now)
    rows_a = {cast[code]: row for code, row in marks.GROUP_A.items()}
    rows_b = {cast[code]: row for code, row in marks.GROUP_B.items()}
    db.session.add_all(marks.registers(sessions_a, rows_a, cast["DEMO-TR-A"]))
    db.session.add_all(marks.registers(sessions_b, rows_b, cast["DEMO-TR-B"]))
    repair(sessions_a[4], cast["A-11"], 180, "Extra afternoon with the trainer", cast, now)
    digital = lessons_of([courses["digital-basics"]])
    slovene = lessons_of([courses["slovene-first-steps"]])
    for number, code in enumerate(marks.GROUP_A | marks.GROUP_B):
        read(cast[code], digital[: 7 + number % 5] + slovene[: 3 + number % 4], now)


def load_officials(programme: Programme, cast: Cast, today: date, now: datetime) -> None:
    """Five webinars of a morning, three of them held; lessons between them. What the third register
    says, the list of the meeting says, but for one absence."""
    courses = [part.course for part in programme.courses]
    days = [workday(today + timedelta(days=offset)) for offset in (-38, -24, -10, 4, 18)]
    made = group(
        programme,
        "officials-1",
        "Officials, group 1",
        cast["DEMO-TR-AER"],
        days,
        capacity=30,
        zone="Europe/Brussels",
    )
    hours = (time(9, 30), time(13), [["11:15", "11:30"]])
    sessions = weekly(made, courses, days, hours, today, Mode.ONLINE, "Link in the invitation")
    rows = dict(zip([code for code, *_rest in people.OFFICIALS], OFFICIAL_ROWS, strict=True))
    lessons = lessons_of(courses)
    for number, code in enumerate(rows):
        enrol(cast[code], made, days[0], None, now)
        read(cast[code], lessons[: (5, 16, 33, 3, 24, 8, 0, 33)[number]], now)
    filled = {cast[code]: row for code, row in rows.items()}
    db.session.add_all(marks.registers(sessions, filled, cast["DEMO-TR-AER"]))
    db.session.flush()
    meeting.load(sessions[2], cast, now)


def load_teachers(programme: Programme, cast: Cast, today: date, now: datetime) -> None:
    """Six afternoons of four hours, three of them held; modules between them."""
    courses = [part.course for part in programme.courses]
    days = [workday(today + timedelta(days=offset)) for offset in (-33, -19, -5, 9, 23, 37)]
    made = group(
        programme,
        "sardinia-1",
        "Sardinia, teachers 1",
        cast["DEMO-TR-SAR"],
        days,
        capacity=35,
        zone="Europe/Rome",
    )
    hours = (time(15), time(19, 15), [["17:00", "17:15"]])
    sessions = weekly(made, courses, days, hours, today, Mode.ONSITE, "School library")
    rows = dict(zip([code for code, *_rest in people.TEACHERS], TEACHER_ROWS, strict=True))
    lessons = lessons_of(courses)
    for number, code in enumerate(rows):
        enrol(cast[code], made, days[0], None, now)
        read(cast[code], lessons[: (3, 7, 18, 2, 11, 0, 5)[number]], now)
    filled = {cast[code]: row for code, row in rows.items()}
    db.session.add_all(marks.registers(sessions, filled, cast["DEMO-TR-SAR"]))


OFFICIAL_ROWS = ["PPU", "PPU", "PPU", "APA", "PPU", "PEU", "AAU", "PPU"]
TEACHER_ROWS = ["PPP", "PPP", "PPP", "PAP", "PPP", "AAP", "PPE"]


def group(programme, slug, title, trainer, days, *, capacity, zone="Europe/Ljubljana") -> Group:
    made = Group(
        slug=slug,
        title=title,
        programme=programme,
        organisation=programme.organisation,
        zone=zone,
        capacity=capacity,
        trainers=[trainer],
        starts_on=min(days) - timedelta(days=7),
        ends_on=max(days) + timedelta(days=28),
    )
    db.session.add(made)
    db.session.flush()
    return made


def weekly(made: Group, courses: list[Course], days, hours, today, mode, place) -> list[Session]:
    """One session a day in `days`, the courses and their modules in order."""
    modules = [module for course in courses for module in course.modules]
    step = max(1, len(modules) // len(days))
    return [
        timetable.session(
            made,
            f"{made.slug}-{number + 1:02d}",
            day,
            hours,
            course=modules[number * step].course,
            module=modules[number * step],
            mode=mode,
            place=place,
            status=Status.HELD if day < today else Status.PLANNED,
        )
        for number, day in enumerate(days)
    ]


def workday(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def enrol(who: Person, into: Group, since: date, until: date | None, now: datetime) -> Enrolment:
    enrolment = Enrolment(person=who, programme=into.programme, state=State.ACTIVE, since=now)
    place = Membership(group=into, person=who, starts_on=since, ends_on=until)
    enrolment.memberships.append(place)
    db.session.add(enrolment)
    return enrolment


def repair(session: Session, who: Person, minutes: int, note: str, cast: Cast, now) -> None:
    """Approved make-up for an absence."""
    coordinator = cast["DEMO-COORD"]
    db.session.add(
        MakeUp(
            session=session,
            person_id=who.id,
            minutes=minutes,
            note=note,
            approved_by=coordinator,
            recorded_by_id=coordinator.id,
            recorded_at=now,
        )
    )


def lessons_of(courses: list[Course]) -> list[Lesson]:
    return [x for course in courses for module in course.modules for x in module.lessons]


def read(who: Person, lessons: list[Lesson], now: datetime) -> None:
    done_at = now - timedelta(days=1)
    db.session.add_all(
        LessonDone(person_id=who.id, lesson_id=lesson.id, done_at=done_at) for lesson in lessons
    )
