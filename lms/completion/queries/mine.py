"""What one person learns, and where they stand in it: for "my hours"."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, bindparam, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from lms import clock
from lms.attendance.models import (
    Announcement,
    MakeUpOffer,
    OfferState,
    Session,
    SignUp,
    SignUpState,
)
from lms.attendance.rules.offers import OPEN
from lms.completion.facts import Membership as Place
from lms.completion.models import Completion, CompletionState
from lms.completion.queries.figures import figures
from lms.completion.queries.shapes import GroupFigures, Learner, Meeting
from lms.courses.models import (
    Enrolment,
    Group,
    LessonDone,
    LessonPlace,
    Membership,
    Programme,
    ReadingSettings,
    State,
)
from lms.courses.queries.lessons import Step, next_of
from lms.db import db

SHOWN = (State.APPLIED, State.WAITLISTED, State.ACTIVE, State.COMPLETED)


class Mine(NamedTuple):
    """One programme of a person. Without a place in a group there are no figures; before the place
    begins there is no learner. `on` is today, or the last day of a place that has ended."""

    programme: Row  # slug, title, state, unit_minutes, required_units
    place: Place | None = None
    on: date | None = None
    figures: GroupFigures | None = None
    learner: Learner | None = None

    @property
    def waits(self) -> bool:
        """Whether the person asked for a place and has no answer yet."""
        return self.programme.state in (State.APPLIED, State.WAITLISTED)

    def is_offered(self, now: datetime) -> bool:
        """Whether a place is free for the person, for them to take."""
        until = self.programme.offer_until
        return self.programme.state == State.WAITLISTED and until is not None and until > now

    def next_meeting(self, now: datetime) -> Meeting | None:
        """The session that comes next, or is on now, on the days of the place."""
        if self.figures is None or self.place is None:
            return None
        at = int(now.timestamp())
        for meeting in self.figures.timetable:
            there = meeting.fact.status in ("planned", "held") and self.place.covers(meeting.day)
            if there and meeting.fact.span.end > at:
                return meeting
        return None


PLACES = (
    select(
        Enrolment.programme_id,
        Enrolment.state,
        Enrolment.offer_until,
        Programme.slug,
        Programme.title,
        Programme.unit_minutes,
        Programme.required_units,
        Programme.check_in,
        Membership.starts_on,
        Membership.ends_on,
        Group.id,
        Group.slug.label("group"),
        Group.title.label("group_title"),
        Group.zone,
        Group.revision,
        Completion.id.label("completion"),  # that is confirmed
    )
    .join(Programme, Programme.id == Enrolment.programme_id)
    .outerjoin(
        Completion,
        and_(
            Completion.enrolment_id == Enrolment.id,
            Completion.state == CompletionState.CONFIRMED,
        ),
    )
    .outerjoin(Membership, Membership.enrolment_id == Enrolment.id)
    .outerjoin(Group, Group.id == Membership.group_id)
    .where(Enrolment.person_id == bindparam("person"), Enrolment.state.in_(SHOWN))
    .order_by(Enrolment.since.desc(), Enrolment.id.desc(), Membership.starts_on)
)


def mine(person_id: int, now: datetime) -> list[Mine]:
    """A person's programmes, those that they learn in now first. One statement, and those of
    `figures`."""
    by_programme: dict[int, list[Row]] = {}
    for row in db.session.execute(PLACES, {"person": person_id}):
        by_programme.setdefault(row.programme_id, []).append(row)
    found = [_chosen(rows, now) for rows in by_programme.values()]
    for on in {one.on for one in found if one.on}:
        groups = [one.programme for one in found if one.on == on]
        known = figures(groups, on)
        found = [_with_figures(one, known, person_id) if one.on == on else one for one in found]
    return sorted(found, key=lambda one: (one.waits, one.place is None))


def _with_figures(one: Mine, known: dict[int, GroupFigures], person_id: int) -> Mine:
    of_group = known[one.programme.id]
    return one._replace(figures=of_group, learner=of_group.people.get(person_id))


def _chosen(rows: Sequence[Row], now: datetime) -> Mine:
    """The place that holds today; else the one that begins next; else the one that ended last."""
    if rows[0].id is None:
        return Mine(rows[0])
    today = clock.today(rows[0].zone, now)
    coming = [row for row in rows if row.ends_on is None or row.ends_on >= today]
    row = coming[0] if coming else rows[-1]
    place = Place(row.id, row.starts_on, row.ends_on)
    return Mine(row, place, min(today, row.ends_on or today))


class Offered(NamedTuple):
    """A way to make up for a session: another session, or a task and the minutes it is worth."""

    said_yes: bool
    id: int
    missed: date
    day: date | None
    starts: time | None
    minutes: int | None


class Answers(NamedTuple):
    """What a person has said of their next session, and what they are asked."""

    cannot_come: bool
    offers: list[int]  # open sessions (ids) in which a place is kept for them
    make_up: list[Offered]


def answers(person_id: int, session_id: int | None, now: datetime) -> Answers:
    """One statement."""
    values = {"person": person_id, "session": session_id, "now": now, "day": now.date()}
    rows = db.session.execute(ANSWERS, values).all()
    return Answers(
        any(row.what == "announced" for row in rows),
        [row.key for row in rows if row.what == "place"],
        [Offered(row.what == OfferState.ACCEPTED, *row[1:]) for row in rows if row.what in OPEN],
    )


Missed = aliased(Session)
NOTHING = [null()] * 4
ANSWERS: Any = union_all(
    select(
        MakeUpOffer.state.label("what"), MakeUpOffer.id.label("key"),
        Missed.day, Session.day, Session.starts, MakeUpOffer.minutes,
    )
    .join(Missed, Missed.id == MakeUpOffer.session_id)
    .outerjoin(Session, Session.id == MakeUpOffer.to_session_id)
    .where(
        MakeUpOffer.person_id == bindparam("person"),
        MakeUpOffer.state.in_(OPEN),
        or_(MakeUpOffer.to_session_id.is_(None), Session.day >= bindparam("day")),
    ),
    select(literal("announced"), Announcement.session_id, *NOTHING).where(
        Announcement.person_id == bindparam("person"),
        Announcement.session_id == bindparam("session"),
        Announcement.withdrawn_at.is_(None),
    ),
    select(literal("place"), SignUp.session_id, *NOTHING).where(
        SignUp.person_id == bindparam("person"),
        SignUp.state == SignUpState.OFFERED,
        SignUp.offer_until > bindparam("now"),
    ),
)  # fmt: skip


def next_lesson(person_id: int, programmes: Sequence[Mine]) -> Step | None:
    """The lesson with which a person goes on, in the first of these programmes that has one; None
    when all are done. One statement, of numbers."""
    done: dict[int, dict[str, Any]] = {}
    rows = db.session.execute(DONE, {"person": person_id}).all()
    reads = {"host_first": any(row.lesson is None for row in rows)}
    for row in rows:
        changed = {"done": True, "done_at": row.at} if row.done else {"seen_at": row.at}
        done.setdefault(row.lesson, {}).update(
            changed, **({"block": row.block} if row.block else {})
        )
    for one in programmes:
        lessons = one.figures.terms.lessons if one.figures else ()
        step = next_of([lesson._replace(**reads | done.get(lesson.id, {})) for lesson in lessons])
        if step:
            return step
    return None


# When lessons were done, where the person is in others, and a row of no lesson for who wants to
# read in the language of the course first.
DONE: Any = union_all(
    select(
        literal(1).label("done"),
        LessonDone.lesson_id.label("lesson"),
        LessonDone.done_at.label("at"),
        null().label("block"),
    ).where(LessonDone.person_id == bindparam("person")),
    select(literal(0), LessonPlace.lesson_id, LessonPlace.seen_at, LessonPlace.block).where(
        LessonPlace.person_id == bindparam("person"), LessonPlace.block.is_not(None)
    ),
    select(literal(0), null(), null(), null()).where(
        ReadingSettings.person_id == bindparam("person"), ReadingSettings.host_first
    ),
)
