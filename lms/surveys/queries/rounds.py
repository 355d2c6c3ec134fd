"""Surveys of an organisation, what programmes ask, and the rounds in which groups were asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.courses.models import Group, Programme
from lms.db import db
from lms.surveys.models import ProgrammeSurvey, Survey, SurveyRound

MOST_ROUNDS = 2_000  # of one programme and moment
WITH_ALL = (
    joinedload(SurveyRound.version),
    joinedload(SurveyRound.programme).joinedload(Programme.organisation),
    joinedload(SurveyRound.group).joinedload(Group.programme),
    joinedload(SurveyRound.group).joinedload(Group.organisation),
    joinedload(SurveyRound.group).selectinload(Group.trainers),
)


def survey(survey_id: int) -> Survey | None:
    """A survey with its organisation and the version in force."""
    named = select(Survey).where(Survey.id == survey_id)
    return db.session.scalar(
        named.options(joinedload(Survey.organisation), joinedload(Survey.version))
    )


def surveys_of(organisation_id: int) -> Sequence[Survey]:
    """The surveys of an organisation, the oldest first; 100 at most."""
    ours = select(Survey).where(Survey.organisation_id == organisation_id).order_by(Survey.id)
    return db.session.scalars(ours.options(joinedload(Survey.version)).limit(100)).all()


def settings_of(programme_id: int) -> dict[str, ProgrammeSurvey]:
    """What a programme asks, by moment; also what is switched off."""
    ours = select(ProgrammeSurvey).where(ProgrammeSurvey.programme_id == programme_id)
    with_survey = joinedload(ProgrammeSurvey.survey).joinedload(Survey.version)
    return {one.moment: one for one in db.session.scalars(ours.options(with_survey))}


def setting_of(programme_id: int, moment: str) -> ProgrammeSurvey | None:
    """What a programme asks at a moment, if it does."""
    found = settings_of(programme_id).get(moment)
    return found if found and found.off_at is None else None


def round_of(round_id: int) -> SurveyRound | None:
    """A round, with all that tells who may see it."""
    return db.session.scalar(
        select(SurveyRound).where(SurveyRound.id == round_id).options(*WITH_ALL)
    )


def rounds_of(group_id: int) -> Select[SurveyRound]:
    """The rounds in which a group was asked, the newest first."""
    ours = select(SurveyRound).where(SurveyRound.group_id == group_id)
    return ours.options(joinedload(SurveyRound.version)).order_by(SurveyRound.id.desc())


def last_round(group_id: int, moment: str) -> SurveyRound | None:
    """The last round of a group at a moment. Locked: nobody else begins the next meanwhile."""
    ours = select(SurveyRound).where(SurveyRound.group_id == group_id, SurveyRound.moment == moment)
    last = ours.order_by(SurveyRound.number.desc()).limit(1).with_for_update()
    return db.session.scalar(last.execution_options(populate_existing=True))


def closed_rounds(programme_id: int, moment: str, now: datetime) -> Sequence[SurveyRound]:
    """The rounds of a programme that are over, in the order in which they closed."""
    ours = select(SurveyRound).where(
        SurveyRound.programme_id == programme_id,
        SurveyRound.moment == moment,
        SurveyRound.closes_at <= now,
    )
    ordered = ours.order_by(SurveyRound.closes_at, SurveyRound.id).limit(MOST_ROUNDS)
    with_group = joinedload(SurveyRound.group), selectinload(SurveyRound.version)
    return db.session.scalars(ordered.options(*with_group)).all()
