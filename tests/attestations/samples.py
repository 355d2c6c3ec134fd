"""An attestation as it stands in the database: Lea's of group A, over the record of W7."""

import json

from lms.attestations.models import Attestation, Template
from lms.completion.models import Completion, CompletionState
from lms.completion.record import digest
from lms.courses.models import Enrolment
from lms.db import db
from tests.attestations.facts import FACTS
from tests.cast import NOW, THURSDAY

SERIAL = "7K3M9QXA2BVCT5WD"
SHOWN = "7K3M-9QXA-2BVC-T5WD"


def attested(world, person=None, serial=SERIAL, group=None, index=7, facts=None, **values):
    """Issued by Ema; committed."""
    person, group = person or world.lea, group or world.a
    facts = json.loads(json.dumps(facts or FACTS))  # nobody changes the sample
    enrolment = db.session.scalars(
        db.select(Enrolment).filter_by(person_id=person.id, programme_id=group.programme_id)
    ).one()
    completion = confirmed(enrolment, group, facts, by=world.ema)
    made = {
        "serial": serial, "completion": completion, "programme": group.programme, "group": group,
        "organisation": group.organisation, "template": template_of(group.organisation),
        "person": person, "holder": person.name, "holder_native": person.native_name,
        "facts": facts, "digest": digest(facts, person.name, person.native_name),
        "languages": ["en"], "issued_at": NOW, "issued_by": world.ema,
        "status_list": 1, "status_index": index,
    }  # fmt: skip
    issued = Attestation(**(made | values))
    db.session.add(issued)
    db.session.commit()
    return issued


def confirmed(enrolment, group, facts, by):
    """The open completion of an enrolment; one is made where there is none."""
    same = {"enrolment_id": enrolment.id, "state": CompletionState.CONFIRMED}
    found = db.session.scalars(db.select(Completion).filter_by(**same)).first()
    return found or Completion(
        enrolment=enrolment, programme=group.programme, group=group, person=enrolment.person,
        state=CompletionState.CONFIRMED, on=THURSDAY, policy_version=1, facts=facts,
        digest=digest(facts), proposed_at=NOW, confirmed_at=NOW, confirmed_by=by,
    )  # fmt: skip


def template_of(organisation):
    found = db.session.scalars(
        db.select(Template).filter_by(organisation_id=organisation.id)
    ).first()
    return found or Template(
        organisation=organisation, version=1, colour="#7a1f3d", languages=["en"], made_at=NOW
    )
