"""What every view needs: who asks, load or refuse, answer a browser or htmx, commit once."""

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from flask import (
    Flask,
    abort,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    session,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import AnonymousUserMixin, current_user
from htmx_flask import Htmx, make_response, request
from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from whitenoise import WhiteNoise

from lms.addresses import Number, here, local
from lms.db import db, is_locked
from lms.errors import Refused
from lms.phones import wants_facts

WORDS = {
    400: _l("This page is too old to be sent. Reload it and try again."),
    403: _l("This page is not yours to open. Go back, or ask your coordinator."),
    404: _l("There is no such page. Start again from the first one."),
    405: _l("This address cannot be used that way. Go back and use the button on the page."),
    413: _l("This file is too big. Send one of 10 MB or less. A text: make it shorter."),
    429: _l("Too many tries. Wait 15 minutes and try again."),
    500: _l("Something broke on our side, and nothing was saved. Please try again."),
    503: _l("The database is busy or away, and nothing was saved. Wait a minute and try again."),
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def public(view: Callable) -> Callable:
    """This page needs no sign-in. All others do (lms/people/signin.py)."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def me() -> Any:
    """The person who asks: the row itself, not flask-login's proxy of it."""
    return current_user._get_current_object()


def load(table: Any, key: Any, may: Callable[[Any, Any], bool], *options: Any) -> Any:
    """The row, or 404; and 403 unless `may(me(), row)`. The first line of a view."""
    row = db.session.get(table, key, options=options) or abort(404)
    return permitted(row, may)


def permitted(row: Any, may: Callable[[Any, Any], bool]) -> Any:
    """The row, or 404 where there is none, or 403 unless `may(me(), row)`."""
    if row is None:
        abort(404)
    if not may(me(), row):
        abort(403)
    return row


def only(may: Callable[[Any], bool]) -> None:
    """403 unless `may(me())`. The first line of a view that loads no single row."""
    if not may(me()):
        abort(403)


def page(template: str, *fragments: str, status: int = 200, **context: Any) -> Response:
    """The whole page; or, when htmx asks for one of `fragments` by its id, that one."""
    if (block := block_asked_for()) in fragments:
        return answer([f"{template}#{block}", "base.html#notice"], status, context)
    return answer([template], status, context)


def done(then: str, *fragments: str, **context: Any) -> Response:
    """After a POST that stays: a browser goes to `then`, htmx is given the fragments."""
    if request.htmx:
        return answer([*fragments, "base.html#notice"], 200, context)
    return redirect(then, 303)


def go(then: str) -> Response:
    """After a POST that leaves the page."""
    return make_response("", 204, location=then) if request.htmx else redirect(then, 303)


def say(words: str, kind: str = "good") -> None:
    """Words for the top of the next page: what was done."""
    flash(words, kind)


def notice(words: str, status: int) -> Response:
    """Words alone: beside the page for htmx, as a page for a browser, for a script of ours."""
    if wants_facts():
        return make_response(jsonify(words=words), status)
    if request.htmx:
        return answer(["base.html#notice"], status, {"notice": words})
    return answer(["base.html"], status, {"notice": words, "before": page_before()})


def page_before() -> str:
    """The page of this site from which somebody came here; nothing where there is none, or where
    it is this one, which would say the same again."""
    _scheme, _mark, came = (request.referrer or "").partition("://")
    host, slash, path = came.partition("/")
    there = local(slash + path.partition("#")[0], "") if host == request.host else ""
    same = there == f"{request.script_root}{request.full_path}".rstrip("?")
    return "" if same and request.method == "GET" else there


def keep() -> None:
    """Commits this request although its answer is not a success (a wrong PIN must be counted)."""
    g.keep = True


def page_number() -> int:
    """The `page` of the address, from 1; anything else is the first."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


class Page(NamedTuple):
    """One page of a long list."""

    items: Sequence[Any]
    number: int  # from 1
    last: int
    total: int  # rows in all pages


def page_of(rows: Select | Sequence[Any], size: int = 50) -> Page:
    """The page of a list that the address asks for; every list has a bound."""
    number = page_number()
    if isinstance(rows, Select):
        total = (
            db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
        )
    else:
        total = len(rows)
    last = max(1, -(-total // size))
    number = min(number, last)
    start = (number - 1) * size
    if isinstance(rows, Select):
        items: Sequence[Any] = db.session.scalars(rows.offset(start).limit(size)).unique().all()
    else:
        items = rows[start : start + size]
    return Page(items, number, last, total)


def block_asked_for() -> str:
    """The block htmx wants back: `line` for the element with the id `line_7`."""
    return re.sub(r"_\d+$", "", request.htmx.target or "") if request.htmx else ""


def answer(templates: list[str], status: int, context: dict) -> Response:
    response = make_response("".join(render(name, context) for name in templates), status)
    response.vary.update(["HX-Request", "HX-Target", "Cookie"])
    return response


def render(name: str, context: dict) -> str:
    """`page.html`, or one block of it: `page.html#block`."""
    name, _hash, block = name.partition("#")
    if not block:
        return render_template(name, **context)
    current_app.update_template_context(context)
    template = current_app.jinja_env.get_template(name)
    return "".join(template.blocks[block](template.new_context({**context, "alone": True})))


@cache
def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.exists() else "0"


@cache
def versioned(folder: str, name: str) -> str:
    return f"/static/{name}?v={fingerprint(Path(folder) / 'static' / name)}"


def asset(name: str) -> str:
    """The address of a static file, with its fingerprint: it may be kept for a year."""
    return request.script_root + versioned(current_app.root_path, name)


def commit_or_rollback(response: Response) -> Response:
    """A POST that succeeded commits, once. A GET, a refusal, or what broke never writes."""
    kept = response.status_code < (500 if g.get("keep") else 400)
    if request.method != "POST" or not kept:
        db.session.rollback()
        return response
    try:
        db.session.commit()
    except OperationalError as error:
        return nothing_was_done(database_said_no(error))
    except IntegrityError as error:
        return nothing_was_done(was_there_already(error))
    return response


def nothing_was_done(response: Response) -> Response:
    """The commit failed at the very end: the next page must not say that all went well."""
    session.pop("_flashes", None)
    return response


def refuse_nulls() -> None:
    """No page sends a NUL, and PostgreSQL cannot keep one."""
    sent = (request.path, *request.args.values(), *request.form.values())
    if any("\0" in text for text in sent):
        abort(400)


def secure(response: Response) -> Response:
    """Strict headers on every answer. Pages are kept by no cache: most are about people, and the
    address of some says whom (it was in a mail). What may be kept says so itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["PRODUCTION"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    private = request.method == "POST" or response.mimetype == "text/html"
    if private or (current_user and current_user.is_authenticated):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def said_no(refusal: Refused) -> Response:
    return notice(str(refusal), 409)


def went_wrong(error: HTTPException) -> Response:
    """The same words for a browser and for htmx; a redirect stays one."""
    code = error.code or 500
    if code < 400:
        return error.get_response()
    response = notice(str(WORDS.get(code, WORDS[400 if code < 500 else 500])), code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def database_said_no(error: OperationalError) -> Response:
    """Words without the database: who asks cannot be read now, so the page does not say it."""
    db.session.rollback()
    g._login_user = AnonymousUserMixin()
    current_app.logger.warning("database: %s", type(error.orig).__name__)
    code = 503 if is_locked(error) else 500
    response = notice(str(WORDS[code]), code)
    response.headers["Retry-After"] = "60"
    return response


def was_there_already(error: IntegrityError) -> Response:
    """Two people saved the same thing at once: the second is asked to look first."""
    db.session.rollback()
    current_app.logger.warning("conflict: %s", type(error.orig).__name__)
    return notice(
        _("Somebody else has just changed this. Reload the page, look, and try again."), 409
    )


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number
    Htmx(app)
    app.before_request(refuse_nulls)
    app.after_request(secure)
    app.after_request(commit_or_rollback)
    app.register_error_handler(Refused, said_no)
    app.register_error_handler(HTTPException, went_wrong)
    app.register_error_handler(OperationalError, database_said_no)
    app.register_error_handler(IntegrityError, was_there_already)
    app.add_template_global(asset)
    app.add_template_global(here)
    static = WhiteNoise(app.wsgi_app, max_age=31_536_000, autorefresh=app.testing)
    static.add_files(str(Path(app.root_path) / "static"), prefix="static/")
    app.wsgi_app = static  # type: ignore[method-assign]
