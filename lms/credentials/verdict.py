"""Is this badge genuine? A verdict with a reason for each check, without a network.

It is valid only where every check that a forger could fail holds. What cannot be known here (a
stranger's list of what was revoked) is said and not guessed. Files come from anybody: nothing here
raises for what is in them, and size, depth and time are bounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from lms.credentials import (
    checks,
    contexts,
    issuers,
    proofs,
    reading,
    revoked,
    tokens,
    whose,
    words,
)
from lms.credentials.strict import Unreadable
from lms.credentials.whose import Trust
from lms.credentials.words import Code

NEEDED = ("format", "contexts", "types", "issuer", "proof", "dates")
AFTER = ("contexts", "types", "issuer", "proof", "dates", "status")  # in this order
OF_TERMS = {Code.UNSIGNED, Code.NOTHING, Code.NOT_LINKED, Code.POISON, Code.TOO_MUCH, Code.TWICE}


class Check(NamedTuple):
    """One thing that was looked at. `ok` is None where it could not be."""

    name: str
    ok: bool | None
    code: Code
    values: Mapping[str, Any] = words.NOTHING


@dataclass
class Verdict:
    """What came of it. `credential` may be believed, and shown as true, only where `valid`."""

    checks: list[Check] = field(default_factory=list)
    kind: str | None = None  # json, jwt, svg, png
    credential: dict[str, Any] | None = None
    serial: str | None = None  # where ours: of which attestation; unchecked where not valid
    ours: bool = False  # signed by a key of this installation

    @property
    def valid(self) -> bool:
        """Every check that matters was made and holds, and none fails."""
        made = {check.name for check in self.checks if check.ok}
        return made.issuperset(NEEDED) and all(check.ok is not False for check in self.checks)

    @property
    def only(self) -> Code | None:
        """Why it is not valid, where everything else holds."""
        failing = [check for check in self.checks if check.ok is False]
        others = {check.name for check in self.checks if check.ok}
        is_all = len(failing) == 1 and others.issuperset({*NEEDED} - {failing[0].name})
        return failing[0].code if is_all else None

    @property
    def vouched(self) -> bool:
        """Whether it is known whose key signed it, not only which."""
        return all(check.code != Code.ITS_KEY for check in self.checks)

    def add(self, name: str, ok: bool | None, code: Code, **values: Any) -> None:
        self.checks.append(Check(name, ok, code, values))

    def fail(self, name: str, refusal: Unreadable) -> None:
        self.add(name, False, refusal.code, **refusal.values)

    def as_dict(self) -> dict[str, Any]:
        """As `lms credential verify --format json` prints it."""
        return {
            "verdict": "valid" if self.valid else "invalid",
            "checks": [
                {
                    "check": check.name,
                    "ok": check.ok,
                    "reason": words.reason(check.code, check.values, shown=written),
                }
                for check in self.checks
            ],
        }


def written(value: Any) -> str:
    """A moment for programs: "2022-03-24T19:30:00Z"."""
    return proofs.moment(value) if isinstance(value, datetime) else str(value)


def verify(
    content: bytes,
    *,
    now: datetime,
    trust: Trust | None = None,
    issuer_files: Sequence[bytes] = (),
    status_lists: Sequence[bytes] = (),
) -> Verdict:
    """Looks at a file: a badge as JSON, a token, or a picture with one in it.

    `trust`: what this installation knows of what it issued. `issuer_files`: DID documents or JWKS
    of other issuers, for which whoever gives them vouches. `status_lists`: others' lists of what
    was revoked, which must be signed by the same issuer."""
    verdict = Verdict()
    try:
        sent = reading.read(content)
    except Unreadable as refusal:
        verdict.kind = reading.kind_of(content)
        verdict.fail("format", refusal)
        return rest(verdict)
    verdict.kind, verdict.credential = sent.kind, proofs.without_proof(sent.credential)
    verdict.add("format", True, Code.READ)
    if address := contexts.strange(sent.credential):
        verdict.add("contexts", False, Code.STRANGE_TERMS, address=address)
        return rest(verdict)
    look_at_types(verdict)
    signature(verdict, sent, trust, issuer_files, now)
    look_at_dates(verdict, sent.credential, now)
    if verdict.ours and trust:
        verdict.serial = whose.serial_in(verdict.credential)
        found = trust.standing(verdict.serial, verdict.credential)
        verdict.add("status", found.ok, found.code, **found.values)
    elif signed(verdict):
        look_at_status(verdict, status_lists, issuer_files, now)
    return rest(verdict)


def rest(verdict: Verdict) -> Verdict:
    """Says of the checks that were not made that they were not, and puts all into their order."""
    made = {check.name: check for check in verdict.checks}
    for name in AFTER:
        made.setdefault(name, Check(name, None, Code.BEFORE))
    verdict.checks = [made[name] for name in ("format", *AFTER)]
    return verdict


def signed(verdict: Verdict) -> bool:
    return any(check.name == "proof" and check.ok for check in verdict.checks)


def look_at_types(verdict: Verdict) -> None:
    try:
        checks.is_badge(verdict.credential or {})
    except Unreadable as refusal:
        verdict.fail("types", refusal)
    else:
        verdict.add("types", True, Code.BADGE)


def look_at_dates(verdict: Verdict, credential: dict[str, Any], now: datetime) -> None:
    try:
        checks.in_time(credential, now)
    except Unreadable as refusal:
        verdict.fail("dates", refusal)
    else:
        verdict.add("dates", True, Code.IN_TIME)


def look_at_status(
    verdict: Verdict, lists: Sequence[bytes], issuer_files: Sequence[bytes], now: datetime
) -> None:
    """Whether a stranger's badge was revoked, by the lists that were given."""

    def believed(content: bytes) -> dict[str, Any]:
        return of_list(content, verdict.credential or {}, issuer_files, now)

    try:
        found = revoked.by_lists(verdict.credential or {}, lists, believed, now)
        verdict.add("status", found.ok, found.code, **found.values)
    except Unreadable as refusal:
        verdict.fail("status", refusal)


def of_list(
    content: bytes, badge: dict[str, Any], issuer_files: Sequence[bytes], now: datetime
) -> dict[str, Any]:
    """A list of what was revoked, signed by the badge's issuer; how old it may be is asked later.
    Raises Unreadable."""
    sent = reading.read(content)
    if contexts.strange(sent.credential):
        raise Unreadable(Code.BAD_STATUS, why="@context")
    if whose.issuer_of(sent.credential) != whose.issuer_of(badge):
        raise Unreadable(Code.BAD_STATUS, why="issuer")
    inner = Verdict(credential=proofs.without_proof(sent.credential))
    signature(inner, sent, None, issuer_files, now)
    if not all(check.ok for check in inner.checks):
        raise Unreadable(Code.BAD_STATUS, why="proof")
    checks.begun(sent.credential, now)
    return proofs.without_proof(sent.credential)


def signature(
    verdict: Verdict,
    sent: reading.Sent,
    trust: Trust | None,
    issuer_files: Sequence[bytes],
    now: datetime,
) -> None:
    """Adds the checks of terms, issuer and signature, in this order."""
    try:
        given = issuers.given(issuer_files, whose.issuer_of(sent.credential))
        known = whose.Known(sent.credential, trust, given, now)
        if sent.token:
            by_token(verdict, sent.token, known)
        else:
            by_proofs(verdict, sent.credential, known)
    except whose.NotTheirs as refusal:
        verdict.fail("issuer", refusal)
    except Unreadable as refusal:
        name = "contexts" if refusal.code in OF_TERMS else "proof"
        verdict.fail(name, refusal)


def by_token(verdict: Verdict, token: tokens.Token, known: whose.Known) -> None:
    """A token: its signature covers its bytes, so no term can be outside of it."""
    verdict.add("contexts", True, Code.KNOWN_TERMS)
    found = known.key(token.method, brings_key=token.brings_key)
    verdict.add("issuer", True, found.code, **found.values)
    if not tokens.fits(token.algorithm, found.key):
        raise Unreadable(Code.WRONG_ALGORITHM, algorithm=token.algorithm)
    passed = tokens.holds(token, found.key)
    verdict.ours = passed and found.code == Code.OURS
    verdict.add("proof", passed, Code.SIGNED if passed else Code.CHANGED)


def by_proofs(verdict: Verdict, document: dict[str, Any], known: whose.Known) -> None:
    """Proofs in the document: each must hold, and each must be the issuer's own."""
    listed = proofs.proofs(document)
    contents = list(proofs.contents(document, listed))
    verdict.add("contexts", True, Code.KNOWN_TERMS)
    found = [known.key(proof.method) for proof in listed]
    verdict.add("issuer", True, found[0].code, **found[0].values)
    for proof, content, one in zip(listed, contents, found, strict=True):
        checks.proof_in_time(proof.said, known.now)
        if not proofs.holds(proof, content, one.key):
            raise Unreadable(Code.CHANGED)
    verdict.ours = all(one.code == Code.OURS for one in found)
    verdict.add("proof", True, Code.SIGNED)
