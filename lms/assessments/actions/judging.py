"""A trainer says what an answer is worth. Nothing that was found before is written over."""

from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from flask_babel import gettext as _

from lms.assessments.actions.marked_told import settle_and_tell
from lms.assessments.models import Attempt, Marking
from lms.assessments.queries.marks import Seen
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person

NOUN = "marking"  # what the history calls it


class Verdict(NamedTuple):
    """What a trainer finds: the share of the points, by which rubric, what is said to who answered,
    and, where it had been marked already, why it is marked again."""

    share: Fraction
    rubric: dict[str, int] | None
    words: str | None
    reason: str | None


def judge(
    attempt: Attempt, seen: Seen, verdict: Verdict, *, last: int | None, by: Person, now: datetime
) -> Marking | None:
    """Marks an answer of an attempt that is handed in; None where that is what was found last.

    `last` is the marking that who decides had before their eyes. The attempt is locked
    (queries.marks.attempt_to_mark). Raises Refused where it is not handed in, where somebody else
    has marked it meanwhile, and where something was found before and no reason is given.
    """
    if attempt.handed_in_at is None:
        raise Refused(_("This is not handed in yet. You can mark it when it is."))
    before = seen.last
    if before is not None and before.id != last:
        raise Refused(
            _("Somebody else has marked this meanwhile. Look at what they found, then decide.")
        )
    if before is not None and before.share is not None:
        same = (before.rubric, before.words) == (verdict.rubric, verdict.words)
        if same and Fraction(before.share) == verdict.share:
            return None
        if not verdict.reason:
            raise Refused(_("Say why it is marked again."))
    marking = Marking(
        attempt_id=attempt.id,
        place=seen.place,
        version_id=before.version_id if before else seen.item.version.id,
        response_id=seen.counting.id if seen.counting else None,
        share=str(verdict.share),
        rubric=verdict.rubric,
        words=verdict.words,
        reason=verdict.reason,
        by_id=by.id,
        at=now,
    )
    db.session.add(marking)
    db.session.flush()
    detail = {
        "share": marking.share,
        "before": before.share if before else None,
        "reason": verdict.reason,
    }
    record(NOUN, f"{attempt.id}/{seen.place}", "marked", detail, by=by, now=now)
    settle_and_tell(attempt.assessment, [attempt], by=by, now=now)
    return marking
