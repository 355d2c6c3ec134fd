"""Keeping what is answered. The commit is not ours."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from lms import files
from lms.assessments.models import Attempt, AttemptItem, Response
from lms.assessments.rules.times import is_over
from lms.courses.rules.handed_in import Upload
from lms.db import db
from lms.errors import Refused
from lms.handouts import safe_name
from lms.questions import FeedbackWhen, Question, given, is_blank

TIME = "time"  # of Attempt.closed_by
LAST_TURN = 1_000_000_000


class Saved(NamedTuple):
    """What was kept, and what counts for this question now. `other`: where another answer, given
    elsewhere, is there that this one's page had not seen, the one of the two that does not count.
    """

    response: Response
    counting: Response
    other: Response | None = None

    @property
    def is_stale(self) -> bool:
        return self.other is not None


def save(
    attempt: Attempt,
    place: int,
    question: Question,
    raw: Mapping[str, Any],
    *,
    turn: int,
    token: str,
    upload: Upload | None = None,
    now: datetime,
) -> Saved:
    """Keeps an answer to the question at a place of an attempt, which is loaded locked. Two
    statements; more with a file.

    `turn` is counted by the page on which it was given: the answer of the highest turn counts,
    whichever arrived first. `token` is one for each giving: the same one sent twice is kept once.
    Raises Refused where the attempt is closed or its time is over; Forged and TooLong as `given`.
    """
    _must_be_open(attempt, now)
    turn = max(0, min(turn, LAST_TURN))
    before = _known(attempt.id, place)
    value = _value(question, raw, upload, before[-1] if before else None, now)
    twin = next((one for one in before if one.token == token), None)
    if twin and twin.given == value:
        return Saved(twin, before[-1])
    if before and before[-1].given == value and turn <= before[-1].turn + 1:
        return Saved(before[-1], before[-1])  # it says what counts already
    _must_not_be_checked(attempt, place)
    made = Response(
        attempt_id=attempt.id,
        place=place,
        turn=turn,
        token=_other(token, value) if twin else token,
        given=value,
        file_id=value.get("file"),
        saved_at=now,
    )
    db.session.add(made)
    db.session.flush()
    newest = before[-1] if before else None
    if newest is None or newest.turn < turn:
        return Saved(made, made)
    counting, other = (newest, made) if newest.turn > turn else (made, newest)
    same = newest.given == value or newest.token == token
    return Saved(made, counting, None if same else other)


def _must_be_open(attempt: Attempt, now: datetime) -> None:
    if attempt.handed_in_at is not None and attempt.closed_by != TIME:
        raise Refused(_("This is handed in. Nothing in it can be changed any more."))
    if attempt.handed_in_at is not None or is_over(attempt, now):
        raise Refused(
            _(
                "The time is over. This last answer was not saved. What you answered before is "
                "kept and handed in."
            )
        )


def check(attempt: Attempt, place: int, question: Question, *, now: datetime) -> bool:
    """A person asks what is right, where a quiz says it after each question: from now on the answer
    stays as it is. False, and nothing is different, where there is none. The attempt is locked."""
    tells = attempt.settings.get("feedback") == FeedbackWhen.EACH
    if not tells or question.is_marked_by_a_person:
        raise Refused(_("This quiz does not say what was right."))
    before = _known(attempt.id, place)
    if not before or is_blank(before[-1].given):
        return False
    item = db.session.get_one(AttemptItem, (attempt.id, place))
    item.checked_at = item.checked_at or now
    return True


def _must_not_be_checked(attempt: Attempt, place: int) -> None:
    item = db.session.get(AttemptItem, (attempt.id, place))
    if item and item.checked_at:
        raise Refused(_("You have answered this, and saw what is right. Go on to the next one."))


def _known(attempt_id: int, place: int) -> list[Response]:
    """What was answered there before, the one that counts last."""
    found = select(Response).filter_by(attempt_id=attempt_id, place=place)
    return list(db.session.scalars(found.order_by(Response.turn, Response.id)))


def _value(
    question: Question,
    raw: Mapping[str, Any],
    upload: Upload | None,
    newest: Response | None,
    now: datetime,
) -> dict[str, Any]:
    """A file is only ever one that is sent now, or that is there already: none is named by who
    answers, for it may be another's."""
    if not question.takes_a_file:
        return given(question, raw)
    if upload is None:
        return {} if raw.get("drop") else dict(newest.given) if newest else {}
    kept = files.keep(upload.content, upload.kind.media_type, now=now)
    return given(question, {"file": kept.id, "name": safe_name(upload.name, upload.kind)})


def _other(token: str, value: Mapping[str, Any]) -> str:
    """A page that was sent again with another answer (by the browser's way back) gives it too."""
    digest = hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
    return f"{token[:27]}-{digest[:12]}"
