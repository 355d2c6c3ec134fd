"""Attestations: issued once of what was confirmed, revoked with a reason, replaced. What they say
never changes. (When their holder is forgotten: emptying.py.)"""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from lms.attestations import serials
from lms.attestations.actions.papers import keep, print_paper
from lms.attestations.actions.templates import template_of
from lms.attestations.letters.told import ISSUED, REVOKED
from lms.attestations.models import Attestation
from lms.attestations.queries import attestations as queries
from lms.completion.models import Completion, CompletionState
from lms.completion.record import digest
from lms.credentials import status
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person

# from then on a place of a list of what was revoked is hard to find by chance: the next is begun
HALF = status.LENGTH // 2
LONGEST_REASON = 500


def issue(
    completion: Completion,
    *,
    by: Person,
    now: datetime,
    languages: Sequence[str] = (),
    replaces: Attestation | None = None,
) -> Attestation:
    """Issues the attestation of a confirmed completion, with its first paper. The facts are those
    of the completion, the names are the holder's of today. `languages`: one or two; none: those of
    the organisation's template. The holder is told.

    Raises Refused: not confirmed, one's own, or there is one already.
    """
    if not queries.lock(completion.id):
        raise Refused(_("The holder's data were erased: nothing can be issued for them."))
    refuse(completion, by)
    template = template_of(completion.programme.organisation, by=by, now=now)
    facts, person = completion.facts or {}, completion.person
    names = person.name, person.native_name or None
    replaces = replaces or queries.without_a_new_one(completion)
    made = Attestation(
        serial=serials.new(), completion_id=completion.id, programme_id=completion.programme_id,
        group_id=completion.group_id, organisation_id=completion.programme.organisation_id,
        template_id=template.id, person_id=person.id, holder=names[0], holder_native=names[1],
        facts=facts, digest=digest(facts, *names),
        languages=list(languages or template.languages), issued_at=now, issued_by_id=by.id,
        replaces_id=replaces.id if replaces else None,
    )  # fmt: skip
    made.status_list, made.status_index = place()
    printed = print_paper(made, template, completion.programme, made.languages)
    db.session.add(made)
    db.session.flush()
    keep(made, printed, now=now)
    record("attestation", made.serial, "issued", note(made, replaces), by=by, now=now)
    told = {"serial": made.serial, "programme": facts["programme"]["title"]}
    if replaces:
        told |= {"replaces": replaces.serial, "reason": replaces.reason}
    tell(
        [person.id], ISSUED, told, about=f"attestation:{made.serial}", by=by,
        now=now, group=completion.group.slug,
    )  # fmt: skip
    return made


def refuse(completion: Completion, by: Person) -> None:
    if completion.person_id == by.id:
        raise Refused(_("This attestation is your own. Ask another coordinator to issue it."))
    if completion.state != CompletionState.CONFIRMED:
        raise Refused(_("This completion is not confirmed. Confirm it first."))
    if standing := queries.standing_of(completion.id):
        who = standing.issued_by.name if standing.issued_by else "–"
        raise Refused(
            _("There is an attestation already, issued by %(name)s: %(serial)s.",
              name=who, serial=serials.shown(standing.serial))
        )  # fmt: skip


def note(made: Attestation, replaces: Attestation | None) -> dict:
    """What the history says of it: no name."""
    return {"languages": made.languages, "replaces": replaces.serial if replaces else None}


def place() -> tuple[int, int]:
    """A free place in the public list of what was revoked, by chance."""
    number, taken = queries.newest_list()
    number = number + 1 if taken >= HALF else number
    while True:
        index = status.by_chance()
        if not queries.is_taken(number, index):
            return number, index


def revoke(attestation: Attestation, reason: str, *, by: Person, now: datetime) -> None:
    """It is not valid any more; staff and the holder are told why, strangers only since when.

    Raises Refused: without a reason, one's own, or revoked already; and where the holder was erased
    at this moment, for the reason may name them.
    """
    holder = attestation.person_id
    queries.lock_of(attestation)
    if holder != attestation.person_id:
        raise Refused(_("The holder's data were erased meanwhile. Reload the page and look."))
    refuse_revoking(attestation, reason, by)
    attestation.revoked_at, attestation.revoked_by_id = now, by.id
    attestation.reason = reason.strip()
    db.session.flush()
    record("attestation", attestation.serial, "revoked", None, by=by, now=now)


def refuse_revoking(attestation: Attestation, reason: str, by: Person) -> None:
    if attestation.person_id == by.id:
        raise Refused(_("This attestation is your own. Ask another coordinator to revoke it."))
    if not reason.strip():
        raise Refused(_("Write why it is revoked: the holder is told."))
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(
            _("This reason is too long. Use %(most)s letters or less.", most=LONGEST_REASON)
        )
    if attestation.revoked_at:
        who = attestation.revoked_by.name if attestation.revoked_by else "–"
        raise Refused(_("It was revoked before, by %(name)s.", name=who))


def revoke_and_tell(attestation: Attestation, reason: str, *, by: Person, now: datetime) -> None:
    """`revoke`, and nothing comes in its place: the holder is told so."""
    revoke(attestation, reason, by=by, now=now)
    if attestation.person_id:
        told = {
            "serial": attestation.serial,
            "programme": (attestation.facts or {})["programme"]["title"],
            "reason": attestation.reason,
        }
        tell(
            [attestation.person_id], REVOKED, told,
            about=f"attestation:{attestation.serial}", by=by, now=now,
            group=attestation.group.slug,
        )  # fmt: skip


def reissue(
    attestation: Attestation,
    reason: str,
    *,
    by: Person,
    now: datetime,
    completion: Completion | None = None,
    languages: Sequence[str] = (),
) -> Attestation:
    """A new one in place of an old one: that is revoked, where it is not yet. From the same
    completion (a name was wrong), or from the one that was confirmed anew. Raises Refused as
    `revoke` and `issue`; and where the holder was erased."""
    if attestation.person_id is None:
        raise Refused(_("The holder's data were erased: nothing can be issued for them."))
    confirmed = completion or queries.confirmed_for(attestation)
    if confirmed is None:
        raise Refused(_("There is no confirmed completion any more. Confirm it anew first."))
    if newer := queries.replacing(attestation.id):
        raise Refused(
            _("It is replaced already, by %(serial)s.", serial=serials.shown(newer.serial))
        )
    if not attestation.revoked_at:
        revoke(attestation, reason, by=by, now=now)
    spoken = languages or attestation.languages
    return issue(confirmed, by=by, now=now, languages=spoken, replaces=attestation)


def wish(attestation: Attestation, answers: bool, *, by: Person, now: datetime) -> None:
    """The holder's wish: whether this page still says "valid" when their data are erased."""
    if attestation.answers_after_erasure != answers:
        attestation.answers_after_erasure = answers
        detail = {"answers_after_erasure": answers}
        record("attestation", attestation.serial, "wished", detail, by=by, now=now)
