"""The list of organisations, and a new one made in the browser."""

import csv
import io

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people import queries as people
from lms.people.models import Change, Organisation, Role
from lms.projects.models import Partner
from tests import cast
from tests.cast import NOW
from tests.projects.samples import wide
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def ada(app, world):
    return Visitor(app).sign_in(world.ada)


@pytest.fixture
def at_form(visitor, world):
    return visitor.sign_in(world.ada).visit("/new-organisation")


def names(visitor):
    return [one.find("bdi").text for one in visitor.page.select("tbody th")]


def cells(visitor, row):
    return [one.text for one in visitor.page.select(f"tbody tr:nth-of-type({row}) td")]


def rows(visitor, url):
    return list(csv.DictReader(io.StringIO(visitor.file(url).lstrip("\ufeff"))))


def organisation(slug):
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def test_an_administrator_sees_all_with_their_people_and_groups(ada, world):
    gone = cast.person("Gone", world.centre, email=None, code="GONE")
    gone.erased_at = NOW
    db.session.add(gone)
    world.centre.country, world.centre.kind = "SI", "adult_education_centre"
    db.session.commit()
    ada.visit("/people").visit(ada.page.find(id="way_projects_organisations")["href"])
    assert names(ada) == ["Adult Education Centre Jesenice", "Assembly of European Regions"]
    assert cells(ada, 1) == ["Slovenia", "Adult education centre", "6", "2"]
    assert cells(ada, 2) == ["–", "–", "2", "1"]
    ada.visit(ada.page.select_one("tbody th a")["href"])
    assert ada.url == "/organisations/aec-jesenice/edit"


def test_a_coordinator_sees_their_own_and_the_partners_of_its_projects_without_numbers(app, world):
    project = wide(world)
    lisbon, oslo = (
        Organisation(slug="lisbon", name="Lisbon"),
        Organisation(slug="oslo", name="Oslo"),
    )
    db.session.add_all([lisbon, oslo])
    project.partners.append(Partner(organisation=lisbon, position=1))
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema).visit("/organisations")
    assert names(ema) == ["Adult Education Centre Jesenice", "Lisbon"]
    assert [one.text for one in ema.page.select("thead th")] == ["Name", "Country", "Kind"]
    links = [one["href"] for one in ema.page.select("tbody th a")]
    assert links == ["/organisations/aec-jesenice/edit"]
    assert ema.page.find("a", string="New organisation") is None
    found = rows(ema, "/organisations.csv")
    assert [list(one) for one in found] == [["name", "country", "kind"]] * 2
    assert [one["name"] for one in found] == ["Adult Education Centre Jesenice", "Lisbon"]


def test_a_partner_sees_who_leads(app, world):
    project = wide(world)
    project.partners.append(Partner(organisation=world.network, position=1))
    project.partners = [one for one in project.partners if one.organisation == world.network]
    db.session.commit()
    oto = Visitor(app).sign_in(world.oto).visit("/organisations")
    assert names(oto) == ["Adult Education Centre Jesenice", "Assembly of European Regions"]


def test_a_coordinator_of_no_organisation_sees_none_and_is_told_why(app, world):
    una = cast.person("Una", None, role=Role.COORDINATOR)
    db.session.add(una)
    db.session.commit()
    at_list = Visitor(app).sign_in(una).visit("/organisations")
    assert names(at_list) == []
    assert "no organisation yet" in at_list.page.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("JESENICE adult", ["aec-jesenice"]),
        ("lodz", ["city"]),
        ("ŁODZ", []),
        ("aer", ["aer"]),
        ("old town", ["city"]),
        ("%", []),
    ],
)
def test_a_part_of_a_name_in_any_case_is_enough_to_find_one(ada, words, found):
    city = Organisation(slug="city", name="Lódź", aliases=[{"name": "The Old Town"}])
    db.session.add(city)
    db.session.commit()
    ada.visit("/organisations").press("filters", "Show", status=200, q=words)
    assert [one.text for one in ada.page.select("tbody th .code")] == found
    assert ada.page.find(id="q")["value"] == words
    taken = ada.page.find("a", string="CSV")
    if found:
        assert [one["organisation"] for one in rows(ada, taken["href"])] == found


def test_files_have_what_the_list_has(ada, world):
    first = rows(ada, "/organisations.csv")[0]
    assert first == {
        "name": "Adult Education Centre Jesenice", "country": "", "kind": "",
        "organisation": "aec-jesenice", "people": "6", "groups": "2",
    }  # fmt: skip
    for kind, begins in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        assert ada.client.get(f"/organisations.{kind}").data.startswith(begins)
    ada.visit("/organisations.doc", status=404)


def test_a_long_list_has_pages_and_each_costs_the_same(ada):
    ada.visit("/organisations")
    with count_queries() as few:
        ada.visit("/organisations")
    db.session.add_all(Organisation(slug=f"n-{n}", name=f"N {n:03}") for n in range(600))
    db.session.commit()
    with count_queries() as many:
        ada.visit("/organisations?page=2")
    assert len(many) == len(few)
    assert len(few) <= 6, few
    assert len(names(ada)) == 50
    assert "602 organisations" in ada.text("#found")
    assert len(rows(ada, "/organisations.csv")) == 602


def test_a_new_one_needs_a_name_only_and_who_made_it_is_kept(at_form, world):
    at_form.press("made", "Save", name="  Ljudska univerza  Škofja Loka ", country="si")
    assert at_form.url == "/organisations/ljudska-univerza-skofja-loka/edit"
    assert "is in the list now" in at_form.text("#notice")
    made = organisation("ljudska-univerza-skofja-loka")
    assert (made.country, made.kind) == ("SI", None)
    kept = db.session.scalars(select(Change).where(Change.noun == "organisation")).one()
    assert (kept.key, kept.verb, kept.by, kept.at) == (made.slug, "created", world.ada, NOW)
    assert kept.detail == {"name": made.name, "country": "SI", "kind": None}


@pytest.mark.parametrize(
    ("name", "slug"), [("Šola  Kranj", "sola-kranj"), ("Łódź", "lodz"), ("مركز", "")]
)
def test_who_looks_for_one_in_vain_makes_it_with_that_name_and_a_proposed_short_name(
    ada, name, slug
):
    ada.visit("/organisations").press("filters", "Show", status=200, q=name)
    ada.visit(ada.page.find(id="make")["href"])
    assert ada.page.find(id="f_name")["value"] == name
    assert ada.page.find(id="f_slug").get("value", "") == slug


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "assembly of  EUROPEAN regions"}, "Assembly of European Regions is there"),
        ({"name": "The Old Network"}, "Assembly of European Regions is there already, as aer."),
        ({"slug": "aer"}, "Assembly of European Regions has this short name."),
        ({"slug": "", "name": "AER"}, "Assembly of European Regions has this short name."),
        ({"slug": "Not So"}, "Use small letters a to z, digits and hyphens."),
        ({"slug": "", "name": "مركز"}, "Use small letters a to z, digits and hyphens."),
        ({"name": ""}, "Type a name."),
        ({"country": "QX"}, "two letters of the country"),
    ],
)
def test_what_is_there_is_refused_by_its_name_and_nothing_is_lost(at_form, world, typed, words):
    world.network.aliases = [{"name": "The Old Network"}]
    db.session.commit()
    typed = {"name": "Kranj", "slug": "kranj", "country": "SI", "kind": "city"} | typed
    at_form.press("made", "Save", status=422, **typed)
    assert words in at_form.page.text
    typed["slug"] = typed["slug"] or ("aer" if typed["name"] == "AER" else "")
    for name in ("name", "slug", "country"):
        assert at_form.page.find(id=f"f_{name}").get("value", "") == typed[name]
    assert at_form.page.select_one("#f_kind option[selected]")["value"] == "city"
    assert organisation("kranj") is None
    assert db.session.scalars(select(Change).where(Change.noun == "organisation")).all() == []


@pytest.mark.parametrize("refused", ["Assembly of European Regions", ""])
def test_a_short_name_is_proposed_from_the_name_that_is_taken_not_from_one_that_was_refused(
    at_form, refused
):
    at_form.press("made", "Save", status=422, name=refused, slug="")
    assert at_form.page.find(id="f_slug").get("value", "") == ""
    assert len(at_form.page.select("#f_complaints a")) == 1
    at_form.press("made", "Save", name="Kranj")
    assert organisation("kranj").name == "Kranj"


def test_who_writes_a_name_that_proposes_no_short_name_reads_which_field_is_meant(at_form):
    at_form.press("made", "Save", status=422, name="مركز", slug="")
    assert "Short name: Use small letters a to z" in at_form.text("#f_complaints")


@pytest.mark.parametrize("typed", ["Assembly of  European REGIONS", "The old network"])
def test_one_that_is_changed_takes_no_other_ones_name(visitor, world, typed):
    world.network.aliases = [{"name": "The Old Network"}]
    db.session.commit()
    visitor.sign_in(world.ada).visit("/organisations/aec-jesenice/edit")
    visitor.press("edited", "Save", status=422, name=typed, country="SI", kind="city")
    assert "has this name, or had it: Assembly of European Regions." in visitor.page.text
    assert visitor.page.find(id="there")["href"] == "/organisations/aer/edit"
    assert visitor.page.find(id="f_name")["value"] == typed
    assert visitor.page.find(id="f_country")["value"] == "SI"
    assert visitor.page.select_one("#f_kind option[selected]")["value"] == "city"
    home = organisation("aec-jesenice")
    assert (home.name, home.country) == ("Adult Education Centre Jesenice", None)
    assert db.session.scalars(select(Change).where(Change.noun == "organisation")).all() == []


def test_the_name_that_it_has_may_be_written_otherwise_and_one_that_it_had_comes_back(
    visitor, world
):
    world.centre.aliases = [{"name": "Workers' University"}]
    db.session.add(Organisation(slug="twin", name="ADULT education centre Jesenice"))
    db.session.commit()
    visitor.sign_in(world.ema).visit("/organisations/aec-jesenice/edit")
    for name in ("adult Education Centre Jesenice", "Workers' University"):
        left = 204 if visitor.htmx else 303
        visitor.press("edited", "Save", status=left, name=name, country="SI")
        assert organisation("aec-jesenice").name == name


def test_a_coordinator_is_led_to_a_partner_of_that_name_in_the_list_and_to_no_stranger(app, world):
    project = wide(world)
    lisbon, oslo = (Organisation(slug=name.lower(), name=name) for name in ("Lisbon", "Oslo"))
    db.session.add_all([lisbon, oslo])
    project.partners.append(Partner(organisation=lisbon, position=1))
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema).visit("/organisations/aec-jesenice/edit")
    ema.press("edited", "Save", status=422, name="lisbon")
    ema.visit(ema.page.find(id="there")["href"])
    assert names(ema) == ["Lisbon"]
    ema.visit("/organisations/aec-jesenice/edit")
    ema.press("edited", "Save", status=422, name="oslo")
    assert "has this name, or had it: Oslo." in ema.page.text
    assert ema.page.find(id="there") is None


def test_a_new_one_leads_to_who_has_its_name(at_form):
    at_form.press("made", "Save", status=422, name="assembly of european regions")
    at_form.visit(at_form.page.find(id="there")["href"])
    assert at_form.url == "/organisations/aer/edit"


def test_where_the_organisation_of_a_new_person_is_missing_it_is_made_and_chosen(visitor, world):
    visitor.sign_in(world.ada).visit("/new-person")
    visitor.visit(visitor.page.find(id="way_projects_new_organisation")["href"])
    visitor.press("made", "Save", status=422, name="")
    visitor.press("made", "Save", name="Kranj")
    assert visitor.url == "/new-person?organisation=kranj"
    assert visitor.page.select_one("#record_organisation option[selected]").text == "Kranj"
    typed = {"code": "K-1", "name": "Kaja", "email": "kaja@example.org", "role": "coordinator"}
    visitor.press("record", "Save", **typed)
    assert people.person("K-1").organisation == organisation("kranj")


def test_a_coordinator_is_not_led_to_what_only_administrators_make(app, world):
    ema = Visitor(app).sign_in(world.ema).visit("/new-person?organisation=aer")
    assert ema.page.find(id="way_projects_new_organisation") is None
    ema.press("record", "Save", code="K-1", name="Kaja")
    assert people.person("K-1").organisation == world.centre
    ema.visit("/new-organisation", status=403)
