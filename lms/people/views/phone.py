"""What a phone asks for by itself: the worker that keeps pages, a page for when nothing is kept,
who is signed in, and how the platform is called on a home screen."""

from pathlib import Path

from flask import current_app, jsonify, make_response, url_for
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import generate_csrf

from lms.people.views.blueprint import bp
from lms.phones import for_phones
from lms.web import asset, me, page, public


@bp.get("/service-worker.js")
@public
def service_worker():
    """It stands at the top, because it may only look after what is below it."""
    file = Path(current_app.root_path) / "static" / "service-worker.js"
    response = make_response(file.read_bytes(), 200, {"Content-Type": "text/javascript"})
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline")
@public
@for_phones
def offline():
    """About nobody: it is shown to whoever has no network."""
    return page("people/offline.html", current_user=AnonymousUserMixin())


@bp.get("/who")
def who():
    """Who is signed in, and a token for a form: before a phone sends what it kept."""
    response = jsonify(person=me().id, token=generate_csrf())
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/app.webmanifest")
@public
def manifest():
    icon = {"src": asset("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    response = jsonify(
        name=current_app.config["SITE_NAME"],
        short_name=current_app.config["SITE_NAME"],
        start_url=url_for("completion.home"),
        scope=url_for("completion.home"),
        display="standalone",
        background_color="#14275a",
        theme_color="#14275a",
        icons=[icon],
    )
    response.mimetype = "application/manifest+json"
    return response
