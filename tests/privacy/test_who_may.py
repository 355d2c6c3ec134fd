"""Who may erase somebody and be given what is kept of them; and that one administrator stays."""

import pytest

from lms.attestations.actions.templates import save
from lms.attestations.queries.templates import template
from lms.db import db
from lms.errors import Refused
from lms.people.models import Role
from lms.privacy import rules
from lms.privacy.actions import erase
from tests.cast import NOW, person
from tests.visitor import Visitor


@pytest.fixture
def second(world):
    """An administrator in the organisation that Ema coordinates."""
    made = person("Adi", world.centre, role=Role.ADMINISTRATOR)
    db.session.add(made)
    db.session.commit()
    return made


def test_a_coordinator_neither_erases_an_administrator_nor_reads_what_is_kept(app, world, second):
    assert not rules.may_erase(world.ema, second)
    assert not rules.may_ask_for(world.ema, second)
    assert rules.may_ask_for(second, second)
    assert rules.may_erase(world.ada, second)
    visitor = Visitor(app).sign_in(world.ema)
    visitor.visit("/people/ADI/erase", 403)
    visitor.visit("/people/ADI/data", 403)


def test_the_last_administrator_is_not_erased(world, second):
    erase(second, "Asked.", by=world.ada, now=NOW)
    with pytest.raises(Refused, match="last administrator"):
        erase(world.ada, "Asked.", by=second, now=NOW)
    assert world.ada.name == "Ada"


def test_who_is_erased_signs_no_attestation_any_more(app, world):
    typed = {"signatory": "Dr. Tara", "signatory_role": {"en": "Head"}, "place": "Jesenice"}
    first = save(world.centre, typed, by=world.ema, now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.ema).visit("/people/TARA/erase")
    assert "signature on attestations of others" in visitor.text("main")
    visitor.visit("/people/LEA/erase")
    assert "signature on attestations of others" not in visitor.text("main")
    erase(world.tara, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    newest = template(world.centre.id)
    assert newest.version == first.version + 1
    assert (newest.signatory, newest.signatory_role, newest.signature_id) == (None, None, None)
    assert (newest.place, first.signatory) == ("Jesenice", "Dr. Tara")


def test_who_signs_and_is_not_erased_goes_on_signing(world):
    save(world.centre, {"signatory": "Ema"}, by=world.ema, now=NOW)
    erase(world.tara, "Asked.", by=world.ema, now=NOW)
    assert template(world.centre.id).signatory == "Ema"
