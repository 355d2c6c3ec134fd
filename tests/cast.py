"""The cast of the tests. It is Thursday evening in Jesenice, 24 March 2022.

Ema coordinates the centre, Tara trains group A, Sam trains group B, Ada administers the platform.
Lea and Lou learn in group A, Bo in group B. Oto coordinates another organisation, where Olga, a
local official, learns. Lea signs in with a card; everyone with an e-mail address has a password.
"""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

from lms.attendance.models import Mode, Session, Status
from lms.courses import blocks, markup
from lms.courses.models import (
    Course,
    Enrolment,
    Entry,
    Group,
    Lesson,
    LessonText,
    Membership,
    Module,
    Policy,
    Programme,
    ProgrammeCourse,
    State,
)
from lms.db import db
from lms.people import passwords
from lms.people.models import Organisation, Person, Role

THURSDAY = date(2022, 3, 24)
FEBRUARY = date(2022, 2, 10)
NOW = datetime(2022, 3, 24, 19, 30, tzinfo=UTC)  # 20:30 on the wall
ZONE = "Europe/Ljubljana"
PASSWORD = "open sesame door"
PIN = "4711"
RULES = {"threshold": "80%", "grace_minutes": 10, "grace_out_minutes": 10, "make_up_cap": "10%"}


def person(name: str, organisation: Organisation | None = None, **values) -> Person:
    """Somebody with an e-mail address and a password; a learner of nobody unless said."""
    values = {"role": Role.LEARNER, "language": "en"} | values
    code = values.pop("code", name.upper())
    values.setdefault("email", f"{name.lower()}@example.org")
    return Person(
        code=code,
        name=name,
        organisation=organisation,
        password_hash=passwords.hashed(PASSWORD) if values["email"] else None,
        **values,
    )


def lesson(module: Module, slug: str, **texts: str) -> Lesson:
    made = Lesson(module=module, slug=slug, minutes=10, titles=dict(texts), source="en")
    made.texts = [lesson_text(lang, title, f"Text {lang}") for lang, title in texts.items()]
    return made


def lesson_text(lang: str, title: str, words: str) -> LessonText:
    """A text of one block, translated from the English one as it is."""
    block = {
        "id": blocks.digest(words),
        "of": None if lang == "en" else blocks.digest("Text en"),
        "html": f"<p>{words}</p>",
    }
    return LessonText(
        language=lang,
        title=title,
        minutes=10,
        markdown=words,
        blocks=[block],
        page=markup.page_key(words, lang),
        weight={"text": 40},
    )


def course(slug: str, title: str, *modules: str) -> Course:
    made = Course(slug=slug, title={"en": title, "sl": f"{title} (sl)"}, language="sl")
    for name in modules:
        module = Module(course=made, slug=name, title={"en": name[3:].title()}, minutes=20)
        lesson(module, "01-first", en=f"First of {name}", sl=f"Prva {name}", ar=f"أول {name}")
        lesson(module, "02-second", en=f"Second of {name}", sl=f"Druga {name}")
    return made


def programme(slug, title, organisation, units, courses, **values) -> Programme:
    values = {"track": "migrant", "unit_minutes": 45, "entry": Entry.APPROVAL} | values
    rules = values.pop("rules", RULES)
    made = Programme(
        slug=slug,
        title={"en": title},
        organisation=organisation,
        required_units=units,
        rules=rules,
        **values,
    )
    for position, (part, part_units) in enumerate(courses):
        made.courses.append(ProgrammeCourse(course=part, position=position, units=part_units))
    db.session.add(made)
    db.session.flush()
    db.session.add(Policy(programme_id=made.id, version=1, rules=rules, made_at=NOW))
    return made


def enrol(who: Person, group: Group, since: date = FEBRUARY) -> Membership:
    enrolment = Enrolment(person=who, programme=group.programme, state=State.ACTIVE, since=NOW)
    return Membership(enrolment=enrolment, group=group, person=who, starts_on=since)


def session(group: Group, code: str, day: date, course: Course, **values) -> Session:
    """A meeting from 17:00 to 20:15 with a break of a quarter: 180 net minutes."""
    defaults = {
        "starts": time(17),
        "ends": time(20, 15),
        "breaks": [["18:30", "18:45"]],
        "zone": ZONE,
        "mode": Mode.ONSITE,
        "status": Status.HELD,
        "place": "Centre, room 2",
        "published_at": NOW,
    }
    return Session(group=group, code=code, day=day, course=course, **(defaults | values))


def build() -> SimpleNamespace:
    """Everyone and everything, committed."""
    centre = Organisation(slug="aec-jesenice", name="Adult Education Centre Jesenice")
    network = Organisation(slug="aer", name="Assembly of European Regions")
    ada = person("Ada", role=Role.ADMINISTRATOR)
    ema = person("Ema", centre, role=Role.COORDINATOR)
    tara = person("Tara", centre, role=Role.TRAINER)
    sam = person("Sam", centre, role=Role.TRAINER)
    lea = person("Lea", centre, email=None, card_code="K7P-42M", native_name="ليا")
    lea.pin_hash = passwords.hashed(PIN)
    lou, bo = person("Lou", centre), person("Bo", centre)
    oto = person("Oto", network, role=Role.COORDINATOR)
    olga = person("Olga", network)

    digital = course("digital-basics", "Digital skills", "01-my-phone", "02-safe-online")
    slovene = course("slovene-first-steps", "Slovene", "01-hello")
    housing = course("housing-pathways", "Housing", "01-homes")
    local = programme("digital-local", "Digital and Local", centre, 8, [(digital, 4), (slovene, 4)])
    cities = programme(
        "inclusive-cities", "Inclusive cities", network, 4, [(housing, 4)],
        track="authority", unit_minutes=60, entry=Entry.OPEN,
    )  # fmt: skip
    common = {"organisation": centre, "zone": ZONE, "programme": local}
    a = Group(slug="jes-a", title="Jesenice, group A", trainers=[tara], capacity=15, **common)
    b = Group(slug="jes-b", title="Jesenice, group B", trainers=[sam], **common)
    c = Group(
        slug="cities-1", title="Officials, group 1", programme=cities, organisation=network,
        zone="Europe/Brussels",
    )  # fmt: skip
    tonight = session(a, "A-01", THURSDAY, digital, module=digital.modules[0], trainer=tara)
    next_week = session(
        a, "A-02", date(2022, 3, 31), slovene, module=slovene.modules[0], trainer=tara,
        status=Status.PLANNED,
    )  # fmt: skip
    of_b = session(b, "B-01", date(2022, 3, 23), digital, module=digital.modules[0], trainer=sam)
    memberships = [enrol(lea, a), enrol(lou, a), enrol(bo, b), enrol(olga, c)]
    db.session.add_all([ada, ema, oto, tonight, next_week, of_b, *memberships])
    db.session.commit()
    names = locals()
    return SimpleNamespace(**names)
