"""Attempts of learners of the demo at the first quizzes of their courses, where the content has
any. All of them are demo people; whether an answer is right is decided by their number."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from lms.assessments import actions, queries
from lms.courses.models import Assessment, Course, Module, Programme, ProgrammeCourse
from lms.db import db
from lms.demo.people import Cast
from lms.people.models import Person
from lms.questions import Kind, Question

LEARNERS = ("A-01", "A-02", "A-03", "A-05", "A-07", "B-01", "B-02")
MOST = 3  # quizzes
WORDS = "Demo answer. I live in Jesenice. I learn Slovene and how to use my phone."


def load(programme: Programme, cast: Cast, now: datetime) -> None:
    """Some learners have taken the first quizzes, one is in the middle of the first."""
    for number, test in enumerate(quizzes(programme)):
        for place, code in enumerate(LEARNERS[: len(LEARNERS) - number]):
            took = now - timedelta(days=9 - 2 * number, minutes=7 * place)
            take(test, cast[code], place, is_whole=bool(place or number), now=took)


def quizzes(programme: Programme) -> list[Assessment]:
    """The first of the programme's courses that are open, have questions and no set times."""
    found = (
        select(Assessment)
        .join(Module, Module.id == Assessment.module_id)
        .join(Course, Course.id == Module.course_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Course.id)
        .where(ProgrammeCourse.programme_id == programme.id, Assessment.kind == "quiz")
        .where(Assessment.retired_at.is_(None))
        .order_by(ProgrammeCourse.position, Module.slug, Assessment.slug)
    )
    ready = [
        one
        for one in db.session.scalars(found)
        if one.content.get("questions") and not {"opens", "closes"} & set(one.content)
    ]
    return ready[:MOST]


def take(test: Assessment, person: Person, place: int, *, is_whole: bool, now: datetime) -> None:
    attempt = actions.start(test, person, now=now)
    items = queries.items(attempt.id)
    for item in items if is_whole else items[:2]:
        at = now + timedelta(seconds=20 * item.place)
        is_right = (place + item.place) % 4 != 0
        raw = answer(item.question, is_right=is_right)
        token = f"demo-{item.place}"
        actions.save(attempt, item.place, item.question, raw, turn=1, token=token, now=at)
    if is_whole:
        actions.hand_in(attempt, now=now + timedelta(seconds=20 * (len(items) + 1)))


def answer(question: Question, *, is_right: bool) -> dict[str, Any]:
    """An answer that is right, or one that is not. Nothing is recorded or sent."""
    kind = question.kind
    parts = [one.id for one in question.options if one.is_right == is_right]
    spots = [one.id for one in question.spots if one.is_right == is_right]
    if kind in (Kind.CHOICE, Kind.TRUE_FALSE):
        return {"option": parts[0]}
    if kind is Kind.CHOICES:
        return {"options": parts}
    if kind is Kind.HOTSPOT:
        return {"spot": spots[0]} if spots else {}
    if kind is Kind.MATCH:
        ids = [pair.id for pair in question.pairs]
        return {"pairs": dict(zip(ids, ids if is_right else reversed(ids), strict=True))}
    if kind is Kind.ORDER:
        ids = [option.id for option in question.options]
        ordered = ids if is_right else ids[::-1]
        return {"places": {name: place for place, name in enumerate(ordered, 1)}}
    return typed(question, is_right=is_right)


def typed(question: Question, *, is_right: bool) -> dict[str, Any]:
    if question.kind is Kind.TEXT:
        return {"text": question.answers[0].text if is_right else "?"}
    if question.kind is Kind.NUMBER:
        unit = {"unit": question.units[0].name} if question.units else {}
        return {"text": str(question.numbers[0].value) if is_right else "0", **unit}
    if question.kind is Kind.CLOZE:
        gaps = {}
        for gap in question.gaps:
            chosen = [one.id for one in gap.options if one.is_right == is_right]
            written = [one.text for one in gap.answers] if is_right else ["?"]
            gaps[gap.id] = (chosen if gap.options else written)[:1]
        return {"gaps": {name: found[0] for name, found in gaps.items() if found}}
    return {"text": WORDS} if question.kind is Kind.ESSAY else {}
