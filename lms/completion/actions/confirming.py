"""Confirming completions: computed anew, then frozen."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from markupsafe import Markup

from lms.completion import words
from lms.completion.actions.telling import tell_of
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import looking
from lms.completion.queries.looking import Looked
from lms.completion.queries.recording import Facts, records
from lms.completion.record import digest
from lms.courses import actions as courses
from lms.courses.models import Group
from lms.courses.rules import coordinates_group
from lms.errors import Refused
from lms.i18n import day
from lms.people.actions import record_all
from lms.people.models import Person


class Confirmed(NamedTuple):
    """What came of confirming one: confirmed, or why not, in words for who tried."""

    completion: Completion
    why: str | None


def confirm(completion: Completion, *, by: Person | None, now: datetime) -> None:
    """Confirms a proposal: computed anew at this moment, and frozen with all that an attestation
    certifies (rule 13). By nobody where the programme is `automatic`.

    Raises Refused where it was confirmed already (with who did, and when), where it is not complete
    any more (with what is missing), where it is no proposal, where it is one's own, where the
    person was erased, and where they are in a group now that `by` does not coordinate.
    """
    for one in confirm_all([completion.id], by=by, now=now):
        if one.why:
            raise Refused(one.why)
        return
    raise Refused(_("This completion was taken back already. Reload the page and look."))


def confirm_all(
    completions: Collection[int], *, by: Person | None, now: datetime
) -> list[Confirmed]:
    """The same for many (ids): those that can be are confirmed, and of each other one it is said
    why not. The same few statements, however many they are."""
    found = looking.again(completions)
    looking.lock({one.person_id for one in found.values()})
    looked = looking.of_enrolments([one.enrolment_id for one in found.values()], now)
    groups = looking.groups_of(looked.values())
    answers = [
        Confirmed(one, refusal(one, looked.get(one.enrolment_id), by, groups))
        for one in found.values()
    ]
    good = [one.completion for one in answers if one.why is None]
    if good:
        freeze(good, looked, groups, by=by, now=now)
    return answers


def freeze(
    good: Collection[Completion],
    looked: Mapping[int, Looked],
    groups: Mapping[int, Group],
    *,
    by: Person | None,
    now: datetime,
) -> None:
    facts = records([looked[one.enrolment_id] for one in good])
    for one in good:
        one.group = groups[looked[one.enrolment_id].group]
        write(one, looked[one.enrolment_id], facts[one.enrolment_id], by=by, now=now)
    people = [one.person_id for one in good]
    courses.complete([one.enrolment for one in good], people, by=by, now=now)
    record_all(
        [
            ("completion", f"{one.programme.slug}/{one.person.code}", "confirmed",
             {"id": one.id, "digest": one.digest})
            for one in good
        ],
        by=by,
        now=now,
    )  # fmt: skip
    tell_of("completion.confirmed", good, by=by, now=now)


def write(
    one: Completion, looked: Looked, facts: Facts, *, by: Person | None, now: datetime
) -> None:
    one.state = CompletionState.CONFIRMED
    one.on, one.group_id = looked.on, looked.group
    one.policy_version = facts["policy"]["version"]
    one.facts, one.digest = facts, digest(facts)
    one.confirmed_at, one.confirmed_by = now, by  # the answer to the same press names them


def refusal(
    one: Completion, looked: Looked | None, by: Person | None, groups: Mapping[int, Group]
) -> str | None:
    """Why a completion is not confirmed now; none where it can be."""
    name = one.person.name
    if one.state == CompletionState.CONFIRMED:
        return already(one, name)
    if one.state != CompletionState.PROPOSED:
        return _("%(name)s is not proposed any more. Look again who is complete.", name=name)
    if by and by.id == one.person_id:
        return _("Nobody confirms a completion of their own. Ask another coordinator.")
    if looked is None or looked.learner is None or one.person.erased_at:
        return _("%(name)s has no place in a group of this programme any more.", name=name)
    if not looked.is_complete:
        return missing(looked, name)
    return moved_away(one, groups[looked.group], by)


def moved_away(one: Completion, group: Group, by: Person | None) -> str | None:
    """Whoever was moved since they were proposed is confirmed by who coordinates where they are."""
    if by is None or group.id == one.group_id or coordinates_group(by, group):
        return None
    return _(
        "%(name)s is in another group now: %(group)s. Who coordinates that one confirms it.",
        name=one.person.name,
        group=group.title,
    )


def already(one: Completion, name: str) -> str:
    at = one.confirmed_at.astimezone(ZoneInfo(one.group.zone)) if one.confirmed_at else None
    when = {"day": day(at, "d MMMM y"), "time": f"{at:%H:%M}"} if at else {"day": "", "time": ""}
    if one.confirmed_by is None:
        return _(
            "The completion of %(name)s was confirmed already, on %(day)s at %(time)s.",
            name=name,
            **when,
        )
    return _(
        "%(by)s has confirmed the completion of %(name)s already, on %(day)s at %(time)s.",
        by=one.confirmed_by.name,
        name=name,
        **when,
    )


def missing(looked: Looked, name: str) -> str:
    assert looked.learner
    terms, found = looked.figures.terms, looked.learner.standing
    still = words.open_items(found, terms.titles, terms.unit_minutes)
    plain = ", ".join(Markup(item).striptags() for item in still)
    if not plain:
        return _("%(name)s is not complete any more. Sessions are still to come.", name=name)
    return _("%(name)s is not complete any more. Missing: %(what)s.", name=name, what=plain)
