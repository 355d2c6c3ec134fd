"""Who has completed in the demo: everybody in Jesenice who is complete is proposed; one of them is
confirmed, and has an attestation."""

from datetime import datetime

from sqlalchemy import select

from lms.attestations import actions as attestations
from lms.completion import actions
from lms.completion.models import Completion
from lms.courses.models import Group
from lms.db import db
from lms.demo.people import Cast

CONFIRMED = "A-02"


def load(cast: Cast, now: datetime) -> None:
    """After everything that counts is there."""
    jesenice = select(Group.id).where(Group.slug.in_(["jesenice-a", "jesenice-b"]))
    actions.look(list(db.session.scalars(jesenice)), by=None, now=now)
    ours = select(Completion).where(Completion.person_id == cast[CONFIRMED].id)
    one = db.session.scalars(ours).one()
    actions.confirm(one, by=cast["DEMO-COORD"], now=now)
    attestations.issue(one, by=cast["DEMO-COORD"], now=now)
