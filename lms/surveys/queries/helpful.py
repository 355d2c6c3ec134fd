"""What the funder counts: how many people say that it helped (R.2.9), each person once."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from lms.db import db
from lms.surveys.instruments import read
from lms.surveys.models import SurveyAnswer, SurveyInvitation, SurveyRound, SurveyVersion


class Helped(NamedTuple):
    """People, each once, however often and in however many programmes they were asked. Only of
    surveys with names: of the others nobody knows who answered twice."""

    yes: int
    answered: int  # this question
    asked: int


def helped(programmes: Collection[int], indicator: str, moment: str | None = None) -> Helped:
    """How many people of these programmes (ids) say yes to the question of an indicator. Of who
    answered more than once the last answer holds. Three statements."""
    of_these: list[ColumnElement[bool]] = [
        SurveyRound.programme_id.in_(list(programmes)),
        SurveyRound.anonymous.is_(False),
    ]
    if moment:
        of_these.append(SurveyRound.moment == moment)
    people = select(func.count(SurveyInvitation.person_id.distinct()))
    asked = db.session.scalar(people.join(SurveyInvitation.round).where(*of_these)) or 0
    keys = keys_of(indicator, *of_these)
    rows = (
        select(SurveyAnswer.person_id, SurveyAnswer.answers, SurveyRound.version_id)
        .join(SurveyAnswer.round)
        .where(*of_these, SurveyAnswer.person_id.is_not(None))
        .order_by(SurveyAnswer.at, SurveyAnswer.id)
    )
    last: dict[int, str] = {}
    for person, answers, version in db.session.execute(rows):
        for key in keys.get(version, ()):
            if said := answers.get(key):
                last[person] = said
    return Helped(sum(said == "yes" for said in last.values()), len(last), asked)


def keys_of(indicator: str, *of_these: ColumnElement[bool]) -> dict[int, list[str]]:
    """The questions that the funder counts, by the version of the survey."""
    versions = select(SurveyVersion).where(
        SurveyVersion.id.in_(select(SurveyRound.version_id).where(*of_these))
    )
    return {
        version.id: [
            question.key
            for question in read(version.content).questions
            if question.indicator == indicator
        ]
        for version in db.session.scalars(versions)
    }
