"""What had to be kept of people who were erased, deleted when its time is over."""

from datetime import date, datetime

from lms.attendance import erasing as of_attendance
from lms.attestations.actions import erase_holder
from lms.courses.actions import touch
from lms.db import db
from lms.evidence import erasing as of_evidence
from lms.people import erasing as of_people
from lms.people.actions import record
from lms.privacy import queries
from lms.privacy.actions.rows import Gone, remove_what_was_kept
from lms.privacy.models import Erasure


def delete_if_over(erasure: Erasure, *, today: date, now: datetime) -> bool:
    """Looks anew how long it is kept, for the days of programmes may have been written or changed
    since; deletes what was kept once that day is over. Says whether it did. Attestations are
    emptied anew each time: nothing names them, whatever happened in the meantime."""
    if erasure.deleted_at is not None:
        return False
    queries.lock(erasure.person_id)
    erase_holder(erasure.person, now=now)
    programmes = queries.programmes(erasure.person.id)
    erasure.delete_on = queries.kept_until(programmes)
    if erasure.delete_on is None or today <= erasure.delete_on:
        return False
    if erasure.delete_on == date.min:  # nothing was ever to be kept
        erasure.delete_on = today
    delete(erasure, now=now)
    return True


def delete(erasure: Erasure, *, now: datetime) -> None:
    """Marks, hours, levels, results, completions, scans: everything but a row that says a code."""
    person, gone = erasure.person, Gone()
    touch(people=[person.id])
    of_attendance.in_time(person.id)
    gone.files |= of_evidence.in_time(person.id)
    remove_what_was_kept(person.id, gone)
    of_people.in_time(person)
    gone.forget(now)
    erasure.deleted_at = now
    record("person", person.code, "deleted", by=None, now=now)
    db.session.flush()
    db.session.expire_all()
