"""Who is to be asked now, and who is to be reminded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Enrolment, Group, Membership, State
from lms.courses.queries import last_meetings
from lms.db import db
from lms.people.models import Change, Person, Role
from lms.surveys.models import (
    Audience,
    Moment,
    ProgrammeSurvey,
    SurveyInvitation,
    SurveyRound,
)
from lms.surveys.rules import months_later

LEFT = (State.WITHDRAWN, State.DROPPED)
OVER = (State.COMPLETED, *LEFT)
AT_ONCE = 5_000  # places that are read at once; then the next, until all are looked at
REMIND_AFTER = timedelta(days=7)
LATEST = timedelta(days=45)  # who was to be asked longer ago is not asked any more
QUIET_WEEK = timedelta(
    days=7
)  # a group without a last day has ended when it met for so long no more


class Place(NamedTuple):
    """A person's place in a group, as far as its end depends on it."""

    person_id: int
    group_id: int
    starts_on: date
    ends_on: date | None
    state: str
    group_ends_on: date | None
    zone: str


def settings_in_force() -> Sequence[ProgrammeSurvey]:
    """What programmes ask by themselves."""
    on = select(ProgrammeSurvey).where(ProgrammeSurvey.off_at.is_(None))
    whole = on.options(joinedload(ProgrammeSurvey.programme), joinedload(ProgrammeSurvey.survey))
    return db.session.scalars(whole.order_by(ProgrammeSurvey.id)).all()


def due(setting: ProgrammeSurvey, now: datetime) -> dict[int, list[int]]:
    """Who is to be asked now: people (ids) by group. Four statements, one more for each AT_ONCE."""
    last_of: dict[int, Place] = {}
    for place in places(setting):
        before = last_of.get(place.person_id)
        if before is None or last(place) > last(before):
            last_of[place.person_id] = place
    ends = last_meetings({place.group_id for place in last_of.values()})
    ended = ended_at(setting) if any(one.state in OVER for one in last_of.values()) else {}
    found = defaultdict(list)
    for person, place in sorted(last_of.items()):
        over = ended.get(person, now) if place.state in OVER else None
        end = end_of(place, ends.get(place.group_id), over)
        if end is not None and is_due(setting, end, now):
            found[place.group_id].append(person)
    return dict(found)


def last(place: Place) -> tuple[date, date]:
    return place.ends_on or date.max, place.starts_on


def ended_at(setting: ProgrammeSurvey) -> dict[int, datetime]:
    """When enrolments of a programme were completed, withdrawn or dropped, by person, as the
    history says."""
    key = f"{setting.programme.slug}/" + Person.code
    ended = (
        select(Person.id, func.max(Change.at))
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Change, (Change.noun == "enrolment") & (Change.key == key))
        .where(
            Enrolment.programme_id == setting.programme_id,
            Enrolment.state.in_(OVER),
            Change.verb.in_(OVER),
        )
    )
    return {row[0]: row[1] for row in db.session.execute(ended.group_by(Person.id))}


def places(setting: ProgrammeSurvey) -> Iterable[Place]:
    """The places of learners whom the programme has not asked yet, all of them: those that cannot
    be asked for long must not stand before others."""
    long_ago = months_later(setting.since, -setting.months - 2).date()
    asked = exists().where(
        SurveyInvitation.programme_id == setting.programme_id,
        SurveyInvitation.moment == setting.moment,
        SurveyInvitation.person_id == Membership.person_id,
    )
    columns = (
        Membership.id, Membership.person_id, Membership.group_id, Membership.starts_on,
        Membership.ends_on, Enrolment.state, Group.ends_on, Group.zone,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(Membership.enrolment)
        .join(Membership.group)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Group.programme_id == setting.programme_id,
            Person.role == Role.LEARNER,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= long_ago),
            or_(Group.ends_on.is_(None), Group.ends_on >= long_ago),
            ~asked,
        )
        .order_by(Membership.id)
        .limit(AT_ONCE)
    )
    if setting.audience == Audience.STAYED:
        query = query.where(Enrolment.state.not_in(LEFT))
    after = 0
    while rows := db.session.execute(query.where(Membership.id > after)).all():
        yield from (Place(*row[1:]) for row in rows)
        after = rows[-1][0]


def end_of(
    place: Place, last_meeting: datetime | None, over: datetime | None = None
) -> datetime | None:
    """When a person's time is over: when their enrolment was ended (`over`), after their last day
    in the group, or at the group's end: its last session, and not before its last day where it has
    one; what comes first. None where nobody can say."""
    zone = ZoneInfo(place.zone)
    ends = [over] if over else []
    if place.ends_on:
        ends.append(midnight_after(place.ends_on, zone))
    if place.group_ends_on:
        closing = midnight_after(place.group_ends_on, zone)
        evening = last_meeting and last_meeting.astimezone(zone).date() == place.group_ends_on
        ends.append(
            last_meeting if evening and last_meeting else max(closing, last_meeting or closing)
        )
    elif last_meeting:
        ends.append(last_meeting + QUIET_WEEK)
    return min(ends, default=None)


def midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def is_due(setting: ProgrammeSurvey, end: datetime, now: datetime) -> bool:
    """Who was to be asked before the programme began to ask is not asked."""
    asks = end if setting.moment == Moment.END else months_later(end, setting.months)
    return max(setting.since, now - LATEST) <= asks <= now


def to_remind(now: datetime) -> dict[SurveyRound, list[SurveyInvitation]]:
    """Invitations that wait for an answer and are to be told of again, by round; 2,000 at most."""
    waits = (
        select(SurveyInvitation)
        .join(SurveyInvitation.round)
        .where(
            SurveyInvitation.answered.is_(False),
            SurveyInvitation.person_id.is_not(None),
            SurveyInvitation.told_at <= now - REMIND_AFTER,
            SurveyInvitation.told <= SurveyRound.reminders,
            SurveyRound.closes_at > now + timedelta(days=1),
        )
        .order_by(SurveyInvitation.round_id, SurveyInvitation.id)
        .options(joinedload(SurveyInvitation.round).joinedload(SurveyRound.group))
        .limit(2_000)
    )
    found = defaultdict(list)
    for one in db.session.scalars(waits):
        found[one.round].append(one)
    return dict(found)
