"""What a programme asks before it is complete: each change is a version, and the old ones stay."""

from datetime import datetime

from flask_babel import gettext as _

from lms.courses import policy as policies
from lms.courses.actions import seats
from lms.courses.actions.figures import touch
from lms.courses.models import Policy, Programme
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person

VERB = "rules changed"  # what the history calls it


def change_policy(
    programme: Programme, policy: policies.Policy, *, seen: int, by: Person, now: datetime
) -> bool:
    """Puts a policy into force as the programme's next version; whether it is different. Nobody
    loses a completion that was confirmed: it keeps the version by which it was judged (rule 13).

    Raises Refused where the version in force is not the one that was `seen` any more.
    """
    seats.lock(programme)
    db.session.refresh(programme, ["rules", "policy_version"])
    if seen != programme.policy_version:
        raise Refused(
            _("Somebody else has just changed this. Reload the page, look, and try again.")
        )
    before = programme.policy
    if policy == before:
        return False
    programme.rules = policies.as_dict(policy)
    programme.policy_version += 1
    version = Policy(programme_id=programme.id, version=programme.policy_version, made_at=now)
    version.rules = programme.rules
    db.session.add(version)
    detail = {
        "version": programme.policy_version,
        "before": policies.as_dict(before),
        "after": programme.rules,
    }
    record("programme", programme.slug, VERB, detail, by=by, now=now)
    db.session.flush()
    touch(programmes=[programme.id])
    return True
