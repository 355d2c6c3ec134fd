"""Views of figures under a name, and the mail of Monday."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people.models import Change
from lms.reports.models import Digest, SavedView
from lms.reports.queries.saved import shared_with
from tests.cast import NOW
from tests.visitor import Visitor


def saved(world, address, *, shared=False, by=None):
    who = by or world.ema
    view = SavedView(
        person=who, title="Spring", address=address, is_shared=shared,
        organisation_id=who.organisation_id, made_at=NOW,
    )  # fmt: skip
    db.session.add(view)
    db.session.commit()
    return view


def test_a_page_with_its_filters_is_saved_under_a_name_and_opened_again(visitor, world):
    visitor.sign_in(world.ema).visit("/views?address=/dashboard%3Fgroup%3Djes-a%26page%3D2")
    visitor.press("view", "Save", **{"title": "My group"})
    assert "My group" in visitor.text("#main")
    view = db.session.scalars(select(SavedView)).one()
    assert view.address == "/dashboard?group=jes-a"
    visitor.visit(f"/views/{view.id}", 303)
    assert visitor.url == "/dashboard?group=jes-a"
    assert db.session.scalars(select(Change).filter_by(noun="view")).one().by_id == world.ema.id


def test_without_a_name_it_is_not_saved_and_what_was_to_be_saved_stays(visitor, world):
    visitor.sign_in(world.ema).visit("/views?address=/dashboard%3Fgroup%3Djes-a")
    visitor.press("view", "Save", 422, title=" ")
    assert "Give it a name" in visitor.text("#view_complaints")
    assert visitor.page.find(id="view_address")["value"] == "/dashboard?group=jes-a"


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "/nothing", ""])
def test_only_pages_of_this_site_are_saved(app, world, address):
    ema = Visitor(app).sign_in(world.ema).visit("/views?address=/dashboard")
    ema.press("view", "Save", 409, title="T", address=address)
    assert db.session.scalars(select(SavedView)).all() == []


def test_a_view_whose_group_is_gone_says_so_and_opens_without_it(app, world):
    view = saved(world, "/dashboard?programme=digital-local&group=gone")
    ema = Visitor(app).sign_in(world.ema).visit(f"/views/{view.id}")
    assert "The group of this view is not there any more." in ema.text("#main")
    assert ema.page.select_one(".btn.now")["href"] == "/dashboard?programme=digital-local"


def test_the_others_of_the_organisation_open_a_shared_view_and_nobody_else(app, world):
    view = saved(world, "/dashboard?group=jes-a", shared=True)
    own = saved(world, "/dashboard?group=jes-b")
    tara = Visitor(app).sign_in(world.tara).visit("/views")
    assert "by Ema" in tara.text("#main")
    assert tara.page.select_one(".saved-views a")["href"] == f"/views/{view.id}"
    tara.visit(f"/views/{own.id}", 403)
    oto = Visitor(app).sign_in(world.oto).visit("/views")
    assert "Spring" not in oto.text("#main")
    oto.visit(f"/views/{view.id}", 403)


def test_it_is_shared_by_its_owner_and_taken_back_and_removed(visitor, world):
    view = saved(world, "/dashboard")
    visitor.sign_in(world.ema).visit("/views").press(f"share_{view.id}", "Share")
    assert "shared" in visitor.text(".saved-views")
    visitor.press(f"share_{view.id}", "Do not share")
    visitor.visit("/views").press(f"remove_{view.id}", "Remove")
    assert db.session.scalars(select(SavedView)).all() == []


def test_the_mail_of_monday_is_wanted_and_not_wanted_any_more(visitor, world):
    visitor.sign_in(world.ema).visit("/views").press("digest", "Send me the mail")
    assert db.session.get(Digest, world.ema.id)
    visitor.visit("/views").press("digest", "No mail any more")
    assert db.session.scalars(select(Digest)).all() == []


def test_two_views_of_one_person_have_two_names(visitor, world):
    saved(world, "/dashboard?group=jes-a")
    visitor.sign_in(world.ema).visit("/views?address=/dashboard")
    visitor.press("view", "Save", 409, title="Spring")
    assert "Give this one another name" in visitor.text("#notice")
    assert [one.address for one in db.session.scalars(select(SavedView))] == [
        "/dashboard?group=jes-a"
    ]


def test_who_is_of_no_organisation_is_shown_no_views_of_others(world):
    view = saved(world, "/dashboard", shared=True)
    view.organisation_id, world.tara.organisation_id = None, None
    db.session.commit()
    assert db.session.scalars(shared_with(world.tara)).all() == []
