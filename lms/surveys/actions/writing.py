"""Changing the questions of a survey. Every change is a version; those that were asked stay."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from lms import files
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person
from lms.surveys.instruments import MOST_QUESTIONS, Instrument, Question, plain, read
from lms.surveys.models import Survey, SurveySound, SurveyVersion


def renew(
    survey: Survey, instrument: Instrument, verb: str, what: str, *, by: Person, now: datetime
) -> bool:
    """The next version of a survey, where anything is different."""
    content = plain(instrument)
    if content == survey.version.content:
        return False
    survey.number += 1
    db.session.add(
        SurveyVersion(
            survey_id=survey.id, number=survey.number, content=content, made_at=now, by_id=by.id
        )
    )
    detail = {"question": what, "version": survey.number}
    record("survey", survey.id, verb, detail, by=by, now=now)
    db.session.flush()
    db.session.expire(survey, ["version"])
    return True


def put_words(
    survey: Survey,
    title: Mapping[str, str],
    intro: Mapping[str, str],
    *,
    by: Person,
    now: datetime,
) -> bool:
    """The title of a survey and what stands before its questions, in languages."""
    before = read(survey.version.content)
    return renew(survey, replace(before, title=title, intro=intro), "changed", "", by=by, now=now)


def put_question(survey: Survey, question: Question, *, by: Person, now: datetime) -> str:
    """Puts a question in the place of the one with its key, or at the end; the key that it has.

    One of another kind is another question: it gets a key of its own, so that answers to the two
    are never counted together. So do other options with the same words, which keep theirs.
    """
    before = read(survey.version.content)
    known = before.question(question.key)
    if known is None and len(before.questions) >= MOST_QUESTIONS:
        raise Refused(_("A survey has 30 questions at most. Remove one first."))
    made = question
    if known is None or known.kind != question.kind:
        made = replace(question, key=free_key(survey, question.key))
    questions = [made if one.key == question.key else one for one in before.questions]
    if known is None:
        questions.append(made)
    changed = replace(before, questions=tuple(questions))
    renew(survey, changed, "question changed", made.key, by=by, now=now)
    return made.key


def free_key(survey: Survey, wished: str) -> str:
    """A key that no version of the survey has for another question."""
    taken = {
        question["key"]
        for content in db.session.scalars(
            db.select(SurveyVersion.content).where(SurveyVersion.survey_id == survey.id)
        )
        for question in content["questions"]
    }
    plainly = re.sub(r"[^a-z0-9]+", "-", wished.lower()).strip("-")[:30] or "question"
    number = 1
    while (key := plainly if number == 1 else f"{plainly}-{number}") in taken:
        number += 1
    return key


def remove_question(survey: Survey, key: str, *, by: Person, now: datetime) -> bool:
    """Takes a question out; what was answered to it stays. Raises Refused for the last one."""
    before = read(survey.version.content)
    left = tuple(one for one in before.questions if one.key != key)
    if not left:
        raise Refused(_("A survey needs a question. Add another one first."))
    changed = replace(before, questions=left)
    return renew(survey, changed, "question removed", key, by=by, now=now)


def arrange(survey: Survey, key: str, step: int, *, by: Person, now: datetime) -> bool:
    """Moves a question one place up (-1) or down (1)."""
    before = read(survey.version.content)
    questions = list(before.questions)
    place = next((at for at, one in enumerate(questions) if one.key == key), None)
    if place is None or not 0 <= place + step < len(questions):
        return False
    questions[place], questions[place + step] = questions[place + step], questions[place]
    changed = replace(before, questions=tuple(questions))
    return renew(survey, changed, "question moved", key, by=by, now=now)


def add_sound(
    survey: Survey, content: bytes, kind: str, *, by: Person, now: datetime
) -> SurveySound:
    """Keeps a recording with a survey; a question names it by its id."""
    file = files.keep(content, kind, now=now)
    made = SurveySound(survey_id=survey.id, file_id=file.id, made_at=now, by_id=by.id)
    db.session.add(made)
    db.session.flush()
    return made
