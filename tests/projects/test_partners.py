"""Partners and programmes of a project, and what an organisation is, changed in the browser."""

from sqlalchemy import select

from lms.db import db
from lms.people.models import Change
from lms.projects.models import Project
from tests.cast import NOW
from tests.projects.samples import wide
from tests.visitor import Visitor


def there(project):
    db.session.expire_all()
    return [(one.organisation.slug, one.role, one.reports) for one in project.partners]


def test_who_leads_puts_a_partner_in_and_takes_it_out(app, world):
    project = wide(world)
    home, other = project.lead.slug, world.oto.organisation.slug
    ema = Visitor(app).sign_in(world.ema).visit("/projects/wide/partners")
    ema.press("partners", "Save", add=other, role="A city", reports=None)
    assert there(project) == [(home, None, True), (other, {"en": "A city"}, False)]
    ema.visit("/projects/wide/partners")
    ema.press("partners", "Save", add="", **{f"reports-{other}": "yes"})
    assert there(project)[1] == (other, {"en": "A city"}, True)
    ema.visit("/projects/wide/partners").press("partners", "Save", **{f"out-{other}": "yes"})
    assert there(project) == [(home, None, True)]
    kept = db.session.scalars(select(Change).where(Change.key == "wide").order_by(Change.id)).all()
    assert [(one.verb, one.by, one.at) for one in kept] == [
        ("partners changed", world.ema, NOW)
    ] * 3


def test_the_lead_stays_and_a_long_role_is_not_lost(app, world):
    project = wide(world)
    home = project.lead.slug
    ema = Visitor(app).sign_in(world.ema).visit("/projects/wide/partners")
    ema.press("partners", "Save", status=409, **{f"out-{home}": "yes"})
    ema.visit("/projects/wide/partners")
    ema.press("partners", "Save", status=422, **{f"role-{home}": "x" * 301})
    assert ema.page.find("input", {"name": f"role-{home}"})["value"] == "x" * 301
    assert there(project) == [(home, None, True)]


def test_programmes_of_partners_are_put_into_the_project_and_out(app, world):
    project = wide(world)
    ema = Visitor(app).sign_in(world.ema).visit("/projects/wide/partners")
    offered = {one["value"] for one in ema.page.select("input[name=programme]")}
    assert world.local.slug in offered
    ema.press("partners", "Save", programme=None)
    db.session.expire_all()
    assert project.programmes == []
    assert (
        db.session.scalars(select(Change.verb).order_by(Change.id)).all()[-1]
        == "programmes changed"
    )


def test_an_organisation_is_changed_by_who_coordinates_it(app, world):
    home = world.ema.organisation
    ema = Visitor(app).sign_in(world.ema).visit(f"/organisations/{home.slug}/edit")
    ema.press("edited", "Save", status=422, country="QX")
    assert "two letters of the country" in ema.page.text
    ema.press("edited", "Save", country="si", kind="adult_education_centre")
    db.session.expire_all()
    assert (home.country, home.kind) == ("SI", "adult_education_centre")
    Visitor(app).sign_in(world.oto).visit(f"/organisations/{home.slug}/edit", status=403)
    change = db.session.scalars(select(Change).where(Change.noun == "organisation")).one()
    assert (change.by, change.detail["after"]["country"]) == (world.ema, "SI")
    assert db.session.scalars(select(Project)).all() == []
