"""Asking and reminding. A promise is made with the invitation, and kept."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms.courses.models import Enrolment, Group, Membership, State
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import outdate, tell
from lms.people.actions import record
from lms.people.models import Person, Role
from lms.surveys import queries
from lms.surveys.letters import KIND
from lms.surveys.models import (
    Audience,
    ProgrammeSurvey,
    SurveyDraft,
    SurveyInvitation,
    SurveyRound,
    SurveyVersion,
)
from lms.surveys.queries.asking import LEFT
from lms.surveys.rules import draft_key, hash_of, is_open, token_of

SOON = timedelta(hours=1)


def look(*, now: datetime) -> None:
    """Whoever is to be asked is asked; done twice it asks nobody twice."""
    for setting in queries.settings_in_force():
        for group_id, people in queries.due(setting, now).items():
            group = db.session.get_one(Group, group_id)
            ask(setting, group, people, by=None, now=now)


def ask_group(group: Group, moment: str, *, by: Person, now: datetime) -> int:
    """Asks everybody of a group who was not asked yet, now. How many they are. Raises Refused where
    the programme asks nothing at that moment."""
    setting = queries.setting_of(group.programme_id, moment)
    if setting is None:
        raise Refused(_("The programme sends no survey then. A coordinator can choose one."))
    people = ask(setting, group, people_of(group, setting), by=by, now=now)
    if people:
        detail = {"moment": moment, "people": len(people)}
        record("group", group.slug, "asked in a survey", detail, by=by, now=now)
    return len(people)


def people_of(group: Group, setting: ProgrammeSurvey) -> list[int]:
    """The learners who are or were in a group."""
    members = (
        select(Membership.person_id)
        .join(Membership.enrolment)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.group_id == group.id, Person.role == Role.LEARNER)
    )
    if setting.audience == Audience.STAYED:
        members = members.where(Enrolment.state.not_in((*LEFT, State.APPLIED)))
    return sorted(set(db.session.scalars(members)))


def ask(
    setting: ProgrammeSurvey,
    group: Group,
    people: Collection[int],
    *,
    by: Person | None,
    now: datetime,
) -> list[int]:
    """Invites these people (ids) and tells them; those who were asked already at this moment of the
    programme are not asked again. Who was invited."""
    if not people:
        return []
    asked, names = invite(setting, group, people, now=now)
    announce(asked, names, 1, by=by, now=now)
    return sorted(names)


def invite(
    setting: ProgrammeSurvey, group: Group, people: Collection[int], *, now: datetime
) -> tuple[SurveyRound, dict[int, str]]:
    """The same, and nobody is told; the round, and the names of the new invitations by person."""
    asked = round_for(setting, group, now=now)
    names = {person: uuid4().hex for person in people}
    rows = [
        {
            "round_id": asked.id, "programme_id": setting.programme_id, "moment": setting.moment,
            "person_id": person, "name": name, "token_hash": hash_of(token_of(name)),
            "answered": False, "told": 1, "told_at": now,
        }
        for person, name in names.items()
    ]  # fmt: skip
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(dialect.insert(SurveyInvitation).on_conflict_do_nothing(), rows)
    invited = {
        row.person_id: row.name
        for row in db.session.scalars(
            select(SurveyInvitation).where(
                SurveyInvitation.round_id == asked.id,
                SurveyInvitation.name.in_(list(names.values())),
            )
        )
        if row.person_id is not None
    }
    return asked, invited


def round_for(setting: ProgrammeSurvey, group: Group, *, now: datetime) -> SurveyRound:
    """The round of a group that is open and promises the same, a little longer open; else the next
    one. The first of two who begin it at once is right: the database says so.

    One that closes soon is left alone: what was seen when it was closed must not grow."""
    before = queries.last_round(group.id, setting.moment)
    survey = setting.survey
    version = db.session.scalars(
        select(SurveyVersion.id).filter_by(survey_id=survey.id, number=survey.number)
    ).one()
    closes = now + timedelta(days=setting.open_days)
    if (
        before
        and is_open(before, now + SOON)
        and (before.anonymous, before.version_id) == (setting.anonymous, version)
    ):
        extend(before, closes)
        return before
    made = SurveyRound(
        programme_id=setting.programme_id,
        group=group,
        moment=setting.moment,
        number=before.number + 1 if before else 1,
        version_id=version,
        anonymous=setting.anonymous,
        reminders=setting.reminders,
        opened_at=now,
        closes_at=closes,
    )
    db.session.add(made)
    db.session.flush()
    return made


def extend(asked: SurveyRound, closes: datetime) -> None:
    """Leaves a round open longer; what was begun in it is kept as long."""
    if closes <= asked.closes_at:
        return
    asked.closes_at = closes
    keys = [draft_key(token) for token in queries.tokens_waiting(asked.id)]
    longer = update(SurveyDraft).where(SurveyDraft.key.in_(keys)).values(until=closes)
    db.session.execute(longer, execution_options={"synchronize_session": False})


def announce(
    asked: SurveyRound,
    names: Mapping[int, str],
    time: int,
    *,
    by: Person | None,
    now: datetime,
) -> None:
    """Tells people (ids, with the names of their invitations) of a survey, for the first, second or
    third time. No mail that is kept has the link (letters.hides)."""
    title = asked.version.content["title"]
    facts = {
        "title": title,
        "programme": asked.group.programme.title,
        "until": (asked.closes_at - timedelta(seconds=1)).date().isoformat(),
        "anonymous": asked.anonymous,
        "again": time > 1,
    }
    tell(
        list(names),
        KIND,
        facts,
        about=f"survey:{asked.id}",
        by=by,
        now=now,
        group=asked.group.slug,
        before=asked.closes_at,
        key=f"survey:{asked.id}:{time}",
        each={person: {"name": name} for person, name in names.items()},
    )


def remind(*, now: datetime) -> None:
    """Who has not answered is told again, as often as was said, once a week."""
    for asked, waiting in queries.to_remind(now).items():
        for time in sorted({one.told + 1 for one in waiting}):
            names = {
                one.person_id: one.name
                for one in waiting
                if one.told + 1 == time and one.person_id is not None
            }
            outdate(list(names), [KIND], f"survey:{asked.id}", now=now)
            announce(asked, names, time, by=None, now=now)
        ids = [one.id for one in waiting]
        again = update(SurveyInvitation).where(SurveyInvitation.id.in_(ids))
        db.session.execute(again.values(told=SurveyInvitation.told + 1, told_at=now))
