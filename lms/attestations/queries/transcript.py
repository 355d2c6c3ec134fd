"""All hours of a person, programme by programme: as the registers say now, with what was confirmed
and attested beside it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.attestations.models import Attestation
from lms.attestations.rules.transcript import Studied, Transcript, may_read
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import looking
from lms.courses.models import Enrolment, Group, Membership, Programme
from lms.db import db
from lms.people.models import Person
from lms.people.rules import is_administrator

MOST = 100  # programmes of one person


def transcript(person: Person, reader: Person, now: datetime) -> Transcript:
    """What `reader` may read of it (rule 15): all of their own; of others the programmes that they
    coordinate, or whose groups. Six statements, and those of `looking.of_enrolments`."""
    found = [one for one in enrolments(person) if may_read(reader, one)]
    keys = [one.id for one in found]
    looked = looking.of_enrolments(keys, now) if keys else {}
    proven = proofs(keys)
    studied = [
        Studied(one, looked.get(one.id), proven.completions.get(one.id), proven.of(one.id))
        for one in found
    ]
    partial = person.id != reader.id and not is_administrator(reader)
    return Transcript(person, studied, now, partial)


def enrolments(person: Person) -> Sequence[Enrolment]:
    """Those that ever had a place in a group, the newest first."""
    group = selectinload(Enrolment.memberships).joinedload(Membership.group)
    rows = (
        select(Enrolment)
        .where(Enrolment.person_id == person.id, Enrolment.memberships.any())
        .options(
            joinedload(Enrolment.programme).joinedload(Programme.organisation),
            group.joinedload(Group.organisation),
        )
        .order_by(Enrolment.since.desc(), Enrolment.id.desc())
    )
    return db.session.scalars(rows.limit(MOST)).all()


class Proofs(NamedTuple):
    completions: dict[int, Completion]  # by enrolment, those that are confirmed
    attestations: dict[int, list[Attestation]]  # by enrolment, the newest first

    def of(self, enrolment: int) -> list[Attestation]:
        return self.attestations.get(enrolment, [])


def proofs(enrolments: Collection[int]) -> Proofs:
    if not enrolments:
        return Proofs({}, {})
    completions = select(Completion).where(
        Completion.enrolment_id.in_(enrolments), Completion.state == CompletionState.CONFIRMED
    )
    issued = (
        select(Attestation, Completion.enrolment_id)
        .join(Completion, Completion.id == Attestation.completion_id)
        .where(Completion.enrolment_id.in_(enrolments))
        .order_by(Attestation.issued_at.desc(), Attestation.id.desc())
    )
    found: dict[int, list[Attestation]] = {}
    for attestation, enrolment in db.session.execute(issued):
        found.setdefault(enrolment, []).append(attestation)
    return Proofs({one.enrolment_id: one for one in db.session.scalars(completions)}, found)
