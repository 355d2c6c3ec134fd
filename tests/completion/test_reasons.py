"""What is still open where one of several things is enough: on pages, in the export."""

import csv
import io

import pytest

from lms.completion import exports, words
from lms.completion.queries import figures
from lms.completion.words import Titles
from lms.courses.models import Assessment
from lms.db import db
from tests.completion.rows import LATER, away, base, there
from tests.visitor import Visitor

SAFE, HELLO = "digital-basics/02-safe-online", "slovene-first-steps/01-hello"
EXIT = f"{HELLO}/exit-test"
CHOICE = {"any": [{"all": [{"hours": "60%"}, {"module": SAFE}]}, {"assessment": EXIT}]}


@pytest.fixture
def made(world, app):
    """Half of the hours, nothing else; asked are 60 % and a module, or a test."""
    test = Assessment(
        module_id=world.slovene.modules[0].id, slug="exit-test", kind="quiz",
        title={"en": "Exit test"}, content={},
    )  # fmt: skip
    db.session.add(test)
    found = base(world, threshold="0", conditions=CHOICE)
    there(world.lea, *found.sessions[0::2])
    away(world.lea, *found.sessions[1::2])
    return found


def test_who_decides_sees_the_parts_with_what_each_needs(made, world, app):
    page = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a/people/LEA?on={LATER}").page
    (item,) = page.select("#summary .points li")
    assert item.text == (
        "one of these: (6 hours (270 min) in all and the module Safe-Online) or the test Exit test"
    )


def test_who_learns_is_told_what_is_enough_in_a_sentence(made, world, app):
    with app.test_request_context():
        known = figures([made.group], LATER)[made.group.id]
        standing = known.people[world.lea.id].standing
        told = list(words.needed(standing, known.terms.titles, 45))
    assert [one.striptags() for one in told] == [
        "One of these is enough: (6 hours (270 min) in all and the module Safe-Online) "
        "or the test Exit test."
    ]


def test_a_proof_that_is_missing_is_told_to_who_learns(app, made, world):
    reason = {"code": "evidence_gap", "gaps": 2}
    standing = figures([made.group], LATER)[made.group.id].people[world.lea.id].standing
    with app.test_request_context():
        told = list(words.needed(standing._replace(reasons=(reason,)), Titles({}, {}, {}), 45))
    assert told[0].startswith("For 2 sessions there is no proof yet")


def test_the_export_has_the_parts_in_brackets(made):
    (row,) = csv.DictReader(io.StringIO(exports.as_csv(made.group, LATER)))
    assert row["reasons"] == f"any_of:(hours_short:270+module_open:{SAFE}|assessment_open:{EXIT})"
    assert (row["standing"], row["needs_minutes"]) == ("on_track", "0")
