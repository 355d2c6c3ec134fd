"""What is printed for the funder: the project, the statement, a logo by its content; and what
proves a presence."""

import io

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.files import File
from lms.people.models import Change
from tests.evidence import samples
from tests.evidence.paper import document, pages, printed
from tests.visitor import Visitor

PAGE = "/programmes/digital-local/printed"


@pytest.fixture
def ema(visitor, world):
    return visitor.sign_in(world.ema).visit(PAGE)


def save(visitor, status=None, logo=None, **typed):
    if logo is not None:
        typed["logo"] = (io.BytesIO(logo), "logo.png")
    return visitor.press("printed", "Save", status, **typed)


def files():
    return db.session.scalar(select(func.count()).select_from(File))


def test_the_way_is_from_the_settings(ema):
    ema.visit("/programmes/digital-local/settings")
    assert ema.page.find(id="way_evidence_printed")["href"] == PAGE


def test_project_and_statement_are_on_every_list(ema, app, world):
    save(ema, project=" Together ", funding="Paid by a fund.\r\nAgreement 4711")
    assert (world.local.project, world.local.funding) == (
        "Together", "Paid by a fund.\nAgreement 4711",
    )  # fmt: skip
    (change,) = db.session.scalars(select(Change).where(Change.verb == "settings changed"))
    assert change.detail["after"]["project"] == "Together"
    sheet = printed(world.tonight, world.tara)
    text = pages(document(Visitor(app).sign_in(world.tara), sheet))[0]
    assert "Together Paid by a fund. Agreement 4711" in text
    save(ema)
    assert "Nothing was different" in ema.text("#notice")


def test_a_logo_of_four_million_points_is_printed(ema, world):
    save(ema, logo=samples.picture("PNG", (2000, 2000)))
    assert world.local.logo_id


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_logo_is_shown_printed_and_taken_away(ema, app, world, form):
    logo = samples.picture(form, (300, 100))
    save(ema, logo=logo)
    shown = ema.page.select_one("img.logo")
    assert ema.send("GET", shown["src"]).data == logo
    sheet = printed(world.tonight, world.tara)
    tara = Visitor(app).sign_in(world.tara)
    assert "Place for the logo" not in pages(document(tara, sheet))[0]
    save(ema, no_logo="y")
    assert world.local.logo_id is None
    assert files() == 0
    assert ema.send("GET", "/programmes/digital-local/logo").status_code == 404


def test_a_logo_of_two_programmes_stays_for_the_other(ema, world):
    save(ema, logo=samples.picture("PNG"))
    world.cities.logo_id = world.local.logo_id
    db.session.commit()
    save(ema, no_logo="y")
    assert files() == 1


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (b"MZ\x90\0", "This is no logo."),
        (samples.written(samples.paper()), "This is no logo."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is no logo."),
        (samples.picture("PNG")[:60], "cannot be printed"),
        (samples.png_of(40, 30), "cannot be printed"),
        (samples.png_of(40_000, 30_000), "too large"),
        (samples.picture("PNG", (2001, 2000)), "too large"),
        (samples.picture("JPEG", (2001, 2000)), "too large"),
    ],
)
def test_what_is_no_logo_is_refused_with_words(ema, world, logo, words):
    save(ema, 422, logo=logo, project="Together")
    assert words in ema.text("#printed_complaints")
    assert world.local.logo_id is None
    assert ema.page.find(id="printed_project")["value"] == "Together"


def test_at_least_one_thing_proves_a_presence(ema, world):
    for box in ema.page.select("#printed_proofs input"):
        box.attrs.pop("checked", None)
    save(ema, 422)
    assert "Choose at least one" in ema.text("#printed_complaints")
    save(ema, proofs="signature")
    assert world.local.proofs == ["signature"]
    boxes = [box["value"] for box in ema.page.select("#printed_proofs input[checked]")]
    assert boxes == ["signature"]


def test_a_statement_that_is_too_long_is_said(ema, world):
    save(ema, 422, funding="x" * 501)
    assert "This is too long." in ema.text("#printed_complaints")


def test_a_logo_of_more_than_a_megabyte_is_too_big(app, world):
    ema = Visitor(app).sign_in(world.ema).visit(PAGE)
    token = ema.page.select_one("#printed [name=csrf_token]")["value"].encode()
    part = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    body = part % (b"csrf_token", token) + part % (b"proofs", b"signature")
    body += part % (b'logo"; filename="x.png', bytes(1024 * 1024 + 1)) + b"--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    ema.look(ema.send("POST", PAGE, body, kind), 422)
    assert "Send one of 1 MB or less." in ema.text("#printed_complaints")
