"""Attestations of whole groups: what was ordered, and how far it is."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.attestations.models import Attestation, Run, RunState
from lms.completion.models import Completion
from lms.courses.models import Group, Programme
from lms.db import db
from lms.people.models import Person

UNDER_WAY = (RunState.WAITING, RunState.MAKING)


def run(run_id: int) -> Run | None:
    """The order, with all that tells who may see it."""
    group = joinedload(Run.group)
    found = select(Run).where(Run.id == run_id)
    found = found.options(
        group.joinedload(Group.programme).joinedload(Programme.organisation),
        group.joinedload(Group.organisation),
        joinedload(Run.asked_by),
    )
    return db.session.scalars(found).one_or_none()


def runs_of(group: Group) -> Select[Run]:
    """The orders of a group, the newest first."""
    newest = Run.asked_at.desc(), Run.id.desc()
    found = select(Run).where(Run.group_id == group.id).options(joinedload(Run.asked_by))
    return found.order_by(*newest)


def under_way(group: Group) -> Run | None:
    """An order of this group that waits or is being made."""
    one = select(Run).where(Run.group_id == group.id, Run.state.in_(UNDER_WAY))
    return db.session.scalars(one.order_by(Run.id).limit(1)).one_or_none()


def lock(group: Group) -> None:
    """Of two who order at once, the second sees what the first ordered."""
    db.session.execute(select(Group.id).where(Group.id == group.id).with_for_update()).all()


def completion(completion_id: int) -> Completion | None:
    return db.session.get(Completion, completion_id)


def left_of(run: Run) -> list[tuple[Completion, str]]:
    """For whom nothing was issued, by name, and why."""
    ids = [int(key) for key in run.left]
    found = select(Completion).join(Person, Person.id == Completion.person_id)
    found = found.where(Completion.id.in_(ids)).options(
        joinedload(Completion.person), joinedload(Completion.group)
    )
    rows = db.session.scalars(found.order_by(Person.name, Completion.id))
    return [(one, run.left[str(one.id)]) for one in rows]


def holders(completions: list[int]) -> list[int]:
    """Whose these completions are."""
    found = select(Completion.person_id).where(Completion.id.in_(completions)).distinct()
    return list(db.session.scalars(found))


def standing_in(completions: list[int]) -> list[Attestation]:
    """The attestations of these completions that are not revoked and whose holder is known."""
    found = select(Attestation).where(
        Attestation.completion_id.in_(completions),
        Attestation.revoked_at.is_(None),
        Attestation.person_id.is_not(None),
    )
    shown = (Attestation.template, Attestation.programme)
    found = found.options(*map(joinedload, shown)).order_by(Attestation.id)
    return list(db.session.scalars(found))


def with_old_file(before: datetime, most: int) -> list[Run]:
    """Orders that were done before then, and whose file is still here."""
    found = select(Run).where(Run.done_at < before, Run.file_id.is_not(None))
    return list(db.session.scalars(found.order_by(Run.id).limit(most)))
