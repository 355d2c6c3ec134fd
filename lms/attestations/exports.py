"""The list of attestations, and a transcript, as CSV and XLSX (docs/formats/attestations.md,
docs/formats/transcript.md)."""

from collections.abc import Iterable, Iterator
from typing import Any

from lms.attestations import serials
from lms.attestations.models import Attestation
from lms.attestations.rules.transcript import Studied, Transcript
from lms.tables import to_csv, to_xlsx

COLUMNS = (
    "serial", "person_code", "name", "native_name", "programme", "group", "issued_at",
    "issued_by", "languages", "unit_minutes", "required_minutes", "total_minutes", "percent",
    "revoked_at", "reason", "replaces", "erased_at", "credited_minutes", "make_up_minutes",
    "sessions_attended", "sessions_held",
)  # fmt: skip


def as_csv(attestations: Iterable[Attestation]) -> str:
    return to_csv(COLUMNS, map(row, attestations))


def as_xlsx(attestations: Iterable[Attestation]) -> bytes:
    return to_xlsx(COLUMNS, list(map(row, attestations)), "attestations")


def row(one: Attestation) -> list[Any]:
    """Moments in UTC; of an erased holder nothing but serial, dates and where it was issued."""
    facts = one.facts or {}
    return [
        serials.shown(one.serial),
        one.person.code if one.person else None,
        one.holder,
        one.holder_native,
        one.programme.slug,
        one.group.slug,
        moment(one.issued_at),
        one.issued_by.code if one.issued_by else None,
        "+".join(one.languages),
        facts.get("unit_minutes"),
        facts.get("required_minutes"),
        facts.get("total_minutes"),
        facts.get("percent"),
        moment(one.revoked_at),
        one.reason,
        serials.shown(one.replaces.serial) if one.replaces else None,
        moment(one.erased_at),
        facts.get("credited_minutes"),
        facts.get("make_up_minutes"),
        facts.get("sessions", {}).get("attended"),
        facts.get("sessions", {}).get("held"),
    ]


def moment(at: Any) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


TRANSCRIPT = (
    "person_code", "programme", "organisation", "group", "session_code", "date", "course",
    "module", "net_minutes", "credited_minutes", "make_up_minutes", "unit_minutes", "state",
    "confirmed_on", "serials", "confirmed_minutes",
)  # fmt: skip


def transcript_csv(transcript: Transcript) -> str:
    return to_csv(TRANSCRIPT, transcript_rows(transcript))


def transcript_xlsx(transcript: Transcript) -> bytes:
    return to_xlsx(TRANSCRIPT, list(transcript_rows(transcript)), transcript.person.code)


def transcript_rows(transcript: Transcript) -> Iterator[list[Any]]:
    """A row for each session of which something counts, and one for what was studied alone in a
    course, without a session. credited + make_up of a programme are its total; of one that is
    confirmed they are counted by the rules of its record, also what came since."""
    for one in transcript.studied:
        code, end = transcript.person.code, programme_cells(one)
        programme = one.enrolment.programme
        start = [code, programme.slug, programme.organisation.slug]
        groups = {place.group_id: place.group.slug for place in one.enrolment.memberships}
        for there in one.sessions:
            meeting, line = there
            yield [
                *start, groups.get(meeting.group), meeting.code, meeting.day.isoformat(),
                meeting.fact.course, meeting.fact.module, line.net_minutes,
                line.credited_minutes, line.make_up_minutes, *end,
            ]  # fmt: skip
        for course, minutes in one.alone.items():
            yield [*start, None, None, None, course, None, None, minutes, 0, *end]


def programme_cells(one: Studied) -> list[Any]:
    confirmed = one.completion.on.isoformat() if one.completion else None
    standing = [
        serials.shown(issued.serial) for issued in one.attestations if not issued.revoked_at
    ]
    unit = one.unit_minutes or one.enrolment.programme.unit_minutes
    return [unit, one.enrolment.state, confirmed, " ".join(standing),
            one.minutes if one.facts else None]  # fmt: skip
