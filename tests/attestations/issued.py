"""Completions that were confirmed, and attestations of them."""

import copy
from datetime import date
from typing import Any

from sqlalchemy import select

from lms.attestations import actions
from lms.attestations.models import Attestation
from lms.completion.models import Completion, CompletionState
from lms.completion.record import digest
from lms.courses.models import Enrolment, Group
from lms.db import db
from lms.people.models import Person
from tests.attestations.facts import FACTS
from tests.cast import NOW


def confirmed(person: Person, group: Group, by: Person, **facts: Any) -> Completion:
    """A confirmed completion with the facts of W7, or some others."""
    said = copy.deepcopy(FACTS) | facts
    enrolment = db.session.scalars(
        select(Enrolment).where(
            Enrolment.person_id == person.id, Enrolment.programme_id == group.programme_id
        )
    ).one()
    made = Completion(
        enrolment_id=enrolment.id, programme_id=group.programme_id, group_id=group.id,
        person_id=person.id, state=CompletionState.CONFIRMED, on=date(2022, 3, 24),
        policy_version=1, facts=said, digest=digest(said), proposed_at=NOW, confirmed_at=NOW,
        confirmed_by_id=by.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def issued(world: Any, person: Person | None = None, **more: Any) -> Attestation:
    """Lea's attestation, or another learner's of group A, issued by Ema."""
    completion = confirmed(person or world.lea, world.a, world.ema)
    return actions.issue(completion, by=world.ema, now=NOW, **more)
