"""Everything that is kept about somebody, as one file: for themselves, and on request."""

from datetime import datetime
from typing import IO

from flask import Flask, Response, current_app, render_template
from flask_babel import lazy_gettext as _l

from lms import clock, files
from lms.people import queries as people
from lms.people.actions import record
from lms.people.models import Person
from lms.privacy import exports, rules
from lms.privacy.views.blueprint import bp
from lms.stores import Away, Lost
from lms.ways import way
from lms.web import me, page, permitted


def nothing(_person):
    return {}


def of_person(person):
    return {"code": person.code}


way("account", _l("Everything that is kept about me"), "privacy.mine", icon="save", of=nothing,
    may=lambda _person, _thing: True, rank=90)  # fmt: skip
way("person", _l("Everything that is kept"), "privacy.about", icon="save", of=of_person,
    may=rules.may_ask_for, rank=80)  # fmt: skip


@bp.get("/account/data")
def mine():
    return page("privacy/data.html", person=me(), is_mine=True)


@bp.post("/account/data")
def give_mine():
    return given(me())


@bp.get("/people/<code>/data")
def about(code):
    person = permitted(people.person(code), rules.may_ask_for)
    return page("privacy/data.html", person=person, is_mine=person.id == me().id)


@bp.post("/people/<code>/data")
def give(code):
    return given(permitted(people.person(code), rules.may_ask_for))


def given(person: Person) -> Response:
    """The file; the history says that it was given, and to whom. It is packed on its way, when the
    history is written: however large it is, nobody waits for the database."""
    now = clock.now()
    told = exports.everything(person, now=now)
    named = list(exports.files_in(told))
    text = render_template("privacy/given.html", told=told, person=person)
    record("person", person.code, "data given out", by=me(), now=now)
    pieces = exports.pieces(told, text, named, opened(current_app._get_current_object()))  # type: ignore[attr-defined]
    response = Response(pieces, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name_of(person, now))
    response.headers["Cache-Control"] = "no-store"
    return response


def opened(app: Flask) -> exports.Opened:
    def one(file: exports.Named) -> IO[bytes] | None:
        try:
            with app.app_context():
                return files.opened(file.file_id, file.size)
        except (Away, Lost) as error:
            app.logger.warning("data of a person: %s", error)
            return None

    return one


def name_of(person: Person, now: datetime) -> str:
    return f"data-{person.code}-{now:%Y-%m-%d}.zip"
