"""How the attestations of an organisation look: a preview keeps all, a change is a version."""

import io

import pytest
from sqlalchemy import select

from lms.attestations.models import Template
from lms.attestations.rules import contrast
from lms.attestations.rules.pictures import NoPicture, look_at
from lms.db import db
from lms.files import File, content_of
from tests.attestations.issued import issued
from tests.evidence.samples import picture

PAGE = "/organisations/aec-jesenice/attestations/design"
PNG = picture("PNG")


@pytest.fixture
def ema(world, visitor):
    return visitor.sign_in(world.ema).visit(PAGE)


def sent(content, name="logo.png"):
    return (io.BytesIO(content), name)


def save(visitor, **typed):
    visitor.press("design", "Save", 204 if visitor.htmx else 303, **typed)


def words(visitor):
    return " ".join(visitor.page.text.split())


def test_a_preview_saves_nothing_and_keeps_what_was_typed_and_sent(world, ema):
    ema.press("design", "Preview", 200, logo=sent(PNG), signatory="Ema Kovač", colour="#7a1f3d")
    assert db.session.scalars(select(Template)).all() == []
    assert ema.page.select_one("img.paper")["src"].startswith("data:image/png;base64,")
    typed = {"signatory": "Ema Kovač", "colour": "#7a1f3d"} if ema.htmx else {}
    save(ema, **typed)
    made = db.session.scalars(select(Template)).one()
    assert (made.signatory, made.colour, made.version) == ("Ema Kovač", "#7a1f3d", 1)
    assert content_of(made.logo_id) == PNG
    assert db.session.get(File, made.logo_id).kind == "image/png"


def test_a_change_is_a_version_and_attestations_keep_theirs(world, ema):
    before = issued(world).template
    save(ema, place="Jesenice", first="sl", second="ar")
    newest = db.session.scalars(select(Template).order_by(Template.version.desc())).first()
    assert (newest.version, newest.languages, newest.place) == (2, ["sl", "ar"], "Jesenice")
    assert (before.version, before.place) == (1, None)
    save(ema)
    assert "Nothing was different" in words(ema)


def test_a_picture_is_taken_away(world, ema):
    save(ema, signature=sent(PNG))
    assert db.session.scalars(select(Template)).one().signature_id
    save(ema, no_signature="y")
    newest = db.session.scalars(select(Template).order_by(Template.version.desc())).first()
    assert newest.signature_id is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"logo": sent(b"not a picture")}, "no picture that can be printed"),
        ({"logo": sent(PNG[:60])}, "cannot be printed"),
        ({"colour": "#ffee88"}, "too light"),
        ({"colour": "blue"}, "like #1d3557"),
        ({"signatory": "x" * 5_000}, "too long: 200 letters or less"),
        ({"place": "x" * 121}, "too long: 120 letters or less"),
        ({"words-en": "x" * 301}, "too long: 300 letters or less"),
        ({"signatory": "王小明"}, "cannot be printed: there are no letters here for 王 小 明"),
        ({"place": "Jesenice 😀"}, "no letters here for 😀"),
        ({"role-en": "王"}, "no letters here for 王"),
        ({"words-sl": "Bravo 한글"}, "no letters here for 한 글"),
        ({"first": "sl", "second": "sl"}, "Both languages are the same"),
    ],
)
def test_what_cannot_be_is_said_in_clear_words_and_the_rest_is_kept(world, ema, typed, told):
    typed = {name: sent(value[0].getvalue()) if isinstance(value, tuple) else value
             for name, value in typed.items()}  # fmt: skip
    ema.press("design", "Save", 422, **({"role-sl": "Direktorica"} | typed))
    assert told in words(ema)
    if not ema.htmx:
        assert ema.page.find(id="design_role-sl")["value"] == "Direktorica"
    assert db.session.scalars(select(Template)).all() == []


def test_a_picture_that_was_made_up_is_not_taken(world, ema):
    save(ema, logo_kept="made-up", place="Jesenice")
    assert db.session.scalars(select(Template)).one().logo_id is None


def test_a_picture_of_more_than_a_megabyte_or_of_too_many_points_is_refused(app):
    with app.test_request_context("/"):
        with pytest.raises(NoPicture, match="too big"):
            look_at(PNG + b"0" * 1_100_000)
        with pytest.raises(NoPicture, match="too large"):
            look_at(picture("PNG", (5_000, 1_000)))


def test_contrast_is_what_wcag_says():
    assert round(contrast("#000000"), 2) == 21
    assert round(contrast("#ffffff"), 2) == 1
    assert contrast("#767676") >= 4.5 > contrast("#777777")
