"""Attestations of several people: how far it is, and one file of all."""

from werkzeug.wrappers import Response

from lms.attestations import queries
from lms.attestations.models import Run
from lms.attestations.queries.runs import UNDER_WAY
from lms.attestations.rules import may_issue
from lms.attestations.views.blueprint import bp
from lms.evidence.rules import names
from lms.transfers import shown
from lms.web import page, permitted


def may_have(person, run: Run) -> bool:
    return may_issue(person, run.group)


@bp.get("/attestation-runs/<int:run_id>")
def run(run_id):
    found = permitted(queries.run(run_id), may_have)
    return page("attestations/run.html", "progress", run=found, under_way=found.state in UNDER_WAY)


@bp.get("/attestation-runs/<int:run_id>/file")
def run_file(run_id) -> Response:
    """One PDF of all papers, to be printed."""
    found = permitted(queries.run(run_id), may_have)
    return shown(found.file_id, f"attestations-{names.plain(found.group.slug)}-{found.id}.pdf")
