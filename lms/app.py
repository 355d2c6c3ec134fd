"""create_app: the only module that knows every package; and `main`, the `lms` command."""

from pathlib import Path

from flask import Flask, current_app, request, url_for
from flask.cli import FlaskGroup
from flask_babel import lazy_gettext as _l
from flask_compress import Compress
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import cli, config, db, i18n, mail, phones, transfers, ways, web
from lms.assessments import views as assessments
from lms.attendance import views as attendance
from lms.attestations import views as attestations
from lms.authoring import views as authoring
from lms.completion import views as completion
from lms.courses import views as courses
from lms.coursework import views as coursework
from lms.discussions import views as discussions
from lms.evidence import views as evidence
from lms.exchange import views as exchange
from lms.indicators import views as indicators
from lms.levels import views as levels
from lms.messages import views as messages
from lms.people import signin
from lms.people import views as people
from lms.portfolios import views as portfolios
from lms.privacy import views as privacy
from lms.projects import views as projects
from lms.reports import views as reports
from lms.search import views as search
from lms.surveys import views as surveys

ALL, COORDINATORS = (
    {"learner", "trainer", "coordinator", "administrator"},
    {"coordinator", "administrator"},
)
PLACES = [  # where the top of a page leads: words, endpoint, for whom
    (_l("My page"), "completion.home", {"learner"}),
    (_l("Today"), "reports.today", {"trainer"}),
    (_l("Dashboard"), "reports.dashboard", COORDINATORS),
    (_l("Projects"), "projects.projects", {"trainer", *COORDINATORS}),
    (_l("Timetable"), "attendance.timetable", ALL),
    (_l("Sessions"), "attendance.sessions", {"trainer", *COORDINATORS}),
    (_l("Groups"), "courses.groups", {"trainer", *COORDINATORS}),
    (_l("Courses"), "authoring.courses", {"trainer", *COORDINATORS}),
    (_l("People"), "people.people", COORDINATORS),
    (_l("Files"), "reports.imports", COORDINATORS),
    (_l("Programmes"), "courses.catalogue", ALL),
    (_l("Jobs"), "reports.jobs", {"administrator"}),
]


def navigation() -> list[dict]:
    """The places that the person who asks can go to; the one in which this page lies is marked."""
    path = f"{request.script_root}{request.path}"
    places = [
        (words, url_for(endpoint))
        for words, endpoint, roles in PLACES
        if current_user.role in roles and endpoint in current_app.view_functions
    ]
    first = url_for("completion.home")
    return [
        {
            "words": words,
            "url": url,
            "current": path == url or (url != first and path.startswith(f"{url}/")),
        }
        for words, url in places
    ]


def is_demo() -> bool:
    """Whether the demo data was loaded here: then every page says so."""
    return bool(current_app.config.get("DEMO"))


def create_app(**given) -> Flask:
    """The application. `given` wins over the environment (see lms/config.py)."""
    instance = Path(given.pop("INSTANCE", None) or Path(__file__).parent.parent / "instance")
    app = Flask("lms", static_folder=None, instance_path=str(instance.resolve()))
    app.config.from_mapping(config.load(instance.resolve(), given))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    csrf = CSRFProtect()
    # first who asks, then whether to trust it
    for part in (db, i18n, mail, phones, ways, transfers, web, signin, csrf, Compress()):
        part.init_app(app)
    packages = (
        people, messages, courses, projects, authoring, coursework, discussions, assessments,
        exchange, portfolios, surveys, attendance, levels, evidence, completion, attestations,
        search, indicators, reports, privacy,
    )  # fmt: skip
    for package in packages:
        app.register_blueprint(package.bp)
    csrf.exempt(messages.unsubscribing.unsubscribe)
    csrf.exempt(discussions.stopping.stop)
    cli.init_app(app)
    app.config["DEMO"] = (instance / "demo").exists()
    app.add_template_global(navigation)
    app.add_template_global(is_demo)
    if app.config.get("BEHIND_PROXY"):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


def main() -> None:
    """The console script `lms`: Flask's own group, so `flask --app wsgi` has the same commands."""
    FlaskGroup(create_app=create_app, name="lms")()
