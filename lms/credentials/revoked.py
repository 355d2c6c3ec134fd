"""Was it revoked? By the lists of strangers, where somebody has got them; nothing is fetched."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from lms.credentials import checks, status
from lms.credentials.strict import Unreadable
from lms.credentials.words import NOTHING, Code

OTHERS = {  # ways to revoke that need the network, and that are known as such
    "1EdTechRevocationList", "StatusList2021Entry", "RevocationList2020Status",
    "CredentialStatusList2017",
}  # fmt: skip
MOST = 5  # entries of one badge
LONGEST = timedelta(days=30)  # so long a list is believed that does not say until when it holds
SERIOUS = {"revocation": Code.REVOKED, "suspension": Code.SUSPENDED}


class Answer(NamedTuple):
    """The end of the check: not ok where it was revoked, None where it is not known."""

    ok: bool | None
    code: Code
    values: Mapping[str, Any] = NOTHING


def by_lists(
    credential: dict[str, Any],
    lists: Sequence[bytes],
    believed: Callable[[bytes], dict[str, Any]],
    now: datetime,
) -> Answer:
    """What the lists say of a badge. `believed` reads a list and looks at its signature. Raises
    Unreadable where an entry or a list cannot be used."""
    said = credential.get("credentialStatus")
    entries = said if isinstance(said, list) else [said] if said is not None else []
    if not entries:
        return Answer(True, Code.NO_STATUS)
    if len(entries) > MOST:
        raise Unreadable(Code.BAD_STATUS, why="credentialStatus")
    given = [believed(content) for content in lists] if lists else []
    return first_of([by_entry(entry, given, now) for entry in entries], (False, None, True))


def first_of(answers: list[Answer], order: Sequence[bool | None]) -> Answer:
    return min(answers, key=lambda answer: order.index(answer.ok))


def by_entry(entry: Any, given: list[dict[str, Any]], now: datetime) -> Answer:
    kinds = checks.types(entry)
    if "BitstringStatusListEntry" not in kinds:
        if not kinds & OTHERS:
            raise Unreadable(Code.BAD_STATUS, why="type")
        return unknown(str(entry.get("statusListCredential") or entry.get("id") or "-"))
    url, purpose, index = (
        entry.get(key) for key in ("statusListCredential", "statusPurpose", "statusListIndex")
    )
    if not isinstance(url, str) or not isinstance(purpose, str) or entry.get("statusSize", 1) != 1:
        raise Unreadable(Code.BAD_STATUS, why="credentialStatus")
    place = str(index)
    if not (place.isascii() and place.isdigit() and len(place) < 12):
        raise Unreadable(Code.BAD_STATUS, why="statusListIndex")
    same = [
        by_bits(listed, purpose, int(place), now) for listed in given if listed.get("id") == url
    ]
    return first_of(same, (False, True, None)) if same else unknown(url)


def unknown(address: str) -> Answer:
    return Answer(None, Code.NEEDS_NETWORK, {"address": address[:200]})


def by_bits(listed: dict[str, Any], purpose: str, place: int, now: datetime) -> Answer:
    """Raises Unreadable where the list is no list, or one for another purpose."""
    subject = listed.get("credentialSubject")
    if "BitstringStatusListCredential" not in checks.types(listed) or not isinstance(subject, dict):
        raise Unreadable(Code.BAD_STATUS, why="type")
    purposes = subject.get("statusPurpose")
    if purpose not in (purposes if isinstance(purposes, list) else [purposes]):
        raise Unreadable(Code.BAD_STATUS, why="statusPurpose")
    try:
        is_set = status.is_set(subject.get("encodedList"), place)
    except status.BadList as bad:
        raise Unreadable(Code.BAD_STATUS, why=str(bad)) from None
    if is_set and purpose in SERIOUS:
        return Answer(False, SERIOUS[purpose])
    return as_of(listed, now)


def as_of(listed: dict[str, Any], now: datetime) -> Answer:
    """That something was not revoked when a list was made; a list that is too old says nothing, for
    it may have been revoked since. Raises Unreadable for a date that cannot be read."""
    made = [checks.moment_in(listed, key) for key in checks.FROM if key in listed]
    if not made:
        return Answer(True, Code.STANDS)
    ends = [checks.moment_in(listed, key) for key in checks.UNTIL if key in listed]
    if min(ends or [max(made) + LONGEST]) < now:
        return Answer(None, Code.OLD_STATUS, {"on": max(made)})
    return Answer(True, Code.STANDS, {"on": max(made)})
