"""The list of people, a person's page, and their record."""

from datetime import date

import pytest

from lms.db import db
from lms.people import actions, queries
from lms.people.models import Change, Role
from tests import cast
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor

NEW = {"code": "P-1", "name": "Fatima Al-Sayed"}


@pytest.fixture
def at_list(visitor, world):
    return visitor.sign_in(world.ema).visit("/people")


@pytest.fixture
def at_form(visitor, world):
    return visitor.sign_in(world.ema).visit("/new-person")


def names(visitor):
    return [link.text for link in visitor.page.select("#cards tbody th a")]


def test_a_coordinator_sees_the_people_of_their_organisation_by_name(at_list):
    assert names(at_list) == ["Bo", "Ema", "Lea", "Lou", "Sam", "Tara"]


def test_an_administrator_sees_everybody(app, world):
    visitor = Visitor(app).sign_in(world.ada).visit("/people")
    assert names(visitor) == ["Ada", "Bo", "Ema", "Lea", "Lou", "Olga", "Oto", "Sam", "Tara"]


def test_a_coordinator_of_no_organisation_sees_nobody(app, world):
    world.oto.organisation = None
    assert db.session.scalars(queries.everyone(world.oto)).all() == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("lea", ["Lea"]), ("لِيا", ["Lea"]), ("lou EXAMPLE.org", ["Lou"]), ("100%", []), ("_", [])],
)
def test_words_find_any_part_of_name_code_or_email(at_list, words, found):
    at_list.press("filters", "Show", status=200, q=words)
    assert names(at_list) == found
    assert at_list.page.find(id="q")["value"] == words


def test_accents_and_case_do_not_matter(app, world):
    for name in ("Željka Šola", "ŠPELA", "zelena"):
        db.session.add(cast.person(name, world.centre, email=None, code=name))
    db.session.commit()
    found = [p.name for p in db.session.scalars(queries.everyone(world.ema, "ze"))]
    assert found == ["zelena", "Željka Šola"]
    assert [p.name for p in db.session.scalars(queries.everyone(world.ema, "špela"))] == ["ŠPELA"]


def test_the_role_filter_stays_in_the_address(at_list):
    at_list.press("filters", "Show", status=200, role="trainer")
    assert names(at_list) == ["Sam", "Tara"]
    assert "role=trainer" in at_list.url


def test_a_long_list_has_pages_and_each_costs_the_same(app, world):
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as few:
        visitor.visit("/people")
    db.session.add_all(
        cast.person(f"N{n:03}", world.centre, email=None, card_code=f"C{n}") for n in range(60)
    )
    db.session.commit()
    with count_queries() as many:
        visitor.visit("/people?page=2")
    assert len(many) == len(few)
    assert len(names(visitor)) == 16
    assert "66 people" in visitor.text("caption")


def test_a_persons_page_costs_the_same_with_a_long_history(app, world):
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as few:
        visitor.visit("/people/LEA")
    for n in range(30):
        by = (world.ema, world.ada, None)[n % 3]
        actions.change(world.lea, {"phone": f"{n}"}, by=by, now=NOW)
    db.session.commit()
    with count_queries() as many:
        visitor.visit("/people/LEA")
    assert len(many) == len(few)
    assert len(visitor.page.select("#changes tbody tr")) == 30


def test_the_organisation_on_a_persons_page_leads_to_its_name_and_country(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LEA")
    visitor.visit(visitor.page.find("a", string="Adult Education Centre Jesenice")["href"])
    assert visitor.url == "/organisations/aec-jesenice/edit"


def test_a_new_person_needs_a_name_only(at_form, world):
    suggested = at_form.page.find(id="record_code")["value"]
    assert suggested.startswith("P-")
    at_form.press("record", "Save", name="  شادية   حسن ")
    assert "is in the list now" in at_form.text("#notice")
    made = queries.person(suggested)
    assert (made.name, made.role, made.organisation) == ("شادية حسن", Role.LEARNER, world.centre)
    assert (made.email, made.language, made.birth_date) == (None, None, None)


def test_everything_that_was_typed_is_kept(at_form):
    typed = {
        "native_name": "فاطمة",
        "language": "uk",
        "email": "Fatima@Example.org",
        "phone": "+386 40 123 456",
        "gender": "F",
        "born_day": "٢٧",
        "born_month": "3",
        "born_year": "1990",
        "role": "trainer",
    }
    at_form.press("record", "Save", **NEW, **typed)
    made = queries.person("P-1")
    assert made.birth_date == date(1990, 3, 27)
    assert (made.email, made.language, made.role) == ("fatima@example.org", "uk", "trainer")
    assert "українська · Ukrainian" in at_form.text("main")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": " "}, "Type the full name."),
        ({"code": "LEA"}, "Somebody has this code already."),
        ({"code": "a b/c"}, "Use letters, numbers and - only"),
        ({"code": "x" * 41}, "This is too long"),
        ({"email": "lou(at)example"}, "name@example.org"),
        ({"email": "LOU@example.org"}, "Somebody has this e-mail address already."),
        ({"born_day": "31", "born_month": "4", "born_year": "1990"}, "There is no such day."),
        ({"born_day": "1", "born_month": "", "born_year": "1990"}, "There is no such day."),
        ({"born_day": "1", "born_month": "1", "born_year": "9" * 30}, "There is no such day."),
        ({"born_day": "1", "born_month": "1", "born_year": "2090"}, "Look at the year again"),
        ({"phone": "0" * 41}, "This is too long"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_what_was_typed_stays(at_form, typed, words):
    at_form.press("record", "Save", status=422, **(NEW | typed))
    assert words in at_form.text("#record_complaints")
    assert at_form.text("title").startswith("Error: New person")
    for name, value in (NEW | typed).items():
        assert at_form.page.find(id=f"record_{name}")["value"] == value


def test_a_coordinator_cannot_make_an_administrator_nor_choose_the_organisation(at_form):
    options = [option["value"] for option in at_form.page.select("#record_role option")]
    assert options == ["learner", "trainer", "coordinator"]
    assert at_form.page.find(id="record_organisation") is None
    at_form.press("record", "Save", status=422, **NEW, role="administrator", organisation="2")
    assert queries.person("P-1") is None


def test_an_administrator_chooses_both(visitor, world):
    visitor.sign_in(world.ada).visit("/new-person")
    typed = {"role": "administrator", "organisation": str(world.network.id)}
    visitor.press("record", "Save", **NEW, **typed)
    made = queries.person("P-1")
    assert (made.role, made.organisation_id) == ("administrator", world.network.id)


def test_the_organisation_stays_when_an_administrator_changes_something_else(visitor, world):
    visitor.sign_in(world.ada).visit("/people/OLGA/edit")
    assert (
        visitor.page.select_one("#record_organisation option[selected]").text
        == "Assembly of European Regions"
    )
    visitor.press("record", "Save", phone="1")
    assert queries.person("OLGA").organisation == world.network
    visitor.visit("/people/OLGA/edit").press("record", "Save", organisation="")
    assert queries.person("OLGA").organisation is None


def test_a_change_is_saved_and_its_history_says_who_when_and_what(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LEA/edit")
    assert visitor.page.find(id="record_code") is None
    visitor.press("record", "Save", name="Lea Novak", gender="F", born_year="")
    row = visitor.text("#changes tbody tr")
    assert row.startswith("24 March 2022 20:30EmaChanged")
    assert "Full name: before: Lea since then: Lea Novak" in row
    assert "Gender: before: – since then: Woman" in row
    visitor.visit("/people/LEA/edit").press("record", "Save")
    assert "Nothing was different" in visitor.text("#notice")


def test_an_email_that_is_ones_own_may_stay(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LOU/edit")
    visitor.press("record", "Save", phone="1")
    assert "Saved." in visitor.text("#notice")


def test_who_joins_the_staff_loses_the_card_and_is_signed_out(visitor, world):
    lea = Visitor(visitor.app).sign_in(world.lea)
    visitor.sign_in(world.ema).visit("/people/LEA/edit")
    visitor.press("record", "Save", role="trainer", email="lea@example.org")
    assert (world.lea.card_code, world.lea.pin_hash) == (None, None)
    assert lea.visit("/languages").page.find(id="sign_out") is None


def test_nobody_changes_their_own_role(visitor, world):
    visitor.sign_in(world.ema).visit("/people/EMA/edit")
    assert visitor.page.find(id="record_role") is None
    visitor.press("record", "Save", phone="1", role="administrator")
    assert world.ema.role == Role.COORDINATOR


@pytest.mark.parametrize("url", ["/people/OLGA", "/people/OLGA/edit", "/people/OLGA/card"])
def test_people_of_another_organisation_are_not_shown(visitor, world, url):
    visitor.sign_in(world.ema).visit(url, status=403)
    assert "not yours to open" in visitor.text("#notice")


def test_a_code_that_nobody_has_is_not_found(visitor, world):
    visitor.sign_in(world.ema).visit("/people/NOBODY", status=404)


def test_a_coordinator_reads_but_does_not_change_an_administrator(visitor, world):
    world.ada.organisation = world.centre
    visitor.sign_in(world.ema).visit("/people/ADA")
    assert "Change" not in visitor.text("main")
    visitor.visit("/people/ADA/edit", status=403)


def test_a_code_taken_meanwhile_is_refused_by_the_action_itself(world):
    with pytest.raises(actions.Refused, match="somebody else's already"):
        actions.create({"code": "LEA", "name": "Lea"}, by=world.ema, now=NOW)


def test_what_the_command_line_did_has_no_name(visitor, world):
    db.session.add(Change(noun="person", key="LOU", verb="created", at=NOW, by_id=None))
    visitor.sign_in(world.ema).visit("/people/LOU")
    assert "A file or command on the server" in visitor.text("main")


def test_names_of_organisations_not_numbers_stand_in_the_history(visitor, world):
    actions.change(world.lou, {"organisation_id": world.network.id}, by=world.ada, now=NOW)
    visitor.sign_in(world.oto).visit("/people/LOU")
    assert "since then: Assembly of European Regions" in visitor.text("main")


def test_the_search_follows_a_changed_name(world):
    actions.change(world.lou, {"name": "Łucja Đorđević"}, by=world.ema, now=NOW)
    db.session.flush()
    assert db.session.scalars(queries.everyone(world.ema, "djordjevic")).all() == []
    assert db.session.scalars(queries.everyone(world.ema, "đorđevic")).all() == [world.lou]
