"""People from files: who comes to be, who changes, and what is refused."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.people import exports
from lms.people.imports import people
from lms.people.models import Change, Organisation, Person
from lms.people.queries import everyone
from lms.tables import to_csv, to_xlsx
from lms.tables.formats import PEOPLE
from tests.cast import NOW, PASSWORD, ZONE
from tests.queries import count_queries

HEADER = ",".join(PEOPLE.columns)
ANA = "P-1,Ana Novak,آنا,sl,Ana@Example.org,+386 40 123 456,F,1990-05-01,aec-jesenice,"


def named(code):
    return db.session.scalar(select(Person).where(Person.code == code))


def test_a_new_person_has_what_the_row_says(world, bring):
    assert bring(people, HEADER, ANA) == (1, 0, 0)
    ana = named("P-1")
    assert (ana.name, ana.native_name, ana.language) == ("Ana Novak", "آنا", "sl")
    assert (ana.email, ana.phone) == ("ana@example.org", "+386 40 123 456")
    assert (ana.gender, ana.birth_date, ana.role) == ("F", date(1990, 5, 1), "learner")
    assert ana.organisation is world.centre
    assert everyone(world.ema, "novak") is not None
    assert db.session.scalars(everyone(world.ema, "novak")).all() == [ana]


def test_code_and_name_are_enough(world, bring):
    assert bring(people, "display_name;person_code", "Ana;P-1") == (1, 0, 0)
    ana = named("P-1")
    assert (ana.role, ana.organisation, ana.email, ana.gender) == ("learner", None, None, None)


def test_a_later_file_changes_what_it_says_and_nothing_else(world, bring):
    bring(people, HEADER, ANA)
    assert bring(people, "person_code,display_name,phone", "P-1,Ana Kos,") == (0, 1, 0)
    ana = named("P-1")
    assert (ana.name, ana.phone, ana.email) == ("Ana Kos", None, "ana@example.org")
    assert db.session.scalars(everyone(world.ema, "kos")).all() == [ana]


def test_a_new_address_forgets_that_mail_to_the_old_one_came_back(world, bring):
    world.lou.email_bounced_at, world.lou.email_bounce = NOW, "550 Unknown"
    db.session.commit()
    bring(people, "person_code,display_name,email", "LOU,Lou,lou@example.org")
    assert named("LOU").email_bounced_at == NOW
    bring(people, "person_code,display_name,email", "LOU,Lou,lou@example.net")
    assert (named("LOU").email_bounced_at, named("LOU").email_bounce) == (None, None)


def test_an_empty_role_leaves_the_role_as_it_is(world, bring):
    assert bring(people, "person_code,display_name,role", "TARA,Tara,") == (0, 0, 1)
    assert world.tara.role == "trainer"


def test_importing_what_was_exported_changes_nothing(world, bring):
    world.lea.name, world.lou.native_name = "=Lea", "@'x"
    db.session.commit()
    rows = [tuple(row) for row in exports.people(None)]
    assert len(rows) == 8  # all but the administrator
    for data in (to_csv(PEOPLE.columns, rows).encode(), to_xlsx(PEOPLE.columns, rows, "People")):
        plan = people(data, by=None, now=NOW, zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 8)


def test_equal_rows_are_one_and_different_ones_are_refused(world, bring, said):
    assert bring(people, HEADER, ANA, ANA) == (1, 0, 0)
    column, words = said(people, HEADER, ANA, ANA.replace("Novak", "Kos"))
    assert (column, "Row 2" in words) == ("person_code", True)


def test_every_error_is_told_at_once_by_row_and_column(world, wrong):
    problems = wrong(
        people,
        HEADER,
        ",,,,,,,,,",
        ",Ana,,,,,,,,",
        "P-2,,,Slovene language,ana.example.org,,W,2022-04-31,,boss",
        "P-3,Bo,,,,,,2099-01-01,,administrator",
        "a/b,Bo,,,,,,1850-01-01,two words,",
        f"{'x' * 41},{'y' * 201},,,,,,,,",
    )
    assert [(problem.row, problem.column) for problem in problems] == [
        (3, "person_code"),
        (4, "display_name"),
        (4, "language"),
        (4, "email"),
        (4, "gender"),
        (4, "birth_date"),
        (4, "role"),
        (5, "birth_date"),
        (5, "role"),
        (6, "person_code"),
        (6, "birth_date"),
        (6, "organisation"),
        (7, "person_code"),
        (7, "display_name"),
    ]


def test_one_wrong_row_keeps_all_rows_out(world, run):
    done = run("people", "import", f"{HEADER}\r\n{ANA}\r\nP-2,,,,,,,,,".encode())
    assert (done.code, done.out) == (1, "")
    assert "Row 3, display_name: This cell must not be empty." in done.err
    assert "1 thing in the file" in done.err
    assert named("P-1") is None


def test_an_unknown_organisation_is_made_and_reported(world, run):
    row = ANA.replace("aec-jesenice", "tilburg")
    done = run("people", "import", f"{HEADER}\r\n{row}".encode())
    assert (done.code, done.err) == (0, "")
    assert "New: 1, changed: 0, same: 0." in done.out
    assert "New organisations: tilburg." in done.out
    assert named("P-1").organisation.name == "tilburg"


def test_a_dry_run_says_the_same_and_writes_nothing(world, run):
    row = ANA.replace("aec-jesenice", "tilburg")
    file = f"{HEADER},shoe size\r\n{row},38".encode()
    done = run("people", "import", "--dry-run", "--format", "json", file)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == {
        "dry_run": True,
        "table": "people",
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "organisations_created": ["tilburg"],
        "unknown_columns": ["shoe size"],
        "warnings": [],
        "more_warnings": 0,
    }
    assert named("P-1") is None
    assert db.session.scalar(select(Organisation).where(Organisation.slug == "tilburg")) is None


def test_refusals_for_programs_are_json_on_standard_output(world, run):
    done = run("people", "import", "--format", "json", f"{HEADER}\r\nP-1,,,,,,,,,".encode())
    answer = json.loads(done.out)
    assert (done.code, answer["table"], answer["more_errors"]) == (1, "people", 0)
    assert answer["errors"] == [
        {"row": 2, "column": "display_name", "message": "This cell must not be empty."}
    ]
    assert "Row 2, display_name" in done.err


@pytest.mark.parametrize(
    "arguments", [("import",), ("import", "nowhere.csv"), ("import", "--format", "xml", b"")]
)
def test_wrong_usage_ends_with_2(world, run, arguments):
    assert run("people", *arguments).code == 2


def test_an_address_belongs_to_one_person(world, said, bring):
    lines = ("person_code,display_name,email", "P-1,Ana,a@example.org", "P-2,Bo,A@example.org")
    assert said(people, *lines) == ("email", "Row 2 has this address, too.")
    column, words = said(people, lines[0], "P-1,Ana,lou@example.org")
    assert (column, "Somebody else" in words) == ("email", True)


def test_two_may_change_addresses_and_a_new_one_may_take_a_free_one(world, bring):
    lines = ("LOU,Lou,bo@example.org", "BO,Bo,lou@example.org")
    assert bring(people, "person_code,display_name,email", *lines) == (0, 2, 0)
    assert world.lou.email == "bo@example.org"
    lines = ("LOU,Lou,", "P-9,New,bo@example.org")
    assert bring(people, "person_code,display_name,email", *lines) == (1, 1, 0)


def test_who_joins_the_staff_loses_the_card(world, bring):
    before = world.lea.sign_in_version
    bring(people, "person_code,display_name,role", "LEA,Lea,trainer")
    assert (world.lea.card_code, world.lea.pin_hash) == (None, None)
    assert world.lea.sign_in_version == before + 1


def test_the_history_says_who_changed_what(world, bring):
    bring(people, HEADER, ANA, by=world.ema)
    bring(people, "person_code,display_name", "P-1,Ana Kos", by=world.ema)
    changes = db.session.scalars(select(Change).order_by(Change.id)).all()
    assert [(c.noun, c.key, c.verb, c.by) for c in changes] == [
        ("person", "P-1", "created", world.ema),
        ("person", "P-1", "changed", world.ema),
    ]
    assert changes[1].detail == {"before": {"name": "Ana Novak"}, "after": {"name": "Ana Kos"}}


def test_a_coordinator_imports_into_their_own_organisation(world, bring, said):
    bring(people, "person_code,display_name", "P-1,Ana", by=world.ema)
    assert named("P-1").organisation is world.centre
    lines = "person_code,display_name,organisation", "P-2,Bo,aer"
    column, words = said(people, *lines, by=world.ema)
    assert (column, "aec-jesenice" in words) == ("organisation", True)
    column, words = said(people, "person_code,display_name", "OLGA,Olga", by=world.ema)
    assert (column, "another organisation" in words) == ("person_code", True)
    assert bring(people, *lines, by=world.ada) == (1, 0, 0)


def test_nobody_changes_their_own_role_or_an_administrator_by_a_file(world, said):
    header = "person_code,display_name,role"
    assert said(people, header, "EMA,Ema,learner", by=world.ema)[0] == "role"
    assert said(people, header, "ADA,Ada,")[0] == "person_code"
    assert said(people, header, "ADA,Ada,", by=world.ada)[0] == "person_code"


def test_a_coordinator_without_an_organisation_is_told_so(world, said):
    world.ema.organisation = None
    db.session.commit()
    column, words = said(people, "person_code,display_name", "P-1,Ana", by=world.ema)
    assert (column, "no organisation" in words) == (None, True)


def test_a_thousand_people_cost_as_many_statements_as_ten(world, bring):
    def cost(number, first):
        rows = [f"X-{i},Name {i},x{i}@example.org" for i in range(first, first + number)]
        with count_queries() as seen:
            bring(people, "person_code,display_name,email", *rows)
        return len(seen)

    assert cost(10, 0) == cost(900, 100)
    assert db.session.scalar(select(func.count()).select_from(Person)) == 9 + 910


def test_export_is_the_table(world, run):
    done = run("people", "export")
    lines = done.out.splitlines()
    assert (done.code, lines[0], len(lines)) == (0, HEADER, 9)
    assert "LEA,Lea,ليا,en,,,,,aec-jesenice,learner" in lines
    as_json = json.loads(run("people", "export", "--format", "json").out)
    assert [row["person_code"] for row in as_json][:2] == ["BO", "EMA"]


def test_create_prints_a_password_once(world, run, app):
    done = run(
        "people", "create", "--role", "administrator", "--name", "Zoe", "--code", "ZOE",
        "--email", "Zoe@example.org", "--format", "json",
    )  # fmt: skip
    told = json.loads(done.out)
    assert (done.code, told["email"], told["role"]) == (0, "zoe@example.org", "administrator")
    assert (len(told["password"]), named("ZOE").password_hash[:9]) == (19, "$argon2id")
    assert PASSWORD not in done.out


def test_create_prints_card_and_pin_of_a_learner_without_address(world, run):
    done = run(
        "people", "create", "--role", "learner", "--organisation", "tilburg", "--name", "Zoe"
    )
    assert done.code == 0
    assert "pin: " in done.out
    assert f"card: {named(done.out.split()[1]).card_code}" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "trainer", "--name", "Zoe"), "e-mail address comes first"),
        (("--role", "learner", "--name", "Zoe", "--code", "LEA"), "somebody else's"),
        (("--role", "learner", "--name", "Zoe", "--email", "zoe"), "email: This is not"),
        (("--role", "learner", "--name", ""), "display_name: "),
    ],
)
def test_create_refuses_in_words(world, run, arguments, said):
    done = run("people", "create", *arguments)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
