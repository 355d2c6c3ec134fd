"""What a session is, as plain facts that JSON can keep. No database, no words."""

from collections.abc import Mapping
from typing import Any, NamedTuple

# why somebody is told of a session
MEMBER, SIGNED_UP, WAITS, TEACHES = "member", "signed up", "waits", "teaches"


class Facts(NamedTuple):
    """A session in values that JSON can keep. Times are those on its wall; `title` is a map of
    languages, or one text."""

    id: int
    code: str
    uid: str
    sequence: int
    day: str  # 2022-03-24
    starts: str  # 17:00
    ends: str  # 20:15; at or before the start: the next day's
    zone: str
    title: Mapping[str, str] | str
    group: str  # its title
    mode: str
    status: str
    place: str | None = None
    link: str | None = None
    teacher: str | None = None


def as_data(facts: Facts) -> dict[str, Any]:
    """As a notice keeps them."""
    return facts._asdict()


def known_to(role: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a notice keeps of a session for somebody: the link to the meeting is for those who
    have a place."""
    return {**facts, "link": None} if role == WAITS else {**facts}


def from_data(data: Mapping[str, Any]) -> Facts:
    """As a notice kept them."""
    return Facts(**data)
