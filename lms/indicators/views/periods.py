"""Reporting periods: opened by who leads, handed in by partners, accepted, frozen."""

from operator import itemgetter

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock, jobs
from lms.errors import Refused
from lms.i18n import listed
from lms.indicators import formulas, letters, tasks  # noqa: F401  (they register themselves)
from lms.indicators.actions import corrections, withdrawal
from lms.indicators.actions import periods as actions
from lms.indicators.forms.periods import PeriodForm, StepForm
from lms.indicators.models import CountState, PeriodState, ReportState
from lms.indicators.queries import counts
from lms.indicators.queries import periods as queries
from lms.indicators.rules import (
    leads_period,
    leads_report,
    reports,
    sees_figures,
    sees_period,
    sees_report,
)
from lms.indicators.tasks import AGAIN
from lms.indicators.views.blueprint import bp
from lms.indicators.views.counts import count_context, sees, title_of
from lms.projects import queries as projects
from lms.projects.rules import may_lead
from lms.ways import Todo, todo_of, way
from lms.web import go, me, page, permitted, say

PERIODS, PERIOD, REPORT = (f"indicators/{name}.html" for name in ("periods", "period", "report"))
LOOKS = {
    ReportState.DRAFT: (_l("not handed in yet"), "pen", ""),
    ReportState.SUBMITTED: (_l("handed in"), "up", "c-track"),
    ReportState.RETURNED: (_l("returned"), "back", "c-all"),
    ReportState.ACCEPTED: (_l("accepted"), "done", "c-done"),
}
LEFT_OUT = _l("left out"), "stop", "c-all"  # of a frozen period
CHANGES = {"added": _l("came to it"), "removed": _l("fell out"), "moved": _l("changed")}

way(
    "project", _l("Reporting periods"), "indicators.periods", icon="cal",
    of=lambda project: {"slug": project.slug}, may=sees_figures, rank=40,
)  # fmt: skip


@todo_of(queries.asked)
def reports_that_wait(lines):
    """To hand in, or to look at."""
    return [
        Todo(waits(one), url_for("indicators.report", report_id=one["id"]), "form")
        for one in sorted(lines, key=itemgetter("id"))
    ]


def waits(report) -> str:
    if report["state"] == ReportState.SUBMITTED:
        return _("Look at the report of %(partner)s", partner=report["partner"])
    period = actions.from_to(report.day("first"), report.day("last"))
    if report["state"] == ReportState.RETURNED:
        return _("Your report was returned, with a comment: %(period)s", period=period)
    return _("Report your figures: %(period)s", period=period)


def form_for(project, *args, **kwargs) -> PeriodForm:
    sets = [(one.id, title_of(one)) for one in counts.used(project)]
    return PeriodForm(sets, *args, **kwargs)


@bp.get("/projects/<slug>/periods")
def periods(slug):
    project = permitted(projects.project(slug), sees_figures)
    return periods_page(project, form_for(project, None))


def periods_page(project, form, status: int = 200, wrong: str = ""):
    return page(
        PERIODS, status=status, project=project, form=form, wrong=wrong, looks=LOOKS,
        periods=queries.periods(project), named=actions.named, leads=may_lead(me(), project),
    )  # fmt: skip


@bp.post("/projects/<slug>/periods")
def open_period(slug):
    project = permitted(projects.project(slug), may_lead)
    form = form_for(project)
    if not form.validate():
        return periods_page(project, form, status=422)
    asked = next(one for one in counts.used(project) if one.id == form.set.data)
    first, last = form.first.data, form.last.data
    try:
        made = actions.open_period(project, asked, first, last, by=me(), now=clock.now())
    except Refused as why:
        return periods_page(project, form, status=409, wrong=str(why))
    say(_("The period is open. The partners are told."))
    return go(url_for(".period", period_id=made.id))


@bp.get("/reporting-periods/<int:period_id>")
def period(period_id):
    found = permitted(queries.period(period_id), sees_period)
    return period_page(found)


def period_page(found, status: int = 200, wrong: str = ""):
    rows = sorted(found.reports, key=lambda one: one.id)
    is_frozen = found.state == PeriodState.FROZEN
    left = [one for one in rows if is_frozen and one.state != ReportState.ACCEPTED]
    silent = [one for one in rows if one.state not in actions.HANDED_IN]
    return page(
        PERIOD, "counted", status=status, period=found, project=found.project, wrong=wrong,
        waits_for="" if actions.is_over(found, clock.now()) else actions.not_over(found),
        looks=LOOKS, changes=CHANGES, leads=leads_period(me(), found), named=actions.named,
        reports=[(one, sees_report(me(), one)) for one in rows], left=left, left_out=LEFT_OUT,
        silent=silent, silent_words=listed([one.organisation.name for one in silent]),
        may_withdraw=leads_period(me(), found) and withdrawal.may(found),
        late=queries.told_in(found), titles=titles_of(found.version),
        title=title_of_version(found.version),
        **count_context(found.count),
    )  # fmt: skip


def titles_of(version) -> dict:
    """Code -> what the figure is called."""
    return {one.code: one.title for one in formulas.known(version.content).indicators}


def title_of_version(version):
    return version.content["title"]


@bp.post("/reporting-periods/<int:period_id>/freeze")
def freeze(period_id):
    found = permitted(queries.period(period_id), leads_period)
    named = ",".join(request.form.getlist("missing")).split(",")  # one tick names them all
    missing = {int(one) for one in named if one.isdecimal()}
    actions.freeze(found, missing, by=me(), now=clock.now())
    say(_("The period is frozen. Its figures do not change any more."))
    return go(url_for(".period", period_id=found.id))


@bp.post("/reporting-periods/<int:period_id>/withdraw")
def withdraw(period_id):
    found = permitted(queries.period(period_id), leads_period)
    slug = found.project.slug
    withdrawal.withdraw(found, by=me(), now=clock.now())
    say(_("The period is withdrawn."))
    return go(url_for(".periods", slug=slug))


@bp.post("/reporting-periods/<int:period_id>/look")
def look_again(period_id):
    """Looks for late corrections, in the background."""
    found = permitted(queries.period(period_id), leads_period)
    if found.state != "frozen":
        raise Refused(_("This period is open. Late corrections are those to a frozen one."))
    if found.count and found.count.state != CountState.DONE:
        corrections.unite_again(found, now=clock.now())
        say(_("The figures are being counted."))
        return go(url_for(".period", period_id=found.id))
    key = f"{AGAIN}:{found.id}"
    jobs.later(AGAIN, {"period": found.id}, now=clock.now(), key=key)
    say(_("The period is counted again. Late corrections will stand on this page."))
    return go(url_for(".period", period_id=found.id))


@bp.get("/partner-reports/<int:report_id>")
def report(report_id):
    found = permitted(queries.report(report_id), sees_report)
    return report_page(found, StepForm(None))


def report_page(found, form, status: int = 200):
    shown = found.count if found.count and sees(me(), found.count) else None
    return page(
        REPORT, "counted", status=status, report=found, period=found.period, form=form,
        project=found.period.project, looks=LOOKS, named=actions.named,
        waits_for="" if actions.is_over(found.period, clock.now())
        else actions.not_over(found.period),
        own=reports(me(), found), leads=leads_report(me(), found), **count_context(shown),
    )  # fmt: skip


@bp.post("/partner-reports/<int:report_id>/count")
def count_report(report_id):
    found = permitted(queries.report(report_id), reports)
    actions.count(found, by=me(), now=clock.now())
    say(_("The figures are being counted."))
    return go(url_for(".report", report_id=found.id))


@bp.post("/partner-reports/<int:report_id>/submit")
def submit(report_id):
    found = permitted(queries.report(report_id), reports)
    form = StepForm()
    if not form.validate():
        return report_page(found, form, status=422)
    words = form.comment.data or ""
    actions.submit(found, form.seen.data, words, by=me(), now=clock.now())
    say(_("The report is handed in."))
    return go(url_for(".report", report_id=found.id))


@bp.post("/partner-reports/<int:report_id>/return")
def give_back(report_id):
    found = permitted(queries.report(report_id), leads_report)
    form = StepForm()
    is_valid = form.validate()
    if is_valid and not (form.comment.data or "").strip():
        form.comment.errors = [_("Write what the partner is to change.")]
        is_valid = False
    if not is_valid:
        return report_page(found, form, status=422)
    actions.give_back(found, form.comment.data, by=me(), now=clock.now())
    say(_("The report is returned. The partner is told."))
    return go(url_for(".report", report_id=found.id))


@bp.post("/partner-reports/<int:report_id>/accept")
def accept(report_id):
    found = permitted(queries.report(report_id), leads_report)
    form = StepForm()
    if not form.validate():
        return report_page(found, form, status=422)
    words = form.comment.data or ""
    actions.accept(found, form.seen.data, words, by=me(), now=clock.now())
    say(_("The report is accepted."))
    return go(url_for(".report", report_id=found.id))
