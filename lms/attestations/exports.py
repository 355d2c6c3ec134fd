"""The list of attestations as CSV and XLSX (docs/formats/attestations.md)."""

from collections.abc import Iterable
from typing import Any

from lms.attestations import serials
from lms.attestations.models import Attestation
from lms.tables import to_csv, to_xlsx

COLUMNS = (
    "serial", "person_code", "name", "native_name", "programme", "group", "issued_at",
    "issued_by", "languages", "unit_minutes", "required_minutes", "total_minutes", "percent",
    "revoked_at", "reason", "replaces", "erased_at",
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
    ]


def moment(at: Any) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
