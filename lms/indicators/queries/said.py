"""What people said and did: outcomes that were written down, and answers in surveys with names."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from lms import clock
from lms.config import setting
from lms.db import db
from lms.indicators.facts import Row
from lms.projects.models import Outcome, OutcomeKind
from lms.surveys.models import SurveyAnswer, SurveyRound
from lms.surveys.queries.helpful import keys_of

# what a survey's question is counted as -> what it tells
COUNTED_AS = {
    "R.2.9": OutcomeKind.HELPFUL,
    "useful": OutcomeKind.USEFUL,
    "still_used": OutcomeKind.STILL_USED,
}


class Heard(NamedTuple):
    """An answer of a person, of a day; the later of a day is the one that was given later."""

    person: int
    outcome: str
    on: date
    at: datetime
    key: str
    answer: bool


def rows(project_id: int, programmes: Sequence[int], until: date, end: datetime) -> list[Row]:
    """Of each person and outcome the newest, whether it was written down or said in a survey. Four
    statements at most."""
    newest: dict[tuple[int, str], Heard] = {}
    for one in (*written(project_id, until), *answered(programmes, end)):
        key = (one.person, one.outcome)
        if key not in newest or _order(one) > _order(newest[key]):
            newest[key] = one
    return [
        Row(one.key, one.on, one.person, what={"outcome": one.outcome, "answer": one.answer})
        for one in newest.values()
    ]


def _order(one: Heard) -> tuple[date, datetime, str]:
    return one.on, one.at, one.key


def written(project_id: int, until: date) -> Iterator[Heard]:
    own = select(Outcome).where(Outcome.project_id == project_id, Outcome.on <= until)
    for one in db.session.scalars(own):
        yield Heard(one.person_id, one.kind, one.on, one.at, f"outcome:{one.id:012}", one.answer)


def answered(programmes: Sequence[int], end: datetime) -> Iterable[Heard]:
    """Of surveys that are not anonymous."""
    of_these = [SurveyRound.programme_id.in_(programmes), SurveyRound.anonymous.is_(False)]
    keys = {key: keys_of(key, *of_these) for key in COUNTED_AS} if programmes else {}
    if not any(any(versions.values()) for versions in keys.values()):
        return
    own = select(
        SurveyAnswer.id, SurveyAnswer.person_id, SurveyAnswer.at, SurveyAnswer.answers,
        SurveyRound.version_id,
    )  # fmt: skip
    own = own.join(SurveyAnswer.round).where(*of_these, SurveyAnswer.person_id.is_not(None))
    own = own.where(SurveyAnswer.at < end)
    zone = setting("TIMEZONE")
    for row_id, person, at, answers, version in db.session.execute(own):
        for indicator, outcome in COUNTED_AS.items():
            for key in keys[indicator].get(version, ()):
                if word := answers.get(key):
                    day = clock.today(zone, at)
                    yield Heard(person, outcome, day, at, f"survey:{row_id}", word == "yes")
