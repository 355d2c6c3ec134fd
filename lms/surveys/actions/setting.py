"""What a programme asks: which survey, when, whom, and with what promise."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses.models import Programme
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person
from lms.surveys import queries
from lms.surveys.instruments import of_the_product, plain
from lms.surveys.models import ProgrammeSurvey, Survey, SurveyVersion

NOUN = "programme survey"


class Wish(NamedTuple):
    """What a coordinator chose. `survey`: the id of one of the organisation's, or the key of one
    that comes with the product, of which it gets a copy."""

    survey: str
    anonymous: bool
    audience: str
    months: int
    open_days: int
    reminders: int


def change_setting(
    programme: Programme, moment: str, wish: Wish, *, by: Person, now: datetime
) -> ProgrammeSurvey | None:
    """What is asked at a moment from now on; rounds that are open go on as they were promised.
    None where nothing is different."""
    row = queries.settings_of(programme.id).get(moment)
    survey = survey_named(programme.organisation_id, wish.survey, by=by, now=now)
    values = {**wish._asdict(), "survey_id": survey.id}
    del values["survey"]
    if row is None:
        row = ProgrammeSurvey(programme_id=programme.id, moment=moment, off_at=now)
        db.session.add(row)
    if row.off_at is None and all(getattr(row, key) == value for key, value in values.items()):
        return None
    if row.off_at is not None:
        row.since, row.off_at = now, None
    for key, value in values.items():
        setattr(row, key, value)
    detail = {"survey": survey.key, **values}
    record(NOUN, f"{programme.slug}/{moment}", "set", detail, by=by, now=now)
    db.session.flush()
    return row


def stop(programme: Programme, moment: str, *, by: Person, now: datetime) -> bool:
    """Nobody else is asked; who was asked can still answer. Whether anything is different."""
    row = queries.settings_of(programme.id).get(moment)
    if row is None or row.off_at is not None:
        return False
    row.off_at = now
    record(NOUN, f"{programme.slug}/{moment}", "stopped", by=by, now=now)
    return True


def survey_named(organisation_id: int, named: str, *, by: Person, now: datetime) -> Survey:
    """The organisation's own survey; a copy is made of one that comes with the product. Raises
    Refused where there is none."""
    ours = {str(one.id): one for one in queries.surveys_of(organisation_id)}
    if named in ours:
        return ours[named]
    copies = {one.key: one for one in ours.values()}
    product = of_the_product()
    if named not in product:
        raise Refused(_("There is no such survey. Reload the page and choose another one."))
    if named in copies:
        return copies[named]
    made = Survey(organisation_id=organisation_id, key=named, origin=named, number=1, made_at=now)
    db.session.add(made)
    db.session.flush()
    content = plain(product[named])
    db.session.add(
        SurveyVersion(survey_id=made.id, number=1, content=content, made_at=now, by_id=by.id)
    )
    record("survey", made.id, "copied", {"of": named}, by=by, now=now)
    db.session.flush()
    return made
