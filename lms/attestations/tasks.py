"""What is done in the background for attestations: those of a group, one by one."""

from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from lms import files, jobs
from lms import mail as post
from lms.attestations.actions import runs as actions
from lms.attestations.letters.mailed import message
from lms.attestations.models import Run, RunState
from lms.attestations.queries import attestations
from lms.attestations.queries import runs as queries
from lms.config import setting
from lms.db import db
from lms.messages.letters import speaking_to
from lms.people.actions import mail_came_back


@jobs.task("attestations.run")
def make(data: dict, *, now: datetime) -> None:
    """Issues the attestations of a run, a transaction each, then binds them into one file. Begun
    again, it issues nothing twice."""
    run = queries.run(data["run"])
    if run is None or run.state not in queries.UNDER_WAY:
        return
    language = (run.asked_by and run.asked_by.language) or setting("LANGUAGES")[0]
    actions.begin(run)
    db.session.commit()
    with force_locale(language):
        made(data["run"], now)


def made(run_id: int, now: datetime) -> None:
    """One after the other. One that fails does not hold up the others: it is tried again with the
    whole run, in which nobody gets two."""
    failed: Exception | None = None
    for done, completion_id in enumerate(again(run_id).completions, 1):
        run = again(run_id)
        if run.state != RunState.MAKING:
            return  # stopped
        try:
            actions.make(run, completion_id, now=now)
        except Exception as error:
            db.session.rollback()
            failed, run = error, again(run_id)
            actions.leave(run, completion_id, _("Something broke on our side."))
        run.done = done
        db.session.commit()
    if failed is None:
        failed = bind(run_id, now)
    if failed is not None and actions.stumbled(again(run_id)):
        db.session.commit()
        raise failed


def bind(run_id: int, now: datetime) -> Exception | None:
    """One file of all; what went wrong with it."""
    try:
        content = actions.bound(again(run_id))
    except Exception as error:
        db.session.rollback()
        return error
    run = again(run_id)
    db.session.refresh(run, with_for_update={"of": Run})
    if run.state == RunState.MAKING:
        actions.finish(run, content, now=now)
    return None


def again(run_id: int) -> Run:
    run = db.session.get(Run, run_id)
    assert run, "runs are never deleted"
    return run


@jobs.task("attestations.run.in_vain")
def make_in_vain(data: dict, *, now: datetime) -> None:
    """Tried often, in vain: who asked reads why."""
    run = db.session.get(Run, data["run"])
    if run and run.state != RunState.DONE:
        actions.fail(run, now=now)


@jobs.every_minute("attestations.forget")
def forget(now: datetime) -> None:
    """Files of runs that are old."""
    actions.forget_old(now=now)


@jobs.task("attestations.mail")
def mail(data: dict, *, now: datetime) -> None:
    """A paper to its holder. Nothing of the database is held while the mail server answers."""
    found = attestations.attestation(data["serial"])
    if found is None or found.person is None or not found.person.email:
        return
    papers = attestations.papers_of(found)
    settings, person, address = current_app.config, found.person, found.person.email
    try:
        with speaking_to(person):
            asked = datetime.fromisoformat(data["asked"])
            content = files.content_of(papers[0].file_id)
            made = message(found, address, content, now=asked)
        db.session.commit()
        post.send(made, post.return_path(settings), address, settings)
    except post.Returned as refusal:
        mail_came_back(person, str(refusal), now=now)
