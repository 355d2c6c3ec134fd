"""What a seal says: the facts of a register as the chain keeps them (lms/attendance/chain.py), and
when a register can be closed."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from lms.attendance import chain
from lms.attendance.models import Amendment, Session, Status
from lms.attendance.rules.lines import Entry, Frame
from lms.attendance.rules.rights import has_come, why_fixed
from lms.courses.policy import Policy
from lms.people.models import Person

SEALABLE = (Status.PLANNED, Status.HELD)  # what was cancelled or moved has no register


class Names:
    """Who stands behind the digests of a link. Whoever was named in the session before keeps their
    digest: so two links of one register can be compared without anybody's name. `people` are those
    who are named by their ids: who recorded any of it, and who is part of a correction."""

    def __init__(
        self, known: Iterable[chain.Entry] = (), people: Mapping[int, Person] | None = None
    ) -> None:
        self.known = {one.person: one for one in known if one.code and one.person}
        self.used: dict[str, chain.Entry] = {}
        self.people = people or {}

    def of(self, person: int, code: str, name: str) -> str:
        found = self.known.get(person)
        if found is None:
            found = self.known[person] = entry(code, name, person)
        self.used[found.digest] = found
        return found.digest

    def whose(self, person: Person | None) -> str | None:
        return self.of(person.id, person.code, person.name) if person else None

    def by_id(self, person_id: int | None) -> str | None:
        return self.whose(self.people[person_id]) if person_id else None

    def reason(self, text: str, person: int) -> str:
        made = entry(chain.REASON, text, person)
        self.used[made.digest] = made
        return made.digest

    @property
    def rows(self) -> list[list[Any]]:
        return [list(self.used[digest]) for digest in sorted(self.used)]


def entry(code: str, name: str, person: int) -> chain.Entry:
    salt = secrets.token_hex(16)
    return chain.Entry(chain.digest(salt, code, name), salt, code, name, person)


def moment(when: datetime | int | None) -> str | None:
    """A moment as facts have it, to the second: 2022-03-24T19:30:00Z."""
    if when is None:
        return None
    if isinstance(when, int):
        when = datetime.fromtimestamp(when, UTC)
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def facts_of_mark(mark: Entry, who: Callable[[int], str | None]) -> dict[str, Any]:
    """A live mark; `who` gives the digest of its recorder."""
    return {
        "kind": str(mark.kind),
        "came": moment(mark.came),
        "left": moment(mark.left),
        "excused": mark.excused,
        "reason": mark.reason,
        "source": str(mark.source),
        "by": who(mark.recorder_id) if mark.recorder_id else None,
        "at": moment(mark.at),
    }


def facts_of_line(line: Any, names: Names) -> dict[str, Any]:
    """What the register says of one person: a line of queries.register."""
    return {
        "who": names.of(line.who.id, line.who.code, line.who.name),
        "guest": line.who.is_guest,
        "mark": line.state.mark or None,
        "credited": line.credited,
        "marks": sorted((facts_of_mark(e, names.by_id) for e in line.entries), key=chain.canonical),
    }


def facts_of_session(session: Session) -> dict[str, Any]:
    """What a sealed session cannot change any more."""
    return {
        "code": session.code,
        "day": session.day.isoformat(),
        "starts": f"{session.starts:%H:%M}",
        "ends": f"{session.ends:%H:%M}",
        "zone": session.zone,
        "breaks": [list(pair) for pair in session.breaks],
        "mode": str(session.mode),
        "status": str(session.status),
    }


def facts_of_teaching(frame: Frame, names: Names) -> dict[str, Any]:
    """What was taught in a session, by whom, for how long."""
    session = frame.session
    return {
        "course": session.course.slug if session.course else None,
        "module": session.module.slug if session.module else None,
        "trainer": names.whose(session.trainer),
        "substitute": names.whose(session.substitute),
        "net_minutes": frame.net,
    }


def facts_of_policy(policy: Policy) -> dict[str, Any]:
    """What credited minutes depend on."""
    return {
        "grace_minutes": policy.grace_minutes,
        "grace_out_minutes": policy.grace_out_minutes,
        "minimum_share": str(policy.minimum_share),
    }


def facts_of(
    frame: Frame, lines: Iterable[Any], names: Names, *, by: Person | None, now: datetime
) -> dict[str, Any]:
    """What a register says, as a seal keeps it. `lines` are those of queries.register."""
    session = frame.session
    people = [facts_of_line(line, names) for line in lines]
    return {
        "version": chain.VERSION,
        "at": moment(now),
        "by": names.whose(by),
        "group": session.group.slug,
        "programme": session.group.programme.slug,
        "session": facts_of_session(session) | facts_of_teaching(frame, names),
        "policy": facts_of_policy(frame.policy),
        "people": sorted(people, key=lambda line: line["who"]),
    }


def facts_of_amendment(amendment: Amendment, names: Names) -> dict[str, Any]:
    """What was corrected, by whom; the reason is behind a digest, like a name."""
    return {
        "who": names.by_id(amendment.person_id),
        "old": amendment.old,
        "new": amendment.new,
        "reason": names.reason(amendment.reason, amendment.person_id),
        "asked_by": names.by_id(amendment.asked_by_id),
        "asked_at": moment(amendment.asked_at),
        "made_by": names.by_id(amendment.settled_by_id),
    }


def short(whole: str) -> str:
    """The beginning of a hash, to compare by eye: "ab12 cd34 ef56 7890"."""
    return " ".join(whole[start : start + 4] for start in range(0, 16, 4))


def may_be_closed(session: Session, now: datetime) -> bool:
    """Whether closing is offered: the session has begun, and its register is open."""
    return session.status in SEALABLE and why_not_closed(session, now) is None


def why_not_closed(session: Session, now: datetime) -> str | None:
    """What keeps a register from being closed by hand, in words."""
    if why := why_fixed(session, now):
        return why
    if not has_come(session, now) or session.span.start > now.timestamp():
        return _("The session has not begun yet. Close its register afterwards.")
    return None
