"""A platform full of people: 1,052 learners in 6 programmes with a timetable of 49 sessions.

Each programme is taught to groups of 35; each group has all sessions of its programme (8, 8, 8, 8,
8 and 9), three quarters of them held, with a register. `times=10` makes ten times the learners.
"""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert, select

from lms.attendance.models import Kind, Mark, Mode, Session, Source, Status
from lms.courses import blocks, markup
from lms.courses.models import (
    Course,
    Enrolment,
    Entry,
    Group,
    GroupTrainer,
    Lesson,
    LessonDone,
    LessonText,
    Membership,
    Module,
    Programme,
    ProgrammeCourse,
    State,
)
from lms.courses.models import Policy as PolicyRow
from lms.db import db
from lms.people import passwords
from lms.people.models import Organisation, Person, Role
from tests.bench.reading import make_reading

PASSWORD = "bench-bench-bench"
LEARNERS, GROUP_SIZE = 1052, 35
SESSIONS = (8, 8, 8, 8, 8, 9)
RULES = {"threshold": "80%", "course_threshold": "70%", "grace_minutes": "10", "make_up_cap": "10%"}


def build(times: int, today: date) -> dict[str, str]:
    """Fills an empty, migrated database; returns the addresses that the bench opens."""
    now = datetime.combine(today, time(12), tzinfo=UTC)
    home = Organisation(slug="bench", name="Bench centre")
    db.session.add(home)
    db.session.flush()
    secret = passwords.hashed(PASSWORD)
    staff = [
        Person(code="COORD", name="Coordinator", role=Role.COORDINATOR, email="coord@example.org"),
        Person(code="TRAINER", name="Trainer", role=Role.TRAINER, email="trainer@example.org"),
    ]
    for person in staff:
        person.organisation, person.password_hash, person.language = home, secret, "en"
    db.session.add_all(staff)
    course = make_course()
    db.session.flush()
    programmes = [make_programme(n, home, course, now) for n in range(len(SESSIONS))]
    people = make_people(LEARNERS * times, home, secret)
    groups = make_groups(programmes, home, LEARNERS * times, staff[1], today)
    enrol(people, groups, today, now)
    sessions = make_sessions(groups, course, staff[1], today, now)
    take_registers(people, groups, sessions, staff[1], now)
    month = make_busy_month(programmes[0], course, secret, today, now)
    read_lessons(people, course, now)
    to_read = make_reading(times, home, people[9], now)
    db.session.commit()
    return addresses(groups, sessions, course) | {"month": f"{month}"} | to_read


def make_course() -> Course:
    course = Course(slug="bench", title={"en": "Bench course", "sl": "Tečaj"}, language="en")
    for number in range(1, 9):
        module = Module(
            course=course, slug=f"{number:02d}-step", title={"en": f"Step {number}"}, minutes=20
        )
        for part in (1, 2):
            lesson = Lesson(
                module=module, slug=f"{part:02d}-part", minutes=10, titles={"en": f"Part {part}"}
            )
            lesson.texts = [make_text()]
    db.session.add(course)
    return course


def make_text():
    words = ["A sentence that a beginner can read. " * 12 + str(number) for number in range(12)]
    made = [{"id": blocks.digest(one), "of": None, "html": f"<p>{one}</p>"} for one in words]
    markdown = blocks.joined(words)
    page = markup.page_key(markdown, "en")
    return LessonText(
        language="en", title="A part", minutes=10, markdown=markdown, blocks=made, page=page,
        weight={"text": len(markdown)},
    )  # fmt: skip


def make_programme(number: int, home: Organisation, course: Course, now: datetime) -> Programme:
    units = SESSIONS[number] * 4
    programme = Programme(
        slug=f"bench-{number}",
        title={"en": f"Bench programme {number}"},
        track="migrant",
        organisation=home,
        required_units=units,
        unit_minutes=45,
        entry=Entry.OPEN,
        rules=RULES,
    )
    programme.courses.append(ProgrammeCourse(course=course, position=0, units=units))
    db.session.add(programme)
    db.session.flush()
    db.session.add(PolicyRow(programme_id=programme.id, version=1, rules=RULES, made_at=now))
    return programme


def make_people(count: int, home: Organisation, secret: str) -> list[int]:
    rows = [
        {
            "code": f"L{n:05d}",
            "name": f"Learner {n:05d}",
            "language": "en",
            "email": f"learner{n:05d}@example.org",
            "password_hash": secret,
            "organisation_id": home.id,
            "role": Role.LEARNER,
            "sign_in_version": 1,
        }
        for n in range(count)
    ]
    db.session.execute(insert(Person), rows)
    learners = select(Person.id).where(Person.role == Role.LEARNER).order_by(Person.id)
    return list(db.session.scalars(learners))


def make_groups(programmes, home, learners: int, trainer: Person, today: date) -> list[Group]:
    count = -(-learners // GROUP_SIZE)
    groups = [
        Group(
            slug=f"group-{n:04d}",
            title=f"Group {n:04d}",
            programme=programmes[n % len(programmes)],
            organisation=home,
            zone="Europe/Ljubljana",
            starts_on=today - timedelta(days=90),
        )
        for n in range(count)
    ]
    db.session.add_all(groups)
    db.session.flush()
    rows = [{"group_id": group.id, "person_id": trainer.id} for group in groups[:5]]
    db.session.execute(insert(GroupTrainer), rows)
    return groups


def enrol(people: list[int], groups: list[Group], today: date, now: datetime) -> None:
    since = today - timedelta(days=80)
    rows = [
        {
            "programme_id": groups[n // GROUP_SIZE].programme_id,
            "person_id": person,
            "state": State.ACTIVE,
            "since": now,
        }
        for n, person in enumerate(people)
    ]
    db.session.execute(insert(Enrolment), rows)
    ids = dict(db.session.execute(select(Enrolment.person_id, Enrolment.id)).all())
    places = [
        {
            "enrolment_id": ids[person],
            "group_id": groups[n // GROUP_SIZE].id,
            "person_id": person,
            "starts_on": since,
        }
        for n, person in enumerate(people)
    ]
    db.session.execute(insert(Membership), places)


def make_sessions(groups, course, trainer, today, now) -> dict[int, list[Session]]:
    made: dict[int, list[Session]] = {}
    for index, group in enumerate(groups):
        count = SESSIONS[index % len(SESSIONS)]
        held = count * 3 // 4
        made[group.id] = [
            Session(
                code=f"{group.slug}-{n}",
                group=group,
                course=course,
                module=course.modules[n % 8],
                day=today + timedelta(days=7 * (n - held)),
                starts=time(17),
                ends=time(20, 15),
                breaks=[["18:30", "18:45"]],
                zone="Europe/Ljubljana",
                mode=Mode.ONSITE,
                place="Room 1",
                trainer_id=trainer.id,
                status=Status.HELD if n < held else Status.PLANNED,
                published_at=now,
            )
            for n in range(count)
        ]
        db.session.add_all(made[group.id])
    db.session.flush()
    return made


def make_busy_month(programme, course, secret, today: date, now: datetime) -> date:
    """A centre of its own, whose coordinator has 300 sessions in one month; its first day."""
    home = Organisation(slug="busy", name="Busy centre")
    values = {"role": Role.COORDINATOR, "language": "en", "password_hash": secret}
    planner = Person(
        code="PLANNER", name="Planner", email="planner@example.org", organisation=home, **values
    )
    db.session.add(planner)
    common = {"programme": programme, "organisation": home, "zone": "Europe/Ljubljana"}
    groups = [Group(slug=f"busy-{n}", title=f"Busy {n}", **common) for n in range(12)]
    db.session.add_all(groups)
    db.session.flush()
    first = (today + timedelta(days=400)).replace(day=1)
    rows = [
        {
            "code": f"busy-{n}",
            "group_id": groups[n % 12].id,
            "course_id": course.id,
            "module_id": course.modules[n % 8].id,
            "day": first + timedelta(days=n % 28),
            "starts": time(8 + n % 10),
            "ends": time(10 + n % 10),
            "breaks": [],
            "zone": "Europe/Ljubljana",
            "place": f"Room {n % 5}",
            "trainer_id": planner.id,
            "published_at": now,
        }
        for n in range(300)
    ]
    db.session.execute(insert(Session), rows)
    return first


def take_registers(people, groups, sessions, trainer, now) -> None:
    rows = []
    for n, person in enumerate(people):
        for number, session in enumerate(sessions[groups[n // GROUP_SIZE].id]):
            if session.status == Status.HELD:
                rows.append(mark(session, person, (n + number) % 7, trainer, now))
    db.session.execute(insert(Mark), rows)


def mark(session: Session, person: int, kind: int, trainer: Person, now: datetime) -> dict:
    """Of seven: five were there, one came twenty minutes late, one was absent."""
    present = kind != 6
    start, end = (datetime.fromtimestamp(moment, UTC) for moment in session.span)
    late = timedelta(minutes=20 if kind == 5 else 0)
    return {
        "session_id": session.id,
        "person_id": person,
        "kind": Kind.PRESENCE if present else Kind.ABSENCE,
        "came_at": start + late if present else None,
        "left_at": end if present else None,
        "excused": False,
        "source": Source.TRAINER,
        "recorder_id": trainer.id,
        "recorded_at": now,
    }


def read_lessons(people: list[int], course: Course, now: datetime) -> None:
    lessons = [lesson.id for module in course.modules for lesson in module.lessons]
    rows = [
        {"person_id": person, "lesson_id": lesson, "done_at": now}
        for n, person in enumerate(people)
        for lesson in lessons[: n % 6]
    ]
    db.session.execute(insert(LessonDone), rows)


def addresses(groups, sessions, course) -> dict[str, str]:
    to_take = next(s for s in sessions[groups[0].id] if s.status == Status.PLANNED)
    lesson = course.modules[4].lessons[0]
    return {
        "register": f"/sessions/{to_take.id}/register",
        "lesson": f"/lessons/{lesson.id}",
        "group": groups[0].slug,
        "programme": groups[0].programme.slug,
        "session": str(to_take.id),
    }
