"""The oracle's minutes of one person at one session, counted as a set of ticks of the clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.completion.oracle_facts import Policy, Refused, Row, Session

TICK = 20  # seconds; every time that is given is a multiple of it
TICKS_A_MINUTE = 60 // TICK


def tick(zone: str, local: dt.datetime) -> int:
    """Settled point 13: the repeated hour means its first, the skipped one does not exist."""
    moment = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(dt.UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise Refused(f"{local} was skipped in {zone}")
    seconds = int(moment.timestamp())
    assert seconds % TICK == 0
    return seconds // TICK


def over_midnight(session: Session) -> bool:
    return session.end <= session.start


def local_time(session: Session, clock: dt.time) -> dt.datetime:
    """Settled point 13: over midnight, up to the end's clock time it is the next day."""
    next_day = over_midnight(session) and clock <= session.end
    return dt.datetime.combine(session.date + dt.timedelta(days=1 if next_day else 0), clock)


def bounds(session: Session) -> tuple[int, int]:
    """The first tick of a session and the tick after its last."""
    start = tick(session.zone, dt.datetime.combine(session.date, session.start))
    end = tick(session.zone, local_time(session, session.end))
    if not 0 < end - start <= 14 * 60 * TICKS_A_MINUTE:
        raise Refused("no length, or longer than 14 hours")
    return start, end


def taught(session: Session) -> set[int]:
    """Rule 3: the ticks of a session without those of its breaks."""
    ticks = set(range(*bounds(session)))
    for begin, end in session.breaks:
        first = tick(session.zone, local_time(session, begin))
        last = tick(session.zone, local_time(session, end))
        pause = set(range(first, last))
        if not pause or not pause <= ticks:
            raise Refused("a break that is empty, outside the session or over another break")
        ticks -= pause
    return ticks


def minutes(ticks: set[int]) -> int:
    return len(ticks) // TICKS_A_MINUTE


def net(session: Session) -> int:
    return minutes(taught(session))


def recorded(session: Session, row: Row) -> tuple[int, int] | None:
    """[in, out) of a row as it was recorded, before any cut (settled points 13, 14 and 27).

    None is an absence.
    """
    if row.came is None:
        if row.left is not None:
            raise Refused("out without in")
        return None
    came = local_time(session, row.came)
    first = tick(session.zone, came)
    last = bounds(session)[1]
    if row.left is not None:
        left = local_time(session, row.left)
        last = tick(session.zone, left)
        if over_midnight(session) and last < first and left.date() == session.date:
            last = tick(session.zone, left + dt.timedelta(days=1))
    if last <= first:
        raise Refused("out is not after in")
    return first, last


def with_grace(present: set[int], session: Session, policy: Policy) -> set[int]:
    """Fill from the start to the latest beginning within the grace; likewise at the end."""
    start, end = bounds(session)
    beginnings = [t for t in present if t - 1 not in present]
    leavings = [t + 1 for t in present if t + 1 not in present]
    filled = set(present)
    near = [t for t in beginnings if t - start <= policy.grace * TICKS_A_MINUTE]
    if near:
        filled |= {t for t in taught(session) if t < max(near)}
    near = [t for t in leavings if end - t <= policy.grace_out * TICKS_A_MINUTE]
    if near:
        filled |= {t for t in taught(session) if t >= min(near)}
    return filled


def attended(session: Session, presences: list[tuple[int, int]], policy: Policy) -> int:
    """Settled point 4: cut, breaks out, union, grace, floored once, then the minimum share."""
    present: set[int] = set()
    for first, last in presences:
        present |= {t for t in taught(session) if first <= t < last}
    raw = minutes(with_grace(present, session, policy))
    return 0 if raw < policy.minimum_share * net(session) else raw
