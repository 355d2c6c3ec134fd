"""Attestations of several people: how far it is, and one file of all."""

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms import clock
from lms.attestations import queries
from lms.attestations.actions import runs as orders
from lms.attestations.models import Run
from lms.attestations.queries.runs import UNDER_WAY, left_of
from lms.attestations.rules import may_issue
from lms.attestations.views.blueprint import bp
from lms.evidence.rules import names
from lms.transfers import shown
from lms.web import go, me, page, permitted, say


def may_have(person, run: Run) -> bool:
    return may_issue(person, run.group)


@bp.get("/attestation-runs/<int:run_id>")
def run(run_id):
    found = permitted(queries.run(run_id), may_have)
    return page(
        "attestations/run.html", "progress", run=found, under_way=found.state in UNDER_WAY,
        left=left_of(found),
    )  # fmt: skip


@bp.post("/attestation-runs/<int:run_id>/stop")
def stop_run(run_id) -> Response:
    """What was issued stays."""
    found = permitted(queries.run(run_id), may_have)
    orders.stop(found, by=me(), now=clock.now())
    say(_("It is stopped. What was issued stays."))
    return go(url_for(".run", run_id=found.id))


@bp.get("/attestation-runs/<int:run_id>/file")
def run_file(run_id) -> Response:
    """One PDF of all papers, to be printed."""
    found = permitted(queries.run(run_id), may_have)
    return shown(found.file_id, f"attestations-{names.plain(found.group.slug)}-{found.id}.pdf")
