"""Sets of indicators in the browser: read in words, brought in after a look."""

import io

import pytest
import yaml
from sqlalchemy import select

from lms.db import db
from lms.indicators.actions.sets import keep
from lms.indicators.queries import sets
from lms.people.models import Change
from tests.cast import NOW
from tests.indicators.sets import OWN_SET

TEXT = yaml.safe_dump(OWN_SET, sort_keys=False)
CYCLE = TEXT.replace("any:", "any:\n    - indicator: women", 1)


@pytest.fixture
def own(world):
    keep("own", OWN_SET, by=None, now=NOW)
    db.session.commit()
    return world


def hand_in(visitor, status=200, **typed):
    visitor.visit("/indicators/upload")
    visitor.press("set", "Check the set", status, **({"slug": "own"} | typed))
    return visitor.text()


def test_a_coordinator_reads_what_each_figure_counts(visitor, own):
    visitor.sign_in(own.ema)
    assert "Our own" in visitor.visit("/indicators").text()
    words = visitor.visit("/indicators/own").text()
    for said in ("people who came to an activity", "migrants", "at least one of these", "Women"):
        assert said in words
    assert "Bring in a new version" not in words


def test_an_administrator_looks_and_then_keeps(visitor, own):
    visitor.sign_in(own.ada)
    looked = hand_in(visitor, text=TEXT.replace("Our own", "Our other"))
    assert "version 2" in looked
    db.session.expire_all()
    assert sets.set_("own").number == 1
    visitor.press("keep", "Save the set")
    db.session.expire_all()
    kept = sets.set_("own")
    assert (kept.number, kept.version.content["title"]) == (2, {"en": "Our other"})
    assert kept.version.by_id == own.ada.id
    change = db.session.scalar(select(Change).where(Change.noun == "indicator_set"))
    assert (change.verb, change.by_id) == ("updated", own.ada.id)
    assert "not in force any more" in visitor.visit("/indicators/own?version=1").text()
    visitor.visit("/indicators/own?version=9", 404)


def test_the_text_of_a_set_is_there_to_be_changed(visitor, own):
    visitor.sign_in(own.ada)
    visitor.visit("/indicators/upload?set=own")
    visitor.press("set", "Check the set", 200)
    assert "It is the same as the version in force." in visitor.text()


def test_a_file_is_read_as_its_text_is(visitor, own):
    visitor.sign_in(own.ada)
    file = (io.BytesIO(TEXT.encode()), "set.yaml")
    assert "It becomes a new set" in hand_in(visitor, slug="new-one", file=file)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CYCLE, "need one another without an end"),
        (TEXT.replace("fact: came", "fact: danced"), "danced"),
        (TEXT.replace("any:", "sum:"), "This is no formula"),
        ("title: [", "cannot be read as YAML"),
        ("", "write the text here"),
        ("hello", "Write keys and values here"),
    ],
    ids=["cycle", "fact", "formula", "yaml", "nothing", "words"],
)
def test_what_is_no_set_is_refused_with_its_place_and_nothing_is_lost(visitor, own, text, says):
    visitor.sign_in(own.ada)
    assert says in hand_in(visitor, 422, text=text)
    kept = visitor.page.find("textarea", id="set_text").text
    assert kept.strip() == text.strip()


def test_what_is_saved_is_read_as_strictly_as_what_is_checked(visitor, own):
    visitor.sign_in(own.ada)
    hand_in(visitor, text=TEXT.replace("Our own", "Our other"))
    visitor.press("keep", "Save the set", 422, text=CYCLE)
    db.session.expire_all()
    assert sets.set_("own").number == 1


@pytest.mark.parametrize("slug", ["", "Own Set", "upload", "x" * 81])
def test_a_name_that_no_address_can_have_is_refused(visitor, own, slug):
    visitor.sign_in(own.ada)
    hand_in(visitor, 422, slug=slug, text=TEXT)
