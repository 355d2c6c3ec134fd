"""What pages show of a register that is locked: its seal, and the corrections after it."""

from datetime import datetime
from typing import Any, NamedTuple

from lms.attendance.models import Amendment, AmendmentState, Link, Session
from lms.attendance.queries import seals as queries
from lms.attendance.rules.amendments import STATES, may_be_amended
from lms.attendance.rules.lines import as_state, in_words
from lms.attendance.rules.sealing import short
from lms.attendance.views.blueprint import bp


class Sealed(NamedTuple):
    """Of a register that is open: nothing."""

    session: Session | None = None
    link: Link | None = None
    last: Link | None = None  # the newest link: the seal, or that of the last correction
    corrections: tuple[Amendment, ...] = ()

    @property
    def amends(self) -> bool:
        """Whether the register changes only by correction."""
        return self.session is not None

    @property
    def corrected(self) -> set[int]:
        """The people (ids) of whom it says something else than it did."""
        return {a.person_id for a in self.corrections if a.state == AmendmentState.MADE}

    @property
    def waits(self) -> dict[int, int]:
        """The corrections (ids) that wait, by the people they are about."""
        return {a.person_id: a.id for a in self.corrections if a.state == AmendmentState.ASKED}


OPEN = Sealed()


def sealed_of(session: Session, now: datetime) -> Sealed:
    """Two queries where it is locked; none where it is not."""
    if not may_be_amended(session, now):
        return OPEN
    links = queries.links_of([session.id]).get(session.id, [])
    corrections = queries.amendments_of([session.id]).get(session.id, [])
    first, last = (links[0], links[-1]) if links else (None, None)
    return Sealed(session, first, last, tuple(corrections))


@bp.app_template_filter()
def mark_words(token: str) -> str:
    """What a register said, from how it is kept in a correction."""
    return in_words(as_state(token))


@bp.app_template_filter()
def amendment_state(state: str) -> Any:
    return STATES.get(state, state)


bp.add_app_template_filter(short, "short_hash")
