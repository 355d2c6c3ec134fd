"""When something goes wrong: the right status, one clear sentence in the person's language, and
nothing written."""

import socket
import sqlite3
from contextlib import closing, contextmanager

import psycopg
import pytest
from flask import Response, has_request_context
from flask_babel import force_locale
from sqlalchemy import event, insert, make_url, select
from sqlalchemy.exc import OperationalError

from lms import web
from lms.app import create_app
from lms.db import db, is_locked
from lms.people import actions
from lms.people.models import FailedSignIn, Person
from tests.cast import NOW, PASSWORD
from tests.conftest import SETTINGS
from tests.visitor import Visitor

CARD = {"card-code": "K7P-42M", "card-pin": "0000"}


@pytest.fixture(params=["en", "sl", "ar"])
def tara(app, world, request):
    """Tara at her account page, in each of the languages."""
    world.tara.language = request.param
    return Visitor(app).sign_in(world.tara).visit("/account")


def words(visitor, code):
    """What the page should say, in the language in which it says that it is written."""
    with visitor.app.test_request_context(), force_locale(visitor.page.html["lang"]):
        return str(web.WORDS[code])


def says(visitor, code):
    assert visitor.page.html["lang"] in ("en", "sl", "ar")
    assert words(visitor, code) in visitor.text("#notice")
    assert "Traceback" not in visitor.text()


def token(visitor):
    return {"csrf_token": visitor.page.select_one("[name=csrf_token]")["value"]}


def test_an_address_that_does_not_exist(tara):
    language = tara.page.html["lang"]
    tara.visit("/nowhere", status=404)
    says(tara, 404)
    assert tara.page.html["lang"] == language


@pytest.mark.parametrize("page", ["sessions", "lessons", "memberships"])
def test_a_number_that_no_database_can_keep(app, world, page):
    ema = Visitor(app).sign_in(world.ema).visit(f"/{page}/{10**20}", status=404)
    says(ema, 404)


@pytest.mark.parametrize("query", ["endpoint=x", "_method=POST", "_scheme=javascript&_external=1"])
def test_what_stands_in_an_address_stays_a_part_of_its_query(app, world, query):
    ema = Visitor(app).sign_in(world.ema).visit(f"/groups/jes-a?{query}")
    links = [link["href"] for link in ema.page.select("a[href*='standing=']")]
    assert links
    assert all(link.startswith("/groups/jes-a?") for link in links)


def test_an_address_used_the_wrong_way(tara):
    response = tara.send("GET", "/sign-out")
    assert "POST" in response.headers["Allow"]
    tara.visit("/sign-out", status=405)
    says(tara, 405)


def test_a_form_whose_token_is_stale(tara):
    tara.press("languages", "English", status=400, csrf_token="stale")
    says(tara, 400)


def test_a_file_that_is_too_big(tara):
    tara.app.config["MAX_CONTENT_LENGTH"] = 1_000
    tara.press("languages", "English", status=413, next="x" * 2_000)
    says(tara, 413)


def test_a_page_that_is_somebody_elses(tara):
    tara.visit("/people/LEA", status=403)
    says(tara, 403)


def test_an_error_leads_back_to_the_page_where_the_person_was(tara):
    came = {"Referer": "http://localhost/account?a=1"}
    tara.look(tara.send("GET", "/nowhere", headers=came), 404)
    assert tara.page.find(id="before")["href"] == "/account?a=1"
    tara.app.config["MAX_CONTENT_LENGTH"] = 1_000
    came = {"Referer": "http://localhost/account"}
    tara.look(tara.send("POST", "/account", {"next": "x" * 2_000}, came), 413)
    assert tara.page.find(id="before")["href"] == "/account"


@pytest.mark.parametrize(
    "came",
    [
        "", "http://localhost/nowhere", "http://localhost/also-nowhere", "https://evil.example/account",
        "http://localhost//evil.example", "javascript:alert(1)", "http://[", "/account",
    ],
)  # fmt: skip
def test_an_error_leads_nowhere_else(tara, came):
    tara.look(tara.send("GET", "/nowhere", headers={"Referer": came}), 404)
    assert tara.page.find(id="before") is None


def test_something_broken_is_said_without_its_inside(tara, monkeypatch, caplog):
    def broken():
        raise RuntimeError("the inside of the machine")

    monkeypatch.setitem(tara.app.view_functions, "people.account", broken)
    tara.app.config["PROPAGATE_EXCEPTIONS"] = False
    tara.visit("/account", status=500)
    says(tara, 500)
    assert "the inside of the machine" not in tara.text()
    assert "the inside of the machine" in caplog.text  # but the log has it


def test_htmx_is_given_the_same_words_beside_the_page(app, world):
    visitor = Visitor(app).sign_in(world.tara)
    response = visitor.send("GET", "/nowhere", headers={"HX-Request": "true"})
    assert response.status_code == 404
    assert response.text.startswith('<div id="notice"')
    assert str(web.WORDS[404]) in response.text


@contextmanager
def another_app(url, instance, **settings):
    """The platform on a database of our choice, impatient."""
    app = create_app(
        SQLALCHEMY_DATABASE_URI=url,
        INSTANCE=instance,
        DATABASE_PATIENCE_MS=50,
        **SETTINGS | settings,
    )
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def somebody_writes(url):
    """Another program that keeps a write lock, as long as it likes."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        connection = sqlite3.connect(url.database)
        connection.execute("BEGIN IMMEDIATE")
    else:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = psycopg.connect(plain)
        connection.execute("LOCK TABLE failed_sign_ins IN ACCESS EXCLUSIVE MODE")
    with closing(connection):
        yield
        connection.rollback()


@pytest.mark.parametrize("language", ["en", "sl", "ar"])
def test_a_locked_database_is_said_and_nothing_is_lost(
    world, database_url, tmp_path, language, caplog
):
    world.tara.language = language
    db.session.commit()
    with another_app(database_url, tmp_path) as app:
        tara = Visitor(app).sign_in(world.tara).visit("/account")
        with somebody_writes(database_url):
            typed = {"old_password": "guess", "new_password": "four horses eat soup"}
            tara.press("password", "", status=503, **typed)
        assert tara.page.html["lang"] == language
        says(tara, 503)
        tara.visit("/account").press("password", "", status=422, **typed)
    assert "database: " in caplog.text
    assert "guess" not in caplog.text


def test_two_who_wait_for_one_another_are_told_to_try_again():
    assert is_locked(OperationalError("", {}, psycopg.errors.DeadlockDetected("deadlock detected")))


def test_pages_can_be_read_while_somebody_writes(world, database_url, tmp_path):
    with another_app(database_url, tmp_path) as app:
        visitor = Visitor(app).sign_in(world.tara)
        with somebody_writes(database_url):
            visitor.visit("/account")


@pytest.mark.parametrize("language", ["en", "sl", "ar"])
def test_a_database_that_is_away(app, world, tmp_path, language, caplog):
    world.tara.language = language
    visitor = Visitor(app).sign_in(world.tara)
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        url = f"postgresql://nobody@127.0.0.1:{taken.getsockname()[1]}/nothing"
        with another_app(url, tmp_path) as cut_off:
            away = Visitor(cut_off)
            cookie = visitor.client.get_cookie("lms")
            away.client.set_cookie("lms", cookie.value)
            away.visit("/account", status=503)
            assert away.page.html["lang"] == language
            says(away, 503)
            assert away.send("GET", "/account").headers["Retry-After"] == "60"
    assert "database: OperationalError" in caplog.text


def test_a_sqlite_file_that_cannot_be_opened(world, app, tmp_path):
    with another_app(f"sqlite:///{tmp_path}/no/such/folder.db", tmp_path) as cut_off:
        visitor = Visitor(cut_off).visit("/sign-in")
        visitor.press("card", "Come in", status=503, **CARD)
        says(visitor, 503)


def test_a_commit_that_fails_at_the_very_end_is_not_called_a_success(app, world):
    visitor = Visitor(app).sign_in(world.ema).visit("/new-person")

    def somebody_was_faster(session):
        if has_request_context():
            twice = [{"code": "P-1", "name": name, "search": ""} for name in ("First", "Second")]
            session.execute(insert(Person), twice)

    event.listen(db.session, "before_commit", somebody_was_faster)
    visitor.press("record", "Save", status=409, code="P-2", name="Fatima")
    event.remove(db.session, "before_commit", somebody_was_faster)
    assert "Somebody else has just changed this" in visitor.text("#notice")
    assert "is in the list now" not in visitor.visit("/people").text("#notice")
    assert db.session.scalars(select(Person).where(Person.code.like("P-%"))).all() == []


def test_a_get_never_writes_and_a_refusal_writes_nothing(app, world):
    visitor = Visitor(app).sign_in(world.ema).visit("/new-person")
    visitor.press("record", "Save", status=422, code="", name="Fatima")
    assert db.session.scalar(select(Person).where(Person.name == "Fatima")) is None
    visitor = Visitor(app).visit("/sign-in")
    visitor.press("card", "Come in", status=422, **CARD)  # but a wrong PIN is counted
    assert len(db.session.scalars(select(FailedSignIn)).all()) == 1
    assert PASSWORD not in str(db.session.scalars(select(FailedSignIn.door)).all())


@pytest.mark.parametrize(("status", "rows"), [(422, 1), (500, 0)])
def test_what_is_kept_although_it_was_wrong_is_not_kept_when_it_breaks(app, status, rows):
    with app.test_request_context(method="POST"):
        actions.note_failure("card:K7P-42M", now=NOW)
        web.keep()
        web.commit_or_rollback(Response(status=status))
        db.session.rollback()
        assert len(db.session.scalars(select(FailedSignIn)).all()) == rows
