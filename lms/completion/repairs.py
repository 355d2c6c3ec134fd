"""Sessions attended instead of others: what of them is make-up, so that no minute counts twice.

A presence elsewhere may be worth something by itself. Rule 6 credits the group in which somebody
attended more of a module, and minutes that another group credits are not missed (settled point 20).
Make-up is what is left: the minutes attended there, up to what was missed here, less what rule 6
brings by them already. With A the minutes of the module attended in one's own group, B those in
another, and L those of B that stand for sessions missed in A, a module comes to

    max(A, B) + max(0, L - max(0, B - A))  =  max(A + L, B)

which grows with every presence, never exceeds A + B, and is the same whoever attends what first.
A stored row of `min(attended there, missed here)` is not: when more is attended in B later, rule 6
credits the same presences that the row was made of. So it is read from the registers each time.

A session without a module, or of another one, counts by itself (settled point 3, rule 6) and is no
make-up beside that; one that is of no use to the programme otherwise is make-up altogether.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from lms.completion.conflicts import sorted_out
from lms.completion.facts import PersonFact, SessionFact
from lms.completion.timetable import Plan, in_order

Key = int | str
Sums = dict[str, dict[Key, int]]  # module -> group -> minutes


def repaired(plan: Plan, person: PersonFact, on: date) -> PersonFact:
    """The person with what they attended instead as make-up, which the rule then counts like any
    other: up to what was missed, up to the cap."""
    if not person.instead:
        return person
    return replace(person, make_ups=[*person.make_ups, *repairs(plan, person, on)])


def repairs(plan: Plan, person: PersonFact, on: date) -> list[tuple[Key, int]]:
    """(missed session, minutes of make-up), the earliest missed first, as of a day."""
    held = plan.held(on)
    rows, _conflicts = sorted_out(held, person.presences)
    attended = {key: plan.worth(held[key], mine) for key, mine in rows.items()}
    mine = plan.timetable(person.memberships, on).held
    pairs = [
        (held[missed], held[there])
        for missed, there in person.instead
        if missed in mine  # a guest misses nothing, and unmarked is not absent (rule 10)
        and (missed in attended or missed in person.absences)
        and there in attended
        and there not in mine  # what one is due at counts there
        and _may_stand_for(plan, held[missed], held[there])
    ]
    stands_for = _moved(pairs, attended)
    desk = _Desk(_sums(plan, held, attended))
    return [(session.key, desk.left(session, minutes)) for session, minutes in stands_for.items()]


def _may_stand_for(plan: Plan, session: SessionFact, there: SessionFact) -> bool:
    """Within a group the sessions of a module add up, and other ones count by themselves."""
    if not plan.counts(there):
        return True
    alike = session.module is not None and session.module == there.module
    return alike and session.group != there.group


def _moved(
    pairs: list[tuple[SessionFact, SessionFact]], attended: Mapping[Key, int]
) -> dict[SessionFact, int]:
    """Minutes that stand for what was missed, each of both once; the earliest missed first."""
    left = dict(attended)
    found: dict[SessionFact, int] = {}
    for session, there in sorted(pairs, key=lambda pair: [in_order(one) for one in pair]):
        have = found.get(session, 0)
        minutes = min(session.net - attended.get(session.key, 0) - have, left[there.key])
        left[there.key] -= minutes
        found[session] = have + minutes
    return found


def _sums(plan: Plan, held: Mapping[Key, SessionFact], attended: Mapping[Key, int]) -> Sums:
    """Attended minutes of each module by group, as rule 6 sees them."""
    sums: Sums = {}
    for key, minutes in attended.items():
        session = held[key]
        if session.module is not None and plan.counts(session):
            groups = sums.setdefault(session.module, {})
            groups[session.group] = groups.get(session.group, 0) + minutes
    return sums


class _Desk:
    """What rule 6 brings already goes to the earliest sessions; ask for them in order."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.beyond: dict[tuple[str, Key], int] = {}

    def left(self, session: SessionFact, minutes: int) -> int:
        """Less what another group credits of the module beyond the presence in this one."""
        if session.module is None:
            return minutes
        place = (session.module, session.group)
        if place not in self.beyond:
            groups = self.sums.get(session.module, {})
            here = groups.get(session.group, 0)
            self.beyond[place] = max(groups.values(), default=here) - here
        brought = min(minutes, self.beyond[place])
        self.beyond[place] -= brought
        return minutes - brought
