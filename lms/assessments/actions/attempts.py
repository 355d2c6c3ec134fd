"""What a person does with a quiz: begins it, answers, hands it in. The commit is not ours."""

import secrets
from datetime import date, datetime

from flask_babel import gettext as _

from lms import clock, jobs
from lms.assessments import drawing, queries
from lms.assessments.actions import settling
from lms.assessments.models import Attempt, AttemptItem, Extension
from lms.assessments.rules import times
from lms.config import setting
from lms.courses import queries as courses
from lms.courses.models import Assessment
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person
from lms.questions import Draw, Quiz

NOUN = "attempt"  # what the history calls it
AT_ONCE = 500  # attempts that one look finds
PERSON, TIME, TRAINER = "person", "time", "trainer"  # who closed an attempt


def start(
    assessment: Assessment, person: Person, *, practice: bool = False, now: datetime
) -> Attempt:
    """The attempt that a person goes on with: the one of this kind that is open, or a new one, with
    its questions drawn. An attempt of the staff is always practice.

    Raises Refused where the quiz is not open, has no questions, has no practice, or was taken as
    often as it may be.
    """
    practice = practice or person.is_staff
    queries.hold([person.id])
    quiz = times.quiz_of(assessment.content)
    before = queries.attempts_of(person.id, assessment.id, locked=True)
    for one in before:
        if one.handed_in_at is None and times.is_over(one, now):
            hand_in(one, closed_by=TIME, now=now)
        elif one.handed_in_at is None and one.practice == practice:
            return one
    extension = queries.extension_of(assessment.id, person.id)
    if not person.is_staff:
        _must_be_open(quiz, extension, practice, now)
    if not practice:
        counted = [one for one in before if not one.practice]
        _must_have_one_left(quiz, extension, len(counted))
    return _new(assessment, person, quiz, extension, practice=practice, now=now)


def _must_be_open(quiz: Quiz, extension: Extension | None, practice: bool, now: datetime) -> None:
    zone = setting("TIMEZONE")
    open_ = times.window(quiz, zone, extension)
    if practice and not quiz.practice:
        raise Refused(_("This quiz cannot be practised."))
    if open_.is_before(now):
        raise Refused(
            _("This quiz opens on %(when)s. Come back then.", when=times.words(open_.opens, zone))
        )
    if open_.is_after(now) and not practice:
        raise Refused(
            _(
                "This quiz closed on %(when)s. Ask your trainer for more time.",
                when=times.words(open_.closes, zone),
            )
        )


def _must_have_one_left(quiz: Quiz, extension: Extension | None, taken: int) -> None:
    allowed = times.attempts_allowed(quiz, extension)
    if allowed is not None and taken >= allowed:
        raise Refused(
            _("You have taken this quiz as often as you may. Ask your trainer for another try.")
        )


def _new(
    assessment: Assessment,
    person: Person,
    quiz: Quiz,
    extension: Extension | None,
    *,
    practice: bool,
    now: datetime,
) -> Attempt:
    seed = secrets.randbits(31)
    chosen = _chosen(assessment, quiz, seed)
    if not chosen:
        raise Refused(_("This quiz has no questions. Your trainer records its result."))
    zone = setting("TIMEZONE")
    unbound = practice and times.window(quiz, zone).is_after(now)
    attempt = Attempt(
        assessment=assessment,
        person=person,
        group_id=group_id_for(person.id, assessment.module.course_id, clock.today(zone, now)),
        number=queries.last_number(person.id, assessment.id) + 1,
        practice=practice,
        settings=times.settings_of(quiz),
        seed=seed,
        began_at=now,
        due_at=None if unbound else times.due_at(quiz, now, zone, extension),
    )
    attempt.items = [
        AttemptItem(place=place, version_id=version, points=points)
        for place, (version, points) in enumerate(chosen, 1)
    ]
    db.session.add(attempt)
    db.session.flush()
    detail = {"practice": True} if practice else None
    record(NOUN, attempt.id, "began", detail, by=person, now=now)
    return attempt


def _chosen(assessment: Assessment, quiz: Quiz, seed: int) -> list[tuple[int, str]]:
    """The versions that an attempt asks, in its order, each with its points. At most two queries.
    A question that its course does not have is left out."""
    course_id = assessment.module.course_id
    draws = any(isinstance(item, Draw) for item in quiz.items)
    bank = queries.candidates(course_id) if draws else ()
    asked = drawing.drawn(quiz.items, bank, seed, shuffle=quiz.shuffle)
    known = courses.questions_named(course_id, [one.key for one in asked])
    return [
        (version.id, str(one.points) if one.points is not None else points_of(version.content))
        for one in asked
        if one.key in known
        for version in (known[one.key][1],)
    ]


def group_id_for(person_id: int, course_id: int, day: date) -> int | None:
    """The group in which a person learns a course on a day; else the one in which they last did."""
    programmes = [one for one, _state in courses.programmes_with(person_id, course_id)]
    group = courses.group_for(person_id, programmes, day)
    return group.id if group else None


def points_of(content: dict) -> str:
    return str(content.get("points") or 1)


def hand_in(attempt: Attempt, *, closed_by: str = PERSON, now: datetime) -> bool:
    """Closes an attempt: marks what a key can mark, and settles what came of it. False, and nothing
    is different, where it is closed already. Its person is held, and it is loaded locked."""
    if attempt.handed_in_at is not None:
        return False
    attempt.handed_in_at, attempt.closed_by = now, closed_by
    if closed_by == TIME and attempt.due_at is not None:
        attempt.handed_in_at = min(now, attempt.due_at)
    settling.mark_all(attempt, now=now)
    by = attempt.person if closed_by == PERSON else None
    record(NOUN, attempt.id, "handed in", {"by": closed_by}, by=by, now=now)
    settling.settle(attempt, now=now)
    return True


def queue_due(*, now: datetime) -> None:
    """A job for each attempt whose time is over and that nobody handed in, some at a time."""
    due = queries.due_ids(now - times.GRACE, AT_ONCE)
    work = [("assessments.hand_in", {"attempt": one}, now, f"quiz-over:{one}") for one in due]
    jobs.later_all(work, now=now)


def hand_in_by_time(attempt_id: int, *, now: datetime) -> None:
    """Hands in an attempt whose time is over, once; nothing where it has more time meanwhile."""
    queries.hold_of(attempt_id)
    attempt = queries.attempt(attempt_id, locked=True)
    if attempt and times.is_over(attempt, now):
        hand_in(attempt, closed_by=TIME, now=now)
