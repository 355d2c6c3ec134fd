"""The pages: erasing somebody, those who were erased, how long a programme keeps, and my data."""

import io
import json
import zipfile
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import files, stores
from lms.attestations import actions
from lms.attestations.actions import keys as signing
from lms.db import db
from lms.jobs import Job
from lms.people.models import Change, Person
from lms.portfolios.models import Item
from lms.privacy.actions import erase
from lms.privacy.models import Erasure
from lms.privacy.tasks import look
from tests.attestations.issued import issued
from tests.cast import NOW
from tests.privacy.everywhere import NAME, TRACES, known_everywhere, traces, zenobia
from tests.queries import count_queries
from tests.visitor import Visitor

REASON = "Asked for it by letter on 20 March."


@pytest.fixture
def leaver(world):
    made = zenobia(world.centre)
    known_everywhere(made)
    db.session.commit()
    return made


@pytest.fixture
def at_erase(visitor, world, leaver):
    return visitor.sign_in(world.ema).visit("/people/ZENOBIA-Q/erase")


def test_a_coordinator_reads_what_goes_and_what_stays_and_erases(at_erase, leaver):
    assert "not known yet" in at_erase.text("main")
    at_erase.press("erase", "Erase for good", reason=REASON, sure="y")
    row = at_erase.text("main tbody tr")
    assert leaver.code in row
    assert REASON in row
    assert "a programme does not say until when" in row
    assert not any(one in at_erase.page.text for one in TRACES)
    db.session.commit()
    assert traces() == []


@pytest.mark.parametrize("missing", ["reason", "sure"])
def test_nothing_is_erased_without_a_reason_and_a_yes(at_erase, leaver, missing):
    typed = {"reason": REASON, "sure": "y", missing: None if missing == "sure" else " "}
    at_erase.press("erase", "Erase for good", status=422, **typed)
    assert at_erase.page.find(id="erase_complaints")
    assert db.session.scalars(select(Erasure)).all() == []
    assert leaver.name == NAME


def test_the_page_of_somebody_who_was_erased_says_so(app, world, at_erase, leaver):
    at_erase.press("erase", "Erase for good", reason=REASON, sure="y")
    at_erase.visit(f"/people/{leaver.code}", 410)
    assert "there is only a code" in at_erase.text("main")
    at_erase.visit("/people/ZENOBIA-Q/erase", 404)
    at_erase.visit(f"/people/{leaver.code}/erase", 403)
    at_erase.visit("/people?q=zenobia")
    assert "Nobody was found" in at_erase.text("main")
    Visitor(app).sign_in(world.ada).visit(f"/people/{leaver.code}/edit", 403)


def test_nobody_is_told_that_they_can_erase_themselves(app, world):
    visitor = Visitor(app).sign_in(world.ema).visit("/people/EMA")
    assert not visitor.page.find(id="way_privacy_erasing")
    visitor.visit("/people/EMA/erase", 403)


def test_a_file_that_only_they_had_is_removed(app, world, leaver, at_erase):
    mine = files.keep(b"my letter", "text/plain", now=NOW)
    item = db.session.scalars(select(Item).where(Item.person_id == leaver.id)).one()
    item.file_id = file_id = mine.id
    at_erase.press("erase", "Erase for good", reason=REASON, sure="y")
    assert db.session.get(files.File, file_id) is None
    files.sweep(now=datetime(2100, 1, 1, tzinfo=NOW.tzinfo), even_many=True)
    assert stores.current().look(file_id) is None


def test_how_long_a_programme_keeps_is_chosen_and_the_last_day_is_said(visitor, world):
    visitor.sign_in(world.ema).visit("/programmes/digital-local/keeping")
    assert "The last day is not known yet." in visitor.text("#keeping")
    visitor.press("keeping", "Save", kept_for="shared", balance_paid_on="2022-03-15")
    assert "31 December 2027" in visitor.text("#keeping")
    assert (world.local.kept_for, world.local.balance_paid_on) == ("shared", date(2022, 3, 15))
    change = db.session.scalars(select(Change).where(Change.verb == "settings changed")).one()
    assert change.detail["after"]["balance_paid_on"] == "2022-03-15"


@pytest.mark.parametrize("day", ["2031-01-01", "15 March", "1999-12-31"])
def test_a_day_that_cannot_be_is_said(visitor, world, day):
    visitor.sign_in(world.ema).visit("/programmes/digital-local/keeping")
    visitor.press("keeping", "Save", status=422, kept_for="direct", balance_paid_on=day)
    assert world.local.kept_for is None


def test_in_the_night_after_the_last_day_the_hours_go(world, leaver, at_erase, work):
    at_erase.press("erase", "Erase for good", reason=REASON, sure="y")
    for programme in (world.local, world.cities):
        programme.kept_for, programme.balance_paid_on = "direct", date(2021, 3, 24)
    night = datetime(2026, 3, 24, 2, 40, tzinfo=NOW.tzinfo)  # 03:40 on the wall: the last day
    made = db.session.scalars(select(Erasure)).one()
    for at, gone in ((night, False), (night + timedelta(days=8), True)):
        look(at - timedelta(hours=1) if at > night else at)
        work(at)
        work(at)
        assert (made.deleted_at is not None) == gone, at


def test_a_worker_that_comes_late_in_the_night_looks_once_all_the_same(app):
    night = datetime(2026, 3, 24, 2, 40, tzinfo=NOW.tzinfo)  # 03:40 on the wall
    kind = select(Job.id).where(Job.kind == "privacy.look")
    for minutes, jobs in ((-1, 0), (20, 1), (21, 1), (179, 1)):
        look(night + timedelta(minutes=minutes))
        assert len(db.session.scalars(kind).all()) == jobs, minutes


def test_everybody_can_save_what_is_kept_about_them(app, world, leaver):
    visitor = Visitor(app).sign_in(leaver).visit("/account")
    visitor.visit(visitor.page.find(id="way_privacy_mine")["href"])
    packed = unpacked(visitor)
    data = json.loads(packed.read("data.json"))
    kept = {one["table"]: one["rows"] for one in data["kept"]}
    assert kept["people"][0]["email"] == TRACES[2]
    assert kept["enrolments"][0]["programme_id"] == "digital-local"
    assert len(kept) > 30
    page = packed.read("index.html").decode()
    assert NAME in page
    assert "your date of birth" in packed.read("index.html").decode() or "birth date" in page
    assert any(name.startswith("files/portfolio_items-1-") for name in packed.namelist())


def test_files_in_it_can_be_opened_and_a_badge_put_into_a_wallet(app, world):
    made = issued(world)
    signing.make(now=NOW)
    signed = actions.sign(made, by=world.ema, now=NOW)
    db.session.commit()
    packed = unpacked(Visitor(app).sign_in(world.lea).visit("/account/data"))
    [paper] = [name for name in packed.namelist() if name.startswith("files/attestation_papers-1-")]
    assert paper.endswith(".pdf")
    assert packed.read(paper).startswith(b"%PDF-")
    assert packed.read("files/credentials-1-badge.json").decode() == signed.document


@pytest.mark.parametrize(
    ("wish", "words"),
    [(None, "has not answered: ask them first"), (False, "can wish otherwise"), (True, "valid")],
)
def test_who_erases_reads_what_the_holder_wished_and_whether_they_were_asked(
    visitor, world, wish, words
):
    made = issued(world)
    made.answers_after_erasure = wish
    db.session.commit()
    said = visitor.sign_in(world.ema).visit("/people/LEA/erase").text("main")
    assert words in said
    assert "removed from the disk a day later" in said


def test_a_file_that_cannot_be_reached_does_not_spoil_the_others(app, world, leaver):
    lost = db.session.scalars(select(files.File).where(files.File.kind == "text/plain")).first()
    stores.current().remove(lost.id)
    packed = unpacked(Visitor(app).sign_in(leaver).visit("/account/data"))
    assert packed.testzip() is None
    assert any(name.endswith(".missing") for name in packed.namelist())
    assert json.loads(packed.read("data.json"))["code"] == "ZENOBIA-Q"


def test_no_secret_and_nobody_else_is_in_it(app, world):
    world.ema.name = "Ema Nobody-Else"
    packed = unpacked(Visitor(app).sign_in(world.lea).visit("/account/data"))
    text = packed.read("data.json").decode() + packed.read("index.html").decode()
    assert world.lea.pin_hash not in text
    assert "Nobody-Else" not in text


def test_a_coordinator_takes_it_on_request_and_the_history_says_so(app, world):
    visitor = Visitor(app).sign_in(world.ema).visit("/people/LEA")
    visitor.visit(visitor.page.find(id="way_privacy_about")["href"])
    assert json.loads(unpacked(visitor).read("data.json"))["code"] == "LEA"
    visitor.visit("/people/LEA")
    assert "Everything that is kept was given out" in visitor.text("#changes")


def unpacked(visitor):
    response = visitor.send("POST", visitor.url, {"csrf_token": token(visitor)})
    assert response.status_code == 200, response.text[:500]
    assert response.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(response.data))


def token(visitor):
    return visitor.page.find("input", {"name": "csrf_token"})["value"]


def test_the_list_of_the_erased_is_of_the_own_organisation(app, world, leaver, at_erase):
    at_erase.press("erase", "Erase for good", reason=REASON, sure="y")
    visitor = Visitor(app).sign_in(world.oto).visit("/erasures")
    assert "Nobody was erased yet" in visitor.text("main")
    assert db.session.scalars(select(Person).where(Person.id == leaver.id)).one().erased_at == NOW


def test_the_list_of_the_erased_asks_the_same_for_few_and_many(app, world, leaver):
    erase(leaver, REASON, by=world.ema, now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as one:
        visitor.visit("/erasures")
    for who in (world.lea, world.lou, world.bo):
        erase(who, REASON, by=world.ema, now=NOW)
    db.session.commit()
    with count_queries() as four:
        visitor.visit("/erasures")
    assert len(visitor.page.select("tbody tr")) == 4
    assert len(four) == len(one) <= 6
