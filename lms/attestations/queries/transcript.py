"""All hours of a person, programme by programme: what is confirmed as its record says, the rest as
the registers say now; with the attestations beside it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.attestations.models import Attestation
from lms.attestations.rules.transcript import Counted, Studied, Transcript, may_read
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import Difference, anew, differences, looking
from lms.completion.queries.looking import Looked
from lms.courses.models import Enrolment, Group, Membership, Programme
from lms.db import db
from lms.people.models import Person
from lms.people.rules import is_administrator

MOST = 100  # programmes of one person


def transcript(person: Person, reader: Person, now: datetime) -> Transcript:
    """What `reader` may read of it (rule 15): all of their own; of others the programmes that they
    coordinate, or whose groups. Six statements, and those of `looking.of_enrolments`; where
    something is confirmed those of `anew` and of `differences`."""
    found = [one for one in enrolments(person) if may_read(reader, one)]
    keys = [one.id for one in found]
    looked = looking.of_enrolments(keys, now) if keys else {}
    proven = proofs(keys)
    confirmed = _confirmed(proven.completions, looked)
    studied = [
        confirmed[one.id].of(one, proven.of(one.id))
        if one.id in confirmed
        else Studied(one, _in_force(looked.get(one.id)), proven.of(one.id))
        for one in found
    ]
    partial = person.id != reader.id and not is_administrator(reader)
    return Transcript(person, studied, now, partial)


def _in_force(looked: Looked | None) -> Counted | None:
    """By the rules in force."""
    if looked is None or looked.learner is None:
        return None
    figures = looked.figures
    return Counted(looked.on, looked.learner.standing, figures.terms, figures.sessions)


class _Kept(NamedTuple):
    """What is confirmed, as of today and as of its day by its own rules."""

    completion: Completion
    now: Counted | None
    then: Counted | None
    differences: Sequence[Difference]

    def of(self, enrolment: Enrolment, attestations: Sequence[Attestation]) -> Studied:
        return Studied(
            enrolment, self.now, attestations, self.completion, self.then, self.differences
        )


def _confirmed(
    completions: Mapping[int, Completion], looked: Mapping[int, Looked]
) -> dict[int, _Kept]:
    """By enrolment."""
    kept = {key: one for key, one in completions.items() if one.facts}
    days = {
        key: max(one.on, looked[key].on) if key in looked else one.on for key, one in kept.items()
    }
    counted = anew([(one, on) for key, one in kept.items() for on in (one.on, days[key])])
    different = differences(kept.values())

    def as_of(one: Completion, on: date) -> Counted | None:
        there = counted.get((one.id, on))
        return there and Counted(on, there.standing, there.terms, there.sessions)

    return {
        key: _Kept(one, as_of(one, days[key]), as_of(one, one.on), different.get(one.id, ()))
        for key, one in kept.items()
    }


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
    completions = (
        select(Completion)
        .where(
            Completion.enrolment_id.in_(enrolments), Completion.state == CompletionState.CONFIRMED
        )
        .options(joinedload(Completion.group, innerjoin=True))
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
