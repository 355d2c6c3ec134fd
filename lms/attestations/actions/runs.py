"""Attestations of several people of a group: ordered, made in the background, kept for a while as
one file."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _

from lms import files, jobs
from lms.attestations.actions.emptying import forget_file
from lms.attestations.actions.issuing import issue
from lms.attestations.actions.papers import PDF, Asked, print_all, refuse_languages
from lms.attestations.models import Run, RunState
from lms.attestations.queries import attestations
from lms.attestations.queries import runs as queries
from lms.attestations.rules.access import may_issue
from lms.courses.models import Group
from lms.db import db
from lms.errors import Refused
from lms.people import queries as people
from lms.people.actions import record
from lms.people.models import Person

KEPT = timedelta(days=30)  # so long the file of all papers is kept; the papers themselves stay
MOST = 200  # people at once


def order(
    group: Group, completions: Sequence[int], languages: Sequence[str], *, by: Person, now: datetime
) -> Run:
    """Attestations for these completions of the group, in this order. Raises Refused: nobody, too
    many, languages that cannot be, or the group's are being made already."""
    refuse_languages(languages)
    if not completions:
        raise Refused(_("Choose at least one person."))
    if len(completions) > MOST:
        raise Refused(_("These are too many at once. Choose %(most)s or fewer.", most=MOST))
    queries.lock(group)
    if busy := queries.under_way(group):
        if busy.completions == list(completions):
            return busy
        raise Refused(_("Attestations of this group are being made. Wait until they are done."))
    made = Run(
        group_id=group.id, completions=list(completions), languages=list(languages),
        state=RunState.WAITING, asked_by_id=by.id, asked_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    detail = {"people": len(completions), "languages": list(languages)}
    record("attestation run", made.id, "ordered", detail, by=by, now=now)
    jobs.later("attestations.run", {"run": made.id}, now=now, key=f"attestations.run:{made.id}")
    return made


def begin(run: Run) -> None:
    """It is being made, from the first; what was issued before is not issued again."""
    run.state, run.done, run.words, run.left = RunState.MAKING, 0, None, {}


def make(run: Run, completion_id: int, *, now: datetime) -> None:
    """The attestation of one of them, unless it has one; why there is none is kept. It is issued in
    the name of who asked for it: whether they still may is looked at for each."""
    if attestations.standing_of(completion_id):
        return
    if not may_still(run):
        leave(run, completion_id, _("Who asked for it may not issue attestations here any more."))
        return
    completion = queries.completion(completion_id)
    if completion is None or run.asked_by is None or completion.group_id != run.group_id:
        leave(run, completion_id, _("This completion is not confirmed. Confirm it first."))
        return
    try:
        issue(completion, by=run.asked_by, now=now, languages=run.languages)
    except Refused as why:
        leave(run, completion_id, str(why))


def may_still(run: Run) -> bool:
    by = run.asked_by
    return by is not None and by.erased_at is None and may_issue(by, run.group)


def leave(run: Run, completion_id: int, words: str) -> None:
    """For this one nothing was issued; why, in words."""
    run.left = {**run.left, str(completion_id): words}


def bound(run: Run) -> bytes | None:
    """One file of all papers, in the order in which they were asked for; None without any. Nobody
    in it is erased until the commit: who is, is not in it, or finds the file and removes it."""
    people.hold(queries.holders(run.completions))
    found = {one.completion_id: one for one in queries.standing_in(run.completions)}
    order = [found[number] for number in run.completions if number in found]
    asked = [Asked(one, one.template, one.programme, run.languages) for one in order]
    return print_all(asked) if asked else None


def finish(run: Run, content: bytes | None, *, now: datetime) -> None:
    """All are made, but those that are left."""
    run.file_id = files.keep(content, PDF, now=now).id if content else None
    run.state, run.done, run.done_at = RunState.DONE, len(run.completions), now
    run.words = None


def stop(run: Run, *, by: Person, now: datetime) -> None:
    """Nothing more is issued; what was issued stays. Raises Refused where it has ended."""
    db.session.refresh(run, with_for_update={"of": Run})
    if run.state not in queries.UNDER_WAY:
        raise Refused(_("This has ended already."))
    run.state, run.done_at = RunState.STOPPED, now
    db.session.flush()
    record("attestation run", run.id, "stopped", None, by=by, now=now)


def stumbled(run: Run) -> bool:
    """Something went wrong; it is tried again later, unless somebody has stopped it. What it was
    stands in the list of jobs, for who can mend it."""
    db.session.refresh(run, with_for_update={"of": Run})
    if run.state != RunState.MAKING:
        return False
    run.state, run.words = RunState.WAITING, _("Something broke on our side.")
    return True


def fail(run: Run, *, now: datetime) -> None:
    """It was tried often, in vain. What was issued stays."""
    run.state, run.done_at = RunState.FAILED, now


def forget_old(*, now: datetime) -> None:
    """A few files whose time is over, for a look around each minute."""
    for run in queries.with_old_file(now - KEPT, 5):
        forget_file(run, now=now)
