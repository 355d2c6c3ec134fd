"""Looking who is complete: proposals are made, and those that hold no more lapse."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert

from lms.completion import queries
from lms.completion.actions.confirming import confirm_all
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import looking
from lms.completion.queries.looking import Looked
from lms.courses.models import State
from lms.db import db
from lms.people import queries as people
from lms.people.actions import record_all
from lms.people.models import Person


class Look(NamedTuple):
    """How many were proposed, how many proposals lapsed, and how many were confirmed at once
    because their programme is `automatic`."""

    proposed: int
    lapsed: int
    confirmed: int


def look(groups: Collection[int], *, by: Person | None, now: datetime) -> Look:
    """Looks at everybody of these groups (ids): whoever is complete on this day and has no open
    completion is proposed; a proposal whose person is not complete any more lapses. What is
    confirmed is left as it is. By nobody: the nightly look. As often as one likes.
    """
    looked = looking.in_groups(groups, now)
    here = people.hold([one.person for one in looked])
    looked = [one for one in looked if one.person in here]
    proposals = looking.proposals([one.enrolment for one in looked])
    lapsed = [
        proposals[one.enrolment]
        for one in looked
        if one.enrolment in proposals and not one.is_complete
    ]
    for proposal in lapsed:
        proposal.state = CompletionState.LAPSED
    complete = [one for one in looked if one.is_complete]
    made = propose([one for one in complete if is_new(one, proposals)], by=by, now=now)
    for one in complete:
        if known := proposals.get(one.enrolment):
            known.group_id = one.group  # whoever moved is confirmed where they are now
    note([*made, *lapsed], looked, by=by, now=now)
    held = [*made, *(proposals[one.enrolment] for one in complete if one.enrolment in proposals)]
    confirmed = by_themselves(held, looked, now=now)
    note_differences(groups, now=now)
    waiting = sum(1 for one in made if one.id not in confirmed)
    return Look(waiting, len(lapsed), len(confirmed))


def note_differences(groups: Collection[int], *, now: datetime) -> None:
    """Notes on what is confirmed in these groups since when the registers say something else, and
    takes the note away where they agree again. Nothing else changes."""
    confirmed = looking.confirmed_in(groups)
    found = queries.differences(confirmed)
    for one in confirmed:
        if one.id not in found:
            one.differs_at = None
        elif one.differs_at is None:
            one.differs_at = now


def is_new(one: Looked, proposals: Collection[int]) -> bool:
    return one.state == State.ACTIVE and one.enrolment not in proposals


def propose(
    complete: Sequence[Looked], *, by: Person | None, now: datetime
) -> Sequence[Completion]:
    """New proposals, in one statement."""
    rows = [
        {
            "enrolment_id": one.enrolment,
            "programme_id": one.figures.terms.id,
            "group_id": one.group,
            "person_id": one.person,
            "state": CompletionState.PROPOSED,
            "on": one.on,
            "policy_version": one.version,
            "proposed_at": now,
            "proposed_by_id": by.id if by else None,
        }
        for one in complete
    ]
    return db.session.scalars(insert(Completion).returning(Completion), rows).all() if rows else []


def note(
    changed: Sequence[Completion], looked: Sequence[Looked], *, by: Person | None, now: datetime
) -> None:
    """The history rows, in one statement; and one for the codes of the people."""
    if not changed:
        return
    codes = queries.names([one.person_id for one in changed])
    slugs = {one.enrolment: one.figures.terms.slug for one in looked}
    record_all(
        [
            ("completion", f"{slugs[one.enrolment_id]}/{codes[one.person_id].code}", str(one.state),
             {"id": one.id})
            for one in changed
        ],
        by=by,
        now=now,
    )  # fmt: skip


def by_themselves(
    completions: Sequence[Completion], looked: Sequence[Looked], *, now: datetime
) -> set[int]:
    """Confirms what needs nobody to confirm it; which (ids). A completion that a person has taken
    back once waits for a person."""
    automatic = {one.enrolment for one in looked if one.figures.terms.fact.policy.automatic}
    wanted = [one for one in completions if one.enrolment_id in automatic]
    if not wanted:
        return set()
    decided = looking.taken_back([one.enrolment_id for one in wanted])
    keys = [one.id for one in wanted if one.enrolment_id not in decided]
    found = confirm_all(keys, by=None, now=now)
    return {one.completion.id for one in found if one.why is None}
