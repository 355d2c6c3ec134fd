"""Taking back a completion that was confirmed."""

from datetime import datetime

from flask_babel import gettext as _

from lms.completion.actions.telling import tell_of, topic
from lms.completion.holding import held_by
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import looking
from lms.courses import actions as courses
from lms.errors import Refused
from lms.messages.actions import outdate
from lms.people.actions import record
from lms.people.models import Person


def withdraw(completion: Completion, reason: str, *, by: Person, now: datetime) -> None:
    """A person takes a confirmed completion back, with a reason that staff and the learner read.
    Its record stays; the learner learns on, and may be proposed anew.

    Raises Refused where it is not confirmed (any more), without a reason, where it is one's own,
    and while something stands on it: an attestation that is not revoked.
    """
    one = looking.again([completion.id]).get(completion.id)
    if one is None or one.state != CompletionState.CONFIRMED:
        raise Refused(_("This completion was taken back already. Reload the page and look."))
    if one.person_id == by.id:
        raise Refused(_("Nobody takes back a completion of their own. Ask another coordinator."))
    if not reason.strip():
        raise Refused(_("Say why: the reason stays with the completion."))
    if held := held_by(one):
        raise Refused(held.words)
    one.state, one.reason = CompletionState.WITHDRAWN, reason.strip()
    one.withdrawn_at, one.withdrawn_by = now, by
    one.differs_at = None
    courses.reopen(one.enrolment, by=by, now=now)
    key = f"{one.programme.slug}/{one.person.code}"
    record("completion", key, "withdrawn", {"id": one.id, "reason": one.reason}, by=by, now=now)
    outdate([one.person_id], ["completion.confirmed"], topic(one), now=now)
    tell_of("completion.withdrawn", [one], by=by, now=now)
