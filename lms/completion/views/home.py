"""The first page. For who learns: what is next, my hours, what to do now."""

from datetime import datetime, time
from typing import Any, NamedTuple
from unicodedata import bidirectional
from zoneinfo import ZoneInfo

from flask import redirect, url_for

from lms import clock
from lms.attendance.queries.check_in import presences_of
from lms.attendance.rules.check_in import doors, stay
from lms.completion import queries, words
from lms.completion.holding import proofs_of
from lms.completion.queries import Mine
from lms.completion.views.blueprint import bp, course_icon
from lms.completion.views.lines import is_on, past, shown
from lms.completion.views.offered import in_words
from lms.config import setting
from lms.i18n import direction, near, speaking
from lms.people.models import Person, Role
from lms.phones import for_phones
from lms.web import me, page

FIRST = 5  # past sessions that are shown at once


@bp.get("/")
@for_phones
def home():
    person = me()
    if person.role != Role.LEARNER:
        trains = person.role == Role.TRAINER
        return redirect(url_for("reports.today" if trains else "reports.dashboard"), 303)
    now = clock.now()
    mine = queries.mine(person.id, now)
    newest, behind = latest(mine, now)
    sign = sign_for(mine, now)
    answers = queries.answers(person.id, sign["meeting"].id if sign else None, now)
    return page(
        "completion/home.html",
        name=called(person),
        code=person.code,
        blocks=[block(one) for one in mine],
        sign=sign,
        check_in=check_in(person, sign, now),
        answers=answers,
        make_up=[(offer, in_words(offer)) for offer in answers.make_up],
        lesson=queries.next_lesson(person.id, mine),
        proofs=proofs_of([key for one in mine if (key := one.programme.completion)]),
        newest=newest,
        behind=behind,
        offered=[one.programme for one in mine if one.is_offered(now)],
    )


def called(person: Person) -> str:
    """The name in its own script, where that runs the same way as the page."""
    own = person.native_name
    return own if own and runs(own) == direction(speaking()) else person.name


def runs(name: str) -> str:
    """Which way the first letter of a name runs: `rtl` or `ltr`."""
    letter = next((sign for sign in name if sign.isalpha()), "a")
    return "rtl" if bidirectional(letter) in ("R", "AL") else "ltr"


class Block(NamedTuple):
    """One programme: my hours, in minutes, and what is still needed in words."""

    mine: Mine
    courses: list[dict[str, Any]]
    needed: list[Any]
    unit: int
    units: int  # that are asked

    @property
    def standing(self):
        return self.mine.learner.reached if self.mine.learner else None


def block(mine: Mine) -> Block:
    learner, figures = mine.learner, mine.figures
    asked = (learner and learner.certified) or mine.programme
    unit, units = asked.unit_minutes, asked.required_units
    if learner is None or figures is None:
        return Block(mine, [], [], unit, units)
    terms = figures.terms
    courses = [
        {
            "icon": course_icon(terms.courses[course.course]),
            "title": terms.courses[course.course].title,
            "done": course.total_minutes,
            "of": course.required_minutes,
            "mark": course.threshold_minutes,
        }
        for course in learner.reached.courses
    ]
    needed = list(words.needed(learner.reached, terms.titles, unit))
    return Block(mine, courses, needed, unit, units)


def sign_for(mine: list[Mine], now) -> dict[str, Any] | None:
    """The session that comes first, in whatever programme."""
    coming = [(m.fact.span, one, m) for one in mine if (m := one.next_meeting(now))]
    if not coming:
        return None
    _span, one, meeting = min(coming, key=lambda found: found[0])
    figures = one.figures
    if figures is None:
        return None
    numbered = [m.id for m in figures.timetable if m.fact.status in ("planned", "held")]
    return {
        "meeting": meeting,
        "checks_in": one.programme.check_in,
        "is_on": is_on(meeting, now),
        "when": near(meeting.day, clock.today(meeting.zone, now)),
        "course": figures.terms.courses.get(meeting.fact.course or ""),
        "number": numbered.index(meeting.id) + 1,
        "of": len(numbered),
    }


class CheckIn(NamedTuple):
    """The next session is on, or lets people check in now; `since`: when this one came."""

    since: time | None
    is_open: bool

    @property
    def asks(self) -> bool:
        """Whether to check in is what to do now."""
        return self.is_open and not self.since


def check_in(person: Person, sign: dict[str, Any] | None, now: datetime) -> CheckIn | None:
    """One statement while one can check in or the session is on, else none."""
    if sign is None:
        return None
    meeting = sign["meeting"]
    span, minutes = meeting.fact.span, setting("CHECK_IN_MINUTES")
    opens, closes = doors(span, meeting.day, meeting.zone, minutes)
    is_open = sign["checks_in"] and opens <= now.timestamp() < closes
    if not (is_open or sign["is_on"]):
        return None
    known = stay(span.end, presences_of(person.id, meeting.id), now)
    zone = ZoneInfo(meeting.zone)
    return CheckIn(known and datetime.fromtimestamp(known.start, zone).time(), is_open)


def latest(mine: list[Mine], now: datetime) -> tuple[list[Any], int]:
    """The newest past sessions of all programmes, and how many there are. One that two programmes
    share is one."""
    found: dict[int, Any] = {}
    for one in mine:
        if one.learner and one.figures:
            policy = one.figures.terms.fact.policy
            for line, meeting in past(one.learner, one.figures.sessions, now):
                told = (line, meeting, one.learner.said.get(meeting.id), policy, now)
                found.setdefault(meeting.id, told)
    newest = sorted(found.values(), key=lambda told: told[1].fact.span, reverse=True)
    return [shown(*told) for told in newest[:FIRST]], len(newest)
