"""W13 of the specification: eight people, nine enrolments, in a database."""

from datetime import UTC, date, datetime

from lms.courses.models import (
    Course,
    Enrolment,
    Group,
    Membership,
    Policy,
    Programme,
    ProgrammeCourse,
    Track,
)
from lms.db import db
from lms.levels.models import LevelSaid
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Outcome, Partner, Project, ProjectProgramme

FIRST = date(2022, 2, 10)
SEVENTH = date(2022, 2, 17)
LAST = date(2022, 4, 28)
UNTIL = date(2022, 6, 30)
BOTH, DIGITAL, SLOVENE = "digital-and-local", "digital", "slovene"
SUBJECTS = {
    BOTH: {"digital-basics": "digital", "slovene-first-steps": "language"},
    DIGITAL: {"digital-basics": "digital"},
    SLOVENE: {"slovene-first-steps": "language"},
}
# code, gender, born, programmes, level at entry and at exit, helpful
PEOPLE = [
    ("P1", "F", date(1990, 5, 1), [BOTH, SLOVENE], ("A1", "A2"), True),
    ("P2", "F", date(2004, 2, 11), [BOTH], ("Pre-A1", "A1"), True),
    ("P3", "F", date(2004, 2, 10), [BOTH], ("A1", "A1"), True),
    ("P4", "M", date(1961, 2, 11), [BOTH], ("A1", "A2"), False),
    ("P5", "M", date(1961, 2, 10), [DIGITAL], None, True),
    ("P6", "F", date(1985, 1, 1), [SLOVENE], ("A2", "A1"), None),
    ("P7", "X", date(1999, 9, 9), [SLOVENE], ("A1", None), None),
    ("P8", "F", date(1990, 1, 1), [BOTH], ("A1", "B1"), True),
]


class World:
    """`partners`: the centres; the first runs every group unless `homes` says otherwise."""

    def __init__(self, homes: dict[str, str] | None = None) -> None:
        self.homes = homes or {}
        self.partners = {
            slug: Organisation(slug=slug, name=slug, country=country, kind="city")
            for slug, country in (("jesenice", "SI"), ("kranj", "SI"))
        }
        db.session.add_all(self.partners.values())
        self.ema = Person(code="EMA", name="Ema", role=Role.COORDINATOR)
        db.session.add(self.ema)
        db.session.flush()
        self.project = Project(slug="includ-eu", title={"en": "Includ-EU"}, published_at=None)
        self.project.lead = self.partners["jesenice"]
        self.project.partners = [
            Partner(organisation=one, position=n) for n, one in enumerate(self.partners.values())
        ]
        db.session.add(self.project)
        self.courses = {
            slug: Course(slug=slug, title={"en": slug}, subject=subject, language="sl")
            for slug, subject in SUBJECTS[BOTH].items()
        }
        self.programmes = {slug: self.programme(slug) for slug in SUBJECTS}
        self.groups: dict[tuple[str, str], Group] = {}
        db.session.flush()
        for one in self.programmes.values():
            db.session.add(ProjectProgramme(project_id=self.project.id, programme_id=one.id))
        self.people = {row[0]: self.person(*row) for row in PEOPLE}
        db.session.commit()

    def programme(self, slug: str) -> Programme:
        made = Programme(
            slug=slug,
            title={"en": slug},
            track=Track.MIGRANT,
            organisation=self.partners["jesenice"],
            required_units=30 * len(SUBJECTS[slug]),
            unit_minutes=45,
            rules={},
        )
        made.courses = [
            ProgrammeCourse(course=self.courses[course], position=n, units=30)
            for n, course in enumerate(SUBJECTS[slug])
        ]
        db.session.add(made)
        db.session.flush()
        db.session.add(
            Policy(
                programme_id=made.id, version=1, rules={}, made_at=datetime(2022, 1, 1, tzinfo=UTC)
            )
        )
        return made

    def group(self, programme: str, home: str) -> Group:
        key = (programme, home)
        if key not in self.groups:
            self.groups[key] = Group(
                slug=f"{programme}-{home}",
                title=programme,
                programme=self.programmes[programme],
                organisation=self.partners[home],
                zone="Europe/Ljubljana",
                starts_on=FIRST,
                ends_on=LAST,
            )
            db.session.add(self.groups[key])
        return self.groups[key]

    def enrol(self, person: Person, programme: str, home: str, since: date) -> None:
        at = datetime(since.year, since.month, since.day, 8, tzinfo=UTC)
        enrolment = Enrolment(person=person, programme=self.programmes[programme], since=at)
        place = Membership(person=person, group=self.group(programme, home), starts_on=since)
        enrolment.memberships = [place]
        db.session.add(enrolment)

    def person(self, code, gender, born, programmes, levels, helpful) -> Person:
        made = Person(code=code, name=code, gender=gender, birth_date=born)
        made.organisation = self.partners["jesenice"]
        db.session.add(made)
        since = SEVENTH if code == "P7" else FIRST
        for programme in programmes:
            self.enrol(made, programme, self.homes.get(code, "jesenice"), since)
        db.session.flush()
        for occasion, level in zip(("entry", "exit"), levels or (), strict=False):
            if level:
                self.say(made, programmes[0], occasion, level)
        if helpful is not None:
            self.outcome(made, "helpful", helpful)
        return made

    def say(self, person: Person, programme: str, occasion: str, level: str, **more) -> None:
        day = FIRST if occasion == "entry" else LAST
        values = {"skill": "speaking", "method": "trainer", "framework": "cefr", "language": "sl"}
        db.session.add(
            LevelSaid(
                person=person,
                programme=self.programmes[programme],
                occasion=occasion,
                level=level,
                by=self.ema,
                at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
                **(values | more),
            )
        )

    def outcome(self, person: Person, kind: str, answer: bool, on: date = LAST) -> None:
        at = datetime(on.year, on.month, on.day, 18, tzinfo=UTC)
        db.session.add(
            Outcome(
                project=self.project, person_id=person.id, kind=kind, answer=answer, on=on,
                source="interview", at=at,
            )
        )  # fmt: skip
