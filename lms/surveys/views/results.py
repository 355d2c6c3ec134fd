"""What came of a survey: of one group, and as a table."""

from flask import abort, make_response, url_for

from lms import clock
from lms.i18n import in_words
from lms.surveys import exports, queries, rules
from lms.surveys.counting import FEWEST
from lms.surveys.models import SurveyRound
from lms.surveys.queries import Rate, Results
from lms.surveys.views.blueprint import bp
from lms.tables import XLSX, to_csv, to_xlsx
from lms.web import me, page, permitted

PAGE = "surveys/results.html"


def are_final(asked: SurveyRound) -> bool:
    """Whether an anonymous survey can be shown: were it shown while answers can come in, who looks
    before and after somebody answered would know what they said. Also when everybody has answered:
    another person can be asked into a round that is open."""
    return not rules.is_open(asked, clock.now())


def results_of(asked: SurveyRound) -> tuple[Rate, Results | None, bool]:
    """The response, what came of it (none: it waits, or too few answered), and whether with names
    and all figures."""
    rate = queries.rates([asked.id])[asked.id]
    exact = rules.sees_names(me(), asked)
    if not exact and not are_final(asked):
        return rate, None, exact
    found = queries.results_of([asked], exact=exact)
    if not exact and found.answers < FEWEST:
        return rate, None, exact
    return rate, found, exact


@bp.get("/survey-rounds/<int:round_id>")
def results(round_id):
    asked = permitted(queries.round_of(round_id), rules.may_see_round)
    rate, found, exact = results_of(asked)
    return page(
        PAGE,
        asked=asked,
        group=asked.group,
        title=asked.version.content["title"],
        rate=rate,
        results=found,
        exact=exact,
        waits=found is None and not are_final(asked),
        is_open=rules.is_open(asked, clock.now()),
        moments=rules.MOMENTS,
        table=lambda kind: url_for(".table", round_id=round_id, kind=kind),
        people=url_for(".people", round_id=round_id) if exact and found else "",
    )


@bp.get("/survey-rounds/<int:round_id>/figures.<kind>")
def table(round_id, kind):
    asked = permitted(queries.round_of(round_id), rules.may_see_round)
    _rate, found, _exact = results_of(asked)
    if found is None:
        abort(404)
    title = in_words(asked.version.content["title"])
    return as_file(exports.COLUMNS, list(exports.figures(found)), kind, f"survey-{round_id}", title)


@bp.get("/survey-rounds/<int:round_id>/people.csv")
def people(round_id):
    """Who answered what; only where the survey is with names, and for coordinators."""
    asked = permitted(queries.round_of(round_id), rules.sees_names)
    _rate, found, _exact = results_of(asked)
    if found is None:
        abort(404)
    header, rows = exports.by_person(asked, found)
    return as_file(header, rows, "csv", f"survey-{round_id}-people", "")


def as_file(header, rows, kind, name, title):
    """A table as CSV or XLSX, to be saved."""
    if kind not in ("csv", "xlsx"):
        abort(404)
    data = to_csv(header, rows).encode() if kind == "csv" else to_xlsx(header, rows, title)
    response = make_response(data)
    response.mimetype = "text/csv" if kind == "csv" else XLSX
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{kind}")
    return response
