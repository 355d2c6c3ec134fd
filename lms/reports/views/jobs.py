"""The jobs of the background and the state of mail, for administrators."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock, mail
from lms.errors import Refused
from lms.jobs import Job, JobState, queries
from lms.people.rules import is_administrator
from lms.reports.actions import jobs as actions
from lms.reports.queries import post_waits
from lms.reports.views.blueprint import bp
from lms.web import go, load, me, only, page, page_of, say

LOOKS = {  # what a state is called, what it means, its picture, its colour
    JobState.FAILED: (_l("Failed"), _l("Tried often, in vain: you decide."), "alert", "c-cannot"),
    JobState.WAITING: (_l("Waiting"), _l("They begin when their time comes."), "clock", ""),
    JobState.RUNNING: (_l("Running"), _l("A worker does them now."), "play", ""),
    JobState.DONE: (_l("Done"), _l("They are kept for 30 days."), "done", ""),
}


@bp.get("/jobs")
def jobs():
    only(is_administrator)
    overview = queries.overview()
    state = asked_state(overview)
    return page(
        "reports/jobs.html",
        overview=overview,
        state=state,
        looks=LOOKS,
        pages=page_of(queries.in_state(state)),
        now=clock.now(),
        wall=wall,
        server=mail_server(),
        post=post_waits(),
    )


@bp.post("/jobs/<int:job_id>/try")
def try_again(job_id):
    job = load(Job, job_id, may_decide)
    actions.try_again(job, by=me(), now=clock.now())
    say(_("It is tried again now."))
    return go(url_for("reports.jobs"))


@bp.post("/jobs/tries")
def try_all_again():
    only(is_administrator)
    count = actions.try_all_again(by=me(), now=clock.now())
    say(ngettext("%(num)s job is tried again.", "%(num)s jobs are tried again.", count))
    return go(url_for("reports.jobs"))


@bp.post("/jobs/<int:job_id>/end")
def give_up(job_id):
    job = load(Job, job_id, may_decide)
    actions.give_up(job, by=me(), now=clock.now())
    say(_("The job was deleted. It will not be done."))
    return go(url_for("reports.jobs"))


@bp.post("/jobs/test-mail")
def test_mail():
    only(is_administrator)
    if not mail_server():
        raise Refused(_("No mail server is set. Set LMS_MAIL_SERVER, and start again."))
    actions.test_mail(me(), now=clock.now())
    say(
        _(
            "A test mail to %(address)s is on its way. Look here if it does not come.",
            address=me().email,
        )
    )
    return go(url_for("reports.jobs"))


def may_decide(person, _job) -> bool:
    return is_administrator(person)


def asked_state(overview: queries.Overview) -> JobState:
    """The `state` of the address; else what failed, where something did, else what waits."""
    if (asked := request.args.get("state", "")) in set(JobState):
        return JobState(asked)
    return JobState.FAILED if overview.counts[JobState.FAILED] else JobState.WAITING


def mail_server() -> str:
    """The host alone: nobody is shown the user or the password."""
    address = current_app.config["MAIL_SERVER"]
    return mail.server(address).host if address else ""


def wall(moment: datetime) -> datetime:
    """A moment as the clock on the wall of this installation shows it."""
    return moment.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
