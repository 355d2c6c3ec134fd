"""Files of questions that were sent: received, looked at, taken or left. Nobody here commits."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from lms import files, jobs
from lms.assessments.imports.plan import Plan, Step, planned
from lms.assessments.imports.reading import format_of, read_file
from lms.assessments.imports.writing import write
from lms.assessments.models import FileState, QuestionFile
from lms.assessments.queries import bank_files as queries
from lms.courses.models import Course
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person

SMALL = 256 * 1024  # bytes: it is looked at and taken while somebody waits
WAITS = timedelta(days=2)  # so long its bytes are here when nobody decides
OPEN = (FileState.CHECKING, FileState.CHECKED, FileState.TAKING)


def receive(
    course: Course, content: bytes, name: str, form: str, language: str, *, by: Person,
    now: datetime,
) -> QuestionFile:  # fmt: skip
    """A file that was sent: a small one is looked at now, others in the background. Raises Refused
    where it is no file of questions."""
    forget_old(now=now)
    kept = files.keep(content, "application/octet-stream", now=now)
    made = QuestionFile(
        course=course, file_id=kept.id, name=name, size=len(content), language=language,
        format=format_of(content, name, form), state=FileState.CHECKING, by=by, made_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    if len(content) <= SMALL:
        check(made)
        if made.state == FileState.REFUSED:
            raise Refused(made.words or "")
    else:
        jobs.later("questions.check", {"file": made.id}, now=now, key=f"questions.check:{made.id}")
    return made


def plan_of(made: QuestionFile, *, to_keep: bool, step: Step | None = None) -> Plan:
    """What taking it would do now. Raises Refused."""
    assert made.file_id, "its bytes are here until it is taken or left"
    outcome = read_file(files.content_of(made.file_id), made.format, made.language)
    keep = files.put if to_keep else None
    return planned(made.course, outcome, made.language, keep=keep, step=step)


def check(made: QuestionFile, step: Step | None = None) -> None:
    """Looks into it: then somebody decides. Where it cannot be read it is refused, with words."""
    if made.state != FileState.CHECKING:
        return
    try:
        made.account = plan_of(made, to_keep=False, step=step).account()
        made.state = FileState.CHECKED
    except Refused as why:
        made.state, made.words = FileState.REFUSED, str(why)
        give_up(made)


def begin(made: QuestionFile, *, by: Person, now: datetime) -> None:
    """It is to be taken: a small one now, others in the background. Raises Refused where that was
    decided already."""
    db.session.refresh(made, ["state"], with_for_update=True)
    if made.state != FileState.CHECKED:
        raise Refused(_("This file was taken or left already. Look at what became of it."))
    made.state, made.by = FileState.TAKING, by
    if made.size <= SMALL:
        take(made, now=now)
    else:
        made.done = made.steps = 0
        jobs.later("questions.take", {"file": made.id}, now=now, key=f"questions.take:{made.id}")


def take(made: QuestionFile, *, now: datetime, step: Step | None = None) -> None:
    """The questions are in the bank, all that can be taken or none. Raises Refused."""
    if made.state != FileState.TAKING:
        return
    plan = plan_of(made, to_keep=True, step=step)
    if not plan.taken:
        raise Refused(_("Nothing in this file can be taken."))
    write(plan, made.course, name=made.name, form=made.format, by=made.by, now=now)
    made.account, made.state, made.done_at = plan.account(), FileState.TAKEN, now
    give_up(made)


def leave(made: QuestionFile, *, now: datetime) -> None:
    """Nobody wants it. Raises Refused where it is being taken."""
    db.session.refresh(made, ["state"], with_for_update=True)
    if made.state not in (FileState.CHECKED, FileState.CHECKING):
        raise Refused(_("This file was taken or left already. Look at what became of it."))
    made.state, made.done_at = FileState.LEFT, now
    give_up(made)


def fail(made: QuestionFile, words: str, *, now: datetime) -> None:
    """It was tried often, in vain."""
    if made.state in OPEN:
        made.state, made.words, made.done_at = FileState.FAILED, words, now
        give_up(made)


def give_up(made: QuestionFile) -> None:
    """Its bytes are not kept any longer."""
    name, made.file_id = made.file_id, None
    db.session.flush()
    if name:
        files.forget(name)


def forget_old(*, now: datetime) -> None:
    """Files about which nobody decided."""
    for made in queries.waited_since(now - WAITS):
        if made.state in OPEN:
            made.state, made.done_at = FileState.LEFT, now
        give_up(made)
