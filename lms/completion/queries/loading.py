"""Reads what the rule of standing is told, for all people of some groups at once.

Four statements, however many groups, people and sessions there are; plain columns, no objects.
They are made once, when this file is read: to put one together costs more than to run it.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from lms.assessments.models import Result
from lms.attendance import hours
from lms.attendance.models import MakeUp, MakeUpOffer, Mark, Session
from lms.attendance.rules.offers import INSTEAD
from lms.completion.facts import Membership as Place
from lms.completion.facts import SessionFact
from lms.completion.models import Completion, CompletionState
from lms.completion.queries.columns import Seconds
from lms.completion.queries.shapes import Meeting
from lms.courses.models import Course, Group, Lesson, LessonDone, Membership, Module
from lms.courses.models import ModuleConfirmed as Confirmed
from lms.db import db
from lms.people.models import Person
from lms.portfolios.models import Portfolio

Marks = dict[int, list[Any]]  # person -> their rows
Records = dict[tuple[int, int], Mapping[str, Any]]  # (programme, person) -> what was certified
Deeds = dict[str, dict[int, dict[int, int]]]  # what -> person -> which -> how many


class Loaded(NamedTuple):
    """What there is about some people, in the programmes of some groups."""

    places: Mapping[tuple[int, int], tuple[Place, ...]]  # (programme, person) -> memberships
    members: Mapping[int, list[int]]  # group -> those who are in it on the day, by name
    meetings: Mapping[int, Meeting]
    programme_groups: Mapping[int, set[int]]  # programme -> those of its groups that matter here
    marks: Marks
    deeds: Deeds
    revisions: Mapping[int, int]  # of every group that is in here
    records: Records  # of completions that are confirmed, and were looked at by the day


def load(
    groups: Collection[Any],
    on: date,
    until: datetime,
    only: int | None = None,
    since: date | None = None,
) -> Loaded:
    """Everything about the people of these groups on a day, or on any day from `since` to it; or
    about one of them. Lessons and tests up to `until`."""
    asked = {
        "groups": [group.id for group in groups],
        "programmes": list({group.programme_id for group in groups}),
        "on": on,
        "since": since or on,
        "until": until,
        "only": only,
    }
    revisions: dict[int, int] = {}
    records: Records = {}
    places, members = _places(asked, revisions, records)
    meetings, programme_groups = _meetings(asked, revisions)
    for group in groups:
        programme_groups.setdefault(group.programme_id, set()).add(group.id)
    marks: Marks = {}
    for row in db.session.execute(MARKS, asked):
        marks.setdefault(row[0], []).append(row)
    deeds = _deeds(asked)
    return Loaded(places, members, meetings, programme_groups, marks, deeds, revisions, records)


_groups: Any = bindparam("groups", expanding=True)
_programmes: Any = bindparam("programmes", expanding=True)
_on = bindparam("on", type_=Membership.starts_on.type)
_since = bindparam("since", type_=Membership.ends_on.type)
_until = bindparam("until", type_=LessonDone.done_at.type)

_only = bindparam("only", value=None, type_=Membership.person_id.type)

# the people who are in the groups on the days, and the groups in which they ever were
PEOPLE = select(Membership.person_id).where(
    Membership.group_id.in_(_groups),
    Membership.starts_on <= _on,
    or_(Membership.ends_on.is_(None), Membership.ends_on >= _since),
    or_(_only.is_(None), Membership.person_id == _only),
)
THEIR_GROUPS = (
    select(Membership.group_id)
    .join(Group, Group.id == Membership.group_id)
    .where(Membership.person_id.in_(PEOPLE), Group.programme_id.in_(_programmes))
)

PLACES = (
    select(
        Membership.person_id,
        Membership.group_id,
        Membership.starts_on,
        Membership.ends_on,
        Group.programme_id,
        Group.revision,
        Completion.on,
        Completion.facts,
    )
    .join(Group, Group.id == Membership.group_id)
    .join(Person, Person.id == Membership.person_id)
    .outerjoin(
        Completion,
        and_(
            Completion.enrolment_id == Membership.enrolment_id,
            Completion.state == CompletionState.CONFIRMED,
        ),
    )
    .where(Membership.person_id.in_(PEOPLE), Group.programme_id.in_(_programmes))
    .order_by(Person.search, Person.id, Membership.starts_on, Membership.id)
)

# the sessions of those groups, and those at which these people were marked anywhere
MEETINGS = (
    select(
        Session.id,
        Session.code,
        Session.group_id,
        Session.day,
        Session.starts,
        Session.ends,
        Session.breaks,
        Session.zone,
        Session.mode,
        Session.status,
        Session.place,
        Session.title,
        Course.slug,
        Course.title.label("course_title"),
        Module.slug.label("module_slug"),
        Module.title.label("module_title"),
        Group.programme_id,
        Group.revision,
    )
    .join(Group, Group.id == Session.group_id)
    .outerjoin(Course, Course.id == Session.course_id)
    .outerjoin(Module, Module.id == Session.module_id)
    .where(
        Session.group_id.in_(_groups)
        | Session.group_id.in_(THEIR_GROUPS)
        | Session.id.in_(select(Mark.session_id).where(Mark.person_id.in_(PEOPLE)))
    )
)

MARKS = (
    select(
        Mark.person_id,
        Mark.session_id,
        type_coerce(Mark.came_at, Seconds()),
        type_coerce(Mark.left_at, Seconds()),
        Mark.excused,
        Mark.reason,
    )
    .where(Mark.person_id.in_(PEOPLE), Mark.withdrawn_at.is_(None))
    .order_by(Mark.id)
)


NAMES = ("lessons", "made up", "instead", "confirmed", "passed", "portfolio")


def _part(what: str, person: Any, which: Any, number: Any, *where: Any) -> Select:
    return select(literal(what), person, which, number).where(person.in_(PEOPLE), *where)


_one = literal(1)


def _is_last(row: Any, of: Any) -> ColumnElement[bool]:
    """Whether nothing came afterwards, and before the moment, of the same thing for the person."""
    later = aliased(row)
    after = select(later.id).where(
        later.person_id == row.person_id, of(later) == of(row), later.id > row.id, later.at < _until
    )
    return ~after.exists()


DEEDS = union_all(
    _part("lessons", LessonDone.person_id, Lesson.module_id, func.count())
    .join(Lesson, Lesson.id == LessonDone.lesson_id)
    .where(LessonDone.done_at < _until, Lesson.retired_at.is_(None))
    .group_by(LessonDone.person_id, Lesson.module_id),
    _part("made up", MakeUp.person_id, MakeUp.session_id, func.sum(MakeUp.minutes)).group_by(
        MakeUp.person_id, MakeUp.session_id
    ),
    _part(
        "instead",
        MakeUpOffer.person_id,
        MakeUpOffer.to_session_id,
        func.min(MakeUpOffer.session_id),  # of two, the same each time: a session stands for one
        MakeUpOffer.to_session_id.is_not(None),
        MakeUpOffer.state.in_(INSTEAD),
    ).group_by(MakeUpOffer.person_id, MakeUpOffer.to_session_id),
    _part("confirmed", Confirmed.person_id, Confirmed.module_id, _one).where(
        Confirmed.confirmed_at < _until
    ),
    _part("passed", Result.person_id, Result.assessment_id, _one).where(
        Result.passed, Result.at < _until, _is_last(Result, lambda row: row.assessment_id)
    ),
    _part("portfolio", Portfolio.person_id, Portfolio.programme_id, _one).where(
        Portfolio.accepted,
        Portfolio.at < _until,
        _is_last(Portfolio, lambda row: row.programme_id),
    ),
)


def _places(
    asked: dict[str, Any], revisions: dict[int, int], records: Records
) -> tuple[dict[tuple[int, int], tuple[Place, ...]], dict[int, list[int]]]:
    places: dict[tuple[int, int], tuple[Place, ...]] = {}
    members: dict[int, list[int]] = {group: [] for group in asked["groups"]}
    looked: dict[tuple[int, int], date] = {}
    for row in db.session.execute(PLACES, asked):
        person, group, starts_on, ends_on, programme, revision, on, facts = row
        revisions.setdefault(group, revision)
        place = Place(group, starts_on, ends_on)
        places[programme, person] = (*places.get((programme, person), ()), place)
        if group in members and place.covers(asked["on"]):
            members[group].append(person)
            if facts:
                looked[programme, person], records[programme, person] = on, facts
    for key, on in looked.items():
        # whoever left since, and as of an earlier day, is on their last day what was confirmed
        if min(on, places[key][-1].ends_on or on) > asked["on"]:
            del records[key]
    return places, members


def _meetings(
    asked: dict[str, Any], revisions: dict[int, int]
) -> tuple[dict[int, Meeting], dict[int, set[int]]]:
    meetings: dict[int, Meeting] = {}
    groups: dict[int, set[int]] = {}
    for row in db.session.execute(MEETINGS, asked):
        meetings[row.id] = _meeting(row)
        revisions.setdefault(row.group_id, row.revision)
        groups.setdefault(row.programme_id, set()).add(row.group_id)
    return meetings, groups


def sessions(groups: Collection[int]) -> dict[int, Meeting]:
    """Every session of these groups, whoever was there. One statement."""
    nobody = {"groups": list(groups), "programmes": [], "on": date.min, "since": date.min}
    return _meetings(nobody, {})[0]


def _meeting(row: Row) -> Meeting:
    span = hours.session_span(row.day, row.starts, row.ends, row.zone)
    breaks = [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in row.breaks]
    pauses = hours.break_intervals(row.day, row.starts, row.ends, breaks, row.zone)
    teaching = tuple(hours.less(span, pauses))
    fact = SessionFact(
        key=row.id,
        group=row.group_id,
        course=row.slug,
        module=f"{row.slug}/{row.module_slug}" if row.module_slug else None,
        day=row.day,
        span=span,
        teaching=teaching,
        net=hours.minutes(teaching),
        mode=row.mode,
        status=row.status,
    )
    return Meeting(
        row.id, row.code, row.group_id, fact, row.starts, row.ends, row.zone, row.place, row.title,
        row.course_title, row.module_title,
    )  # fmt: skip


def _deeds(asked: dict[str, Any]) -> Deeds:
    """Make-up minutes by session, lessons done by module, and what was confirmed or passed."""
    deeds: Deeds = {what: {} for what in NAMES}
    for what, person, which, number in db.session.execute(DEEDS, asked):
        deeds[what].setdefault(person, {})[which] = number
    return deeds
