"""Who asks. Signed in is the default; `web.public` is the exception, and it is written.

What was typed into a form is not lost when the sign-in has ended meanwhile: it travels, signed,
through the sign-in page, and can be sent again with one button (`carry`, `carried`).
"""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, current_user, login_user, logout_user
from htmx_flask import make_response, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import joinedload

from lms import clock
from lms.db import db
from lms.people.models import Person
from lms.phones import wants_facts
from lms.web import answer, notice

CARRIED_MOST = 300_000  # characters of typed text
CARRIED_LONGEST = 12 * 3600  # seconds
NEVER_CARRIED = re.compile(r"(^|[-_])(csrf_token|password|pin)$")

login_manager = LoginManager()


@login_manager.user_loader
def person_of_the_cookie(key: str) -> Person | None:
    person_id, _colon, version = key.partition(":")
    if not (person_id.isdecimal() and version.isdecimal()):
        return None
    person = db.session.get(Person, int(person_id), options=[joinedload(Person.organisation)])
    return person if person and person.sign_in_version == int(version) else None


def enter(person: Person, door: str) -> None:
    """Signs a person in. By card it ends after a few idle minutes: phones are shared."""
    start_anew()
    login_user(person)
    session.permanent = True
    session["door"] = door
    session["seen"] = int(clock.now().timestamp())
    session["own_language"] = person.language


def leave() -> None:
    logout_user()
    start_anew()


def start_anew() -> None:
    """Nothing of the session before stays but the language; forms get new tokens, at once."""
    language = session.get("language")
    session.clear()
    g.pop("csrf_token", None)
    if language:
        session["language"] = language


def idle_too_long() -> bool:
    setting = "CARD_IDLE_MINUTES" if session.get("door") == "card" else "STAFF_IDLE_MINUTES"
    allowed = timedelta(minutes=current_app.config[setting]).total_seconds()
    return clock.now().timestamp() - session.get("seen", 0) > allowed


def know_who_asks() -> Any:
    """Before every request: ends what was idle too long, and asks who is there."""
    if current_user.is_authenticated:
        now = int(clock.now().timestamp())
        if idle_too_long():
            leave()
        elif now - session["seen"] >= 60:
            session["seen"] = now
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_public", False) or current_user.is_authenticated:
        return None
    return login_manager.unauthorized()


@login_manager.unauthorized_handler
def signed_out() -> Any:
    """htmx would follow a plain redirect, and put the sign-in page where a line was."""
    if request.method == "POST" and sent_from_elsewhere():
        abort(400)
    if wants_facts():
        return notice(_("You were signed out."), 401)
    if request.method == "POST" and request.form and (waiting := keep_what_was_typed()):
        template = "people/signed_out.html"
        return answer([f"{template}#notice" if request.htmx else template], 401, waiting)
    there = request.full_path.rstrip("?") if request.method == "GET" else None
    door = url_for("people.sign_in", next=there if there not in (None, "/") else None)
    return make_response("", 401, redirect=door) if request.htmx else redirect(door, 303)


def sent_from_elsewhere() -> bool:
    """Whether a form on another site sent this.

    Browsers keep our cookie back then, so it looks as if the person was signed out; what the other
    site typed must not wait here for them to send it in their own name.
    """
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def keep_what_was_typed() -> dict[str, str] | None:
    """Signed out in the middle of a form: its fields wait, signed, in a form to sign in again.

    None where they cannot wait: files, or more text than a form should carry. Passwords never do.
    """
    fields = [(k, v) for k, v in request.form.items(multi=True) if not NEVER_CARRIED.search(k)]
    to = request.script_root + request.full_path.rstrip("?")
    at = int(clock.now().timestamp())
    text = serializer().dumps({"to": to, "fields": fields, "at": at})
    return None if request.files or len(text) > CARRIED_MOST else {"carried": str(text)}


def carried(text: str | None) -> dict | None:
    """What waited: {"to": path, "fields": [[name, value], ...]}; None if it is not ours or old."""
    if not text or len(text) > CARRIED_MOST:
        return None
    try:
        waiting = serializer().loads(text)
    except BadSignature:
        return None
    return waiting if clock.now().timestamp() - waiting["at"] <= CARRIED_LONGEST else None


def serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="typed while signed out")


def name_who_asks(response: Response) -> Response:
    """A phone throws away the pages that it kept for one person when an answer is to another, or
    to nobody (static/service-worker.js). An answer about a broken database knows nobody."""
    if response.status_code < 500:
        signed_in = current_user and current_user.is_authenticated
        response.headers["X-Person"] = str(current_user.id) if signed_in else "nobody"
    return response


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    app.after_request(name_who_asks)
    login_manager.session_protection = None
    app.before_request(know_who_asks)
