"""What a badge needs to be one, and whether it is valid at a time."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from lms.credentials.strict import Unreadable
from lms.credentials.words import Code

BADGES = {"OpenBadgeCredential", "AchievementCredential"}
FROM = ("validFrom", "issuanceDate")
UNTIL = ("validUntil", "expirationDate")
SKEW = timedelta(minutes=5)  # clocks differ
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def is_badge(credential: dict[str, Any]) -> None:
    """Raises Unreadable where it is no badge, or something that Open Badges 3.0 asks is missing."""
    kinds = types(credential)
    if "VerifiableCredential" not in kinds or not kinds & BADGES:
        raise Unreadable(Code.NO_TYPE)
    if missing := next(lacking(credential), None):
        raise Unreadable(Code.LACKS, key=missing)


def types(value: Any) -> set[str]:
    said = value.get("type") if isinstance(value, dict) else None
    listed = said if isinstance(said, list) else [said]
    return {kind for kind in listed if isinstance(kind, str)}


def lacking(credential: dict[str, Any]) -> Iterator[str]:
    """What Open Badges 3.0 asks of every badge and is not there."""
    subject = credential.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    achieved = subject.get("achievement")
    achieved = achieved if isinstance(achieved, dict) else {}
    if not isinstance(credential.get("id"), str):
        yield "id"
    if not any(name in credential for name in FROM):
        yield FROM[0]
    if "AchievementSubject" not in types(subject):
        yield "credentialSubject"
    if not subject.get("id") and not subject.get("identifier"):
        yield "credentialSubject.identifier"
    if "Achievement" not in types(achieved):
        yield "credentialSubject.achievement"
    for key in ("id", "name", "criteria"):
        if not achieved.get(key):
            yield f"credentialSubject.achievement.{key}"


def moment_in(said: dict[str, Any], key: str) -> datetime:
    """A moment with its time zone. Raises Unreadable."""
    text = said[key]
    try:
        if isinstance(text, str) and MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise Unreadable(Code.BAD_DATE, key=key)


def begun(credential: dict[str, Any], now: datetime) -> None:
    """Raises Unreadable where it is not valid yet. Each name of a date counts, whichever version of
    the data model it is of."""
    for key in FROM:
        if key in credential and moment_in(credential, key) > now + SKEW:
            raise Unreadable(Code.NOT_YET, on=moment_in(credential, key))


def in_time(credential: dict[str, Any], now: datetime) -> None:
    """Raises Unreadable where it is not valid yet, or no more."""
    begun(credential, now)
    for key in UNTIL:
        if key in credential and moment_in(credential, key) < now:
            raise Unreadable(Code.EXPIRED, on=moment_in(credential, key))


def proof_in_time(proof: dict[str, Any], now: datetime) -> None:
    """The same for a proof. Raises Unreadable."""
    if "created" in proof and moment_in(proof, "created") > now + SKEW:
        raise Unreadable(Code.NOT_YET, on=moment_in(proof, "created"))
    if "expires" in proof and moment_in(proof, "expires") < now:
        raise Unreadable(Code.EXPIRED, on=moment_in(proof, "expires"))


def begins_before(credential: dict[str, Any], limit: datetime) -> bool:
    """Whether every date from which it is valid lies before a moment; a date that cannot be read
    does not."""
    try:
        dates = [moment_in(credential, key) for key in FROM if key in credential]
    except Unreadable:
        return False
    return bool(dates) and all(date <= limit for date in dates)
