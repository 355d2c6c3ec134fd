"""The base of the worked examples: 60 units of 45 minutes, two courses of 30, sixteen sessions."""

from datetime import date, time, timedelta

from lms.attendance import hours
from lms.completion.facts import (
    CourseFact,
    Membership,
    PersonFact,
    PresenceFact,
    ProgrammeFact,
    SessionFact,
)
from lms.completion.standing import standing
from lms.completion.timetable import Plan
from lms.courses.policy import parse

FIRST = date(2022, 2, 1)
LAST = date(2022, 6, 30)
ZONE = "Europe/Ljubljana"
MEMBER = (Membership("A", FIRST),)


def day(number):
    """The day of the nth session, counted from 1."""
    return FIRST + timedelta(days=2 * (number - 1))


def session(key, number=None, *, times="17:00-20:15", pause="18:30-18:45", **facts):
    """Session `key` on the nth day: 180 net minutes in group A, held, on site."""
    on = facts.pop("on", None) or day(number or key)
    start, end = (time.fromisoformat(wall) for wall in times.split("-"))
    pairs = [tuple(time.fromisoformat(wall) for wall in pause.split("-"))] if pause else []
    span = hours.session_span(on, start, end, ZONE)
    teaching = tuple(hours.less(span, hours.break_intervals(on, start, end, pairs, ZONE)))
    usual = {"group": "A", "course": "digital", "module": None, "mode": "onsite", "status": "held"}
    return SessionFact(
        key=key, day=on, span=span, teaching=teaching, net=hours.minutes(teaching),
        **{**usual, **facts},
    )  # fmt: skip


def base_sessions(held=16):
    """Sixteen sessions; odd ones are digital, even ones Slovene; the last two are of 90 minutes."""
    return [
        session(
            number,
            course="digital" if number % 2 else "slovene",
            status="held" if number <= held else "planned",
            **({} if number <= 14 else {"times": "17:00-18:30", "pause": None}),
        )
        for number in range(1, 17)
    ]


def plan(sessions=None, *, attendance_modules=(), courses=True, **policy):
    """The base programme with a policy of these keys. `courses=False`: one without courses."""
    both = (CourseFact("digital", 30), CourseFact("slovene", 30)) if courses else ()
    programme = ProgrammeFact(
        courses=both,
        required_units=60,
        unit_minutes=45,
        policy=parse(policy),
        groups=frozenset({"A", "B"}),
        attendance_modules=frozenset(attendance_modules),
    )
    return Plan(programme, base_sessions() if sessions is None else sessions)


def full(*sessions):
    """Presence from start to end at each session."""
    return [PresenceFact(s.key, *s.span) for s in sessions]


def there(session, text):
    """'17:10-19:40 20:00-20:15' at a session, as presences."""
    return [
        PresenceFact(
            session.key,
            *(
                hours.seconds(hours.moment(session.day, time.fromisoformat(wall), ZONE))
                for wall in part.split("-")
            ),
        )
        for part in text.split()
    ]


def person(presences=(), *, absent=(), excused=(), memberships=MEMBER, **facts):
    """A member of group A from the first day on; sessions in `absent` and `excused` by key."""
    absences = {**dict.fromkeys(absent, False), **dict.fromkeys(excused, True)}
    return PersonFact(
        memberships=tuple(memberships), presences=presences, absences=absences, **facts
    )


def attends(plan, *keys, **facts):
    """Somebody who attends these sessions in full and is absent from every other one held."""
    came = [s for s in plan.sessions if s.key in keys]
    away = {s.key for s in plan.sessions if s.status == "held"} - set(keys)
    return person(full(*came), absent=away - set(facts.get("excused", ())), **facts)


def stands(plan, someone, on=LAST):
    return standing(plan, someone, on)


def line(result, key):
    """The line of one session."""
    return next(line for line in result.lines if line.session == key)
