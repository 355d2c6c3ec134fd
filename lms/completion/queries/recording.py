"""Puts the record of completions together (lms/completion/record.py): everything that will be
certified, as it is known at this moment."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.assessments.models import Result
from lms.completion.outcome import Standing
from lms.completion.queries.counted import counted
from lms.completion.queries.figures import end_of
from lms.completion.queries.looking import Looked
from lms.completion.queries.shapes import GroupFigures, Learner, Terms, Test
from lms.completion.record import VERSION
from lms.courses import policy as policies
from lms.courses.models import Group, Programme
from lms.db import db
from lms.levels.queries import people as levels_people
from lms.levels.queries import said as levels_said
from lms.levels.rules.access import asks, instruments_of
from lms.levels.rules.gains import gain
from lms.levels.rules.said import Said
from lms.portfolios.models import Portfolio

Facts = dict[str, Any]
Verdicts = Mapping[tuple[int, int], list[tuple[bool, datetime]]]
MOST_AT_ONCE = 500  # people whose levels are read at once


class _Known(NamedTuple):
    """What is beside the figures. What was said of a person and an assessment, or a programme, in
    order; levels by person and programme."""

    groups: Mapping[int, Group]
    programmes: Mapping[int, Programme]
    passed: Verdicts
    accepted: Verdicts
    levels: Mapping[tuple[int, int], list[Said]]


def records(looked: Collection[Looked]) -> dict[int, Facts]:
    """The record of each, by enrolment. Four statements, and for each programme that asks for
    levels a few more for up to 500 people."""
    known = _known(looked)
    return {one.enrolment: _record(one, one.learner, known) for one in looked if one.learner}


def _known(looked: Collection[Looked]) -> _Known:
    groups = _by_id(select(Group).where(Group.id.in_({one.group for one in looked})))
    wanted = {one.figures.terms.id for one in looked}
    programmes = _by_id(
        select(Programme)
        .where(Programme.id.in_(wanted))
        .options(joinedload(Programme.organisation, innerjoin=True))
    )
    people = {one.person for one in looked}
    return _Known(
        groups, programmes, _passed(looked, people), _accepted(wanted, people),
        _levels(programmes, looked),
    )  # fmt: skip


def _by_id(rows: Any) -> dict[int, Any]:
    return {row.id: row for row in db.session.scalars(rows)}


def _passed(looked: Iterable[Looked], people: Collection[int]) -> Verdicts:
    tests = {test.id for terms in _all_terms(looked) for test in tests_asked(terms)}
    rows = select(Result.person_id, Result.assessment_id, Result.passed, Result.at).where(
        Result.person_id.in_(people), Result.assessment_id.in_(tests)
    )
    return _verdicts(rows.order_by(Result.id))


def _all_terms(looked: Iterable[Looked]) -> Collection[Terms]:
    return {one.figures.terms.id: one.figures.terms for one in looked}.values()


def _accepted(programmes: Collection[int], people: Collection[int]) -> Verdicts:
    rows = select(
        Portfolio.person_id, Portfolio.programme_id, Portfolio.accepted, Portfolio.at
    ).where(Portfolio.person_id.in_(people), Portfolio.programme_id.in_(programmes))
    return _verdicts(rows.order_by(Portfolio.id))


def _verdicts(rows: Any) -> Verdicts:
    found: dict[tuple[int, int], list[tuple[bool, datetime]]] = {}
    for person, which, holds, at in db.session.execute(rows):
        found.setdefault((person, which), []).append((holds, at))
    return found


def _since(said: Iterable[tuple[bool, datetime]], until: datetime) -> datetime | None:
    """Since when it holds, of what was said before a moment, as the standing looks at it: a later
    word that says the same changes nothing, one that says no ends it."""
    since = None
    for holds, at in said:
        if at < until:
            since = (since or at) if holds else None
    return since


def _levels(
    programmes: Mapping[int, Programme], looked: Iterable[Looked]
) -> dict[tuple[int, int], list[Said]]:
    found: dict[tuple[int, int], list[Said]] = {}
    for key, programme in programmes.items():
        if not asks(programme):
            continue
        people = [one.person for one in looked if one.figures.terms.id == key]
        for start in range(0, len(people), MOST_AT_ONCE):
            some = people[start : start + MOST_AT_ONCE]
            found |= levels_said.said(levels_people.these(some, key))
    return found


def tests_asked(terms: Terms) -> list[Test]:
    """The assessments that the programme's policy names, in the order of its modules: at the end,
    and in its conditions."""
    wanted = policies.named(terms.fact.policy).tests
    tests = (test for step in terms.steps.values() for test in step.tests)
    return [test for test in tests if test.key in wanted]


def _record(one: Looked, learner: Learner, known: _Known) -> Facts:
    terms, found = one.figures.terms, learner.standing
    programme, group = known.programmes[terms.id], known.groups[one.group]
    zone, until = ZoneInfo(group.zone), end_of(one.on, group.zone)
    tests, wanted = _tests(one, known, until, zone), terms.fact.policy.exit_assessment
    accepted = _since(known.accepted.get((one.person, terms.id), ()), until)
    return {
        "version": VERSION,
        "on": one.on.isoformat(),
        "programme": {
            "slug": programme.slug,
            "title": dict(programme.title),
            "track": programme.track,
        },
        "organisation": {
            "slug": programme.organisation.slug,
            "name": programme.organisation.name,
        },
        "group": {"slug": group.slug, "title": group.title},
        "unit_minutes": terms.unit_minutes,
        "required_units": terms.required_units,
        "required_minutes": found.required_minutes,
        "policy": {
            "version": one.version,
            "rules": policies.as_dict(terms.fact.policy),
        },
        **counted(found, one.figures.sessions),
        "courses": _courses(one.figures, found),
        "modules": [
            {"key": step.key, "title": dict(step.title)}
            for step in terms.steps.values()
            if step.key in learner.done
        ],
        "assessment": next((test for test in tests if test["key"] == wanted), None),
        "assessments": tests,
        "portfolio": _portfolio(accepted, zone),
        "levels": _levels_of(programme, known.levels.get((one.person, terms.id), []), zone),
    }


def _courses(figures: GroupFigures, found: Standing) -> list[Facts]:
    known = figures.terms.courses
    return [
        {
            "slug": course.course,
            "title": dict(known[course.course].title),
            "level": known[course.course].level,
            "required_minutes": course.required_minutes,
            "credited_minutes": course.credited_minutes,
            "make_up_minutes": course.make_up_minutes,
            "total_minutes": course.total_minutes,
        }
        for course in found.courses
    ]


def _tests(one: Looked, known: _Known, until: datetime, zone: ZoneInfo) -> list[Facts]:
    """Of the assessments that are asked those that are passed before the day of the record is
    over."""
    passed = (
        (test, _since(known.passed.get((one.person, test.id), ()), until))
        for test in tests_asked(one.figures.terms)
    )
    return [
        {"key": test.key, "title": dict(test.title), "passed_on": _on(at, zone)}
        for test, at in passed
        if at
    ]


def _portfolio(at: datetime | None, zone: ZoneInfo) -> Facts | None:
    return {"accepted_on": _on(at, zone)} if at else None


def _on(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat()


def _levels_of(programme: Programme, said: list[Said], zone: ZoneInfo) -> list[Facts]:
    """The levels reached at the end, each skill once by each instrument; what nobody said at the
    end is not certified."""
    if not said:
        return []
    skills = [
        skill
        for instrument in instruments_of(programme)
        for skill in gain(instrument, said, has_left=True).skills
        if skill.exit
    ]
    return [
        {
            "framework": one.exit.level.framework,
            "language": one.exit.language or None,
            "skill": one.skill,
            "entry": one.entry.level.name if one.entry else None,
            "exit": one.exit.level.name,
            "on": _on(one.exit.at, zone),
            "way": one.exit.method.value,
        }
        for one in skills
        if one.exit
    ]
