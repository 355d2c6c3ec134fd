"""Changing sessions: one of them, or one and all later ones of its series."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.attendance import rules
from lms.attendance.actions.columns import ROWS, as_columns, told, vars_of, with_rows
from lms.attendance.actions.moving import Step, move_all
from lms.attendance.actions.sessions import refuse_fixed, refuse_problems
from lms.attendance.actions.sign_ups import close, fill
from lms.attendance.actions.telling import Before, is_news, news_of, tell_of
from lms.attendance.models import Session
from lms.attendance.queries import sessions as queries
from lms.attendance.queries.series import later, spoken_for
from lms.attendance.rules.offer import too_few_places
from lms.attendance.rules.timetable import Times, as_pairs, problems
from lms.courses.actions import touch
from lms.errors import Refused
from lms.i18n import day as shown
from lms.people.actions import Note, record_all
from lms.people.models import Person

FOR_ALL = (  # what a change of one and all later ones changes in those
    "starts", "ends", "breaks", "zone", "mode", "place", "link", "trainer_id", "substitute_id",
    "substitute_reason",
)  # fmt: skip
PLACES = {"capacity", "is_open", "day", "starts", "ends", "zone"}  # who waits may have a place now


class Outcome(NamedTuple):
    """The session as it is now (after a move: the new one), which columns are different, how many
    later ones were changed with it, and which of them stay as they are."""

    session: Session
    different: list[str]
    others: int = 0
    left: Sequence[Session] = ()


class Plan(NamedTuple):
    """What would become of sessions: the first step is that of the session itself."""

    steps: Sequence[Step]
    left: Sequence[Session]


def planned(
    session: Session, values: Mapping[str, Any], *, now: datetime, rest: bool = False
) -> Plan:
    """What a change would do; with `rest` the later ones of the series follow, but those that are
    marked or locked. All or nothing. Raises Refused where the register is locked, or a rule forbids
    it."""
    first = step_of(session, values, now)
    others, left = following(first, now) if rest and first.different else ([], [])
    refuse_impossible(others, now)
    return Plan([first, *others], left)


def change(
    session: Session, values: Mapping[str, Any], *, by: Person, now: datetime, rest: bool = False
) -> Outcome:
    """Changes what is different, and says which; another day moves the session. Raises Refused, as
    `planned`."""
    return carry_out(planned(session, values, now=now, rest=rest), by=by, now=now)


def carry_out(plan: Plan, *, by: Person, now: datetime) -> Outcome:
    """Does what was planned, with its history, and tells whom it concerns."""
    first, *others = plan.steps
    if not first.different:
        return Outcome(first.session, [])
    made = apply(plan.steps, by=by, now=now)
    if made[0].is_open and first.different.keys() & PLACES:
        fill(made[0], by=by, now=now)
    elif "is_open" in first.different:
        close(made[0], by=by, now=now)
    return Outcome(made[0], list(first.different), len(others), plan.left)


def step_of(session: Session, values: Mapping[str, Any], now: datetime) -> Step:
    """What becomes different in a session. Raises Refused where that cannot be."""
    refuse_fixed(session, now)
    refuse_problems(session.group, values)
    if module := values.get("module"):
        values = {**values, "course": module.course}
    given = as_columns(values)
    different = {key: value for key, value in given.items() if getattr(session, key) != value}
    if different.keys() & {"day", "zone"}:
        refuse_marked(session, different)
    if why := too_few_places(different.get("capacity"), queries.booked(session)):
        raise Refused(why)
    day = different.get("day", session.day)
    if rules.is_locked_day(session, day, now):
        raise Refused(_("The register of that day would be locked already. Choose a later day."))
    return Step(session, different, {**values, **given})


def refuse_marked(session: Session, different: Mapping[str, Any]) -> None:
    """Marks and make-up are of the day on which they were made: it does not move from under
    them."""
    if queries.has_marks(session):
        raise Refused(
            _(
                "Somebody is marked on this day, so the session took place and stays here. "
                "Publish another session for the new day; or, if the marks are a mistake, take "
                "them out of the register first."
            )
        )
    if "day" in different and queries.has_make_up(session):
        raise Refused(
            _(
                "Make-up was recorded for this session, so it stays on this day. Publish another "
                "session for the new day."
            )
        )


def following(first: Step, now: datetime) -> tuple[list[Step], list[Session]]:
    """What becomes different in the later sessions of the series; and which of them stay."""
    found = later(first.session)
    marked = spoken_for(found)
    stay = [one for one in found if one.id in marked or rules.is_locked(one, now)]
    common = {key: value for key, value in first.different.items() if key in FOR_ALL}
    days = first.different.get("day", first.session.day) - first.session.day
    steps = []
    for one in found:
        if one in stay:
            continue
        wanted = {**common, "day": one.day + days} if days else common
        different = {key: value for key, value in wanted.items() if getattr(one, key) != value}
        if different:
            rows = {name: first.values.get(name) for name in ROWS if f"{name}_id" in different}
            steps.append(Step(one, different, {**vars_of(one), **rows, **different}))
    return steps, stay


def refuse_impossible(steps: Iterable[Step], now: datetime) -> None:
    """Every later session must be possible as well. Raises Refused, with the days that are not."""
    wrong = []
    for step in steps:
        one = step.session
        values: dict[str, Any] = {**vars_of(one), **step.different}
        values["breaks"] = as_pairs(values["breaks"])
        times = Times(*(values[name] for name in Times._fields))
        found = [why for _field, why in problems(one.group, times)]
        if rules.is_locked_day(one, times.day, now):
            found.append(_("The register of that day would be locked already."))
        if found:
            wrong.append(_("%(day)s: %(why)s", day=shown(times.day, "named"), why=found[0]))
    if wrong:
        raise Refused(_("Nothing was changed. %(days)s", days=" ".join(wrong[:5])))


def apply(steps: Sequence[Step], *, by: Person, now: datetime) -> list[Session]:
    """Makes all of it so, with its history, and tells whom it concerns: a bounded number of
    statements."""
    before = [Before(step.session) for step in steps]
    details = [detail_of(step) for step in steps]
    moving = [step for step in steps if "day" in step.different]
    made = move_all(moving, by=by, now=now) if moving else [changed(step) for step in steps]
    notes: list[Note] = []
    for step, new, detail in zip(steps, made, details, strict=True):
        if new is not step.session:
            days = {"before": {"day": f"{step.session.day}"}, "after": {"day": f"{new.day}"}}
            notes.append(("session", step.session.code, "moved", days))
        verb = "changed" if new is step.session else "moved here"
        notes.append(("session", new.code, verb, detail))
    record_all(notes, by=by, now=now)
    group = steps[0].session.group
    touch(groups=[group.id])
    news = [news_of(new, was) for new, was in zip(made, before, strict=True)]
    kind = "session.moved" if moving else "session.changed"
    tell_of(kind, filter(is_news, news), group, by=by, now=now, about=made[0].code)
    return made


def changed(step: Step) -> Session:
    for key, value in with_rows(step.different, step.values).items():
        setattr(step.session, key, value)
    step.session.sequence += 1
    return step.session


def detail_of(step: Step) -> dict[str, Any]:
    was = vars_of(step.session)
    return {
        "before": {key: told(was, key) for key in step.different},
        "after": {key: told(step.values, key) for key in step.different},
    }
