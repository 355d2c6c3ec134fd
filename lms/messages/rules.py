"""When a notice goes out: together with others, and not at night. Moments in, a moment out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lms.config import Hours
from lms.messages.models import Mail, Notice, NoticeState

IN_TIME = timedelta(hours=3)  # between the end of the quiet hours and what is told of


def due_at(
    now: datetime,
    *,
    quiet: Hours | None,
    digest_minutes: int,
    at_once: bool,
    before: datetime | None,
    zone: str,
) -> datetime:
    """When somebody is told what happened now: after the minutes in which others may join it, and
    outside the quiet hours, unless it would then come too late to be of use.

    `quiet`: from and until, on the clock of `zone`, over midnight or not. `before`: from then on it
    is of no use. Never earlier than `now`.
    """
    wanted = now if at_once else now + timedelta(minutes=digest_minutes)
    end = end_of_quiet(wanted, quiet, zone)
    if before and end > wanted and before - end < IN_TIME:
        return wanted
    return end


def end_of_quiet(moment: datetime, quiet: Hours | None, zone: str) -> datetime:
    """The end of the quiet hours in which a moment lies; the moment itself outside of them."""
    if quiet is None:
        return moment
    wall = moment.astimezone(ZoneInfo(zone))
    time, start, end = wall.time(), quiet.start, quiet.end
    over_midnight = end <= start
    if not (start <= time < end or (over_midnight and (time >= start or time < end))):
        return moment
    tomorrow = timedelta(days=1 if over_midnight and time >= start else 0)
    ends = wall.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0) + tomorrow
    both = (ends.replace(fold=fold).astimezone(moment.tzinfo) for fold in (0, 1))
    return max(moment, *both)  # where the clock shows the end twice, the second; where never, later


def call_before(notice: Notice, now: datetime) -> datetime | None:
    """By when somebody is to be told: where it is about several sessions, before the first of them
    that is still to come."""
    begins = map(datetime.fromisoformat, notice.data.get("begins", {}).values())
    return min((moment for moment in begins if moment > now), default=notice.before)


def is_worth_sending(mail: Mail, now: datetime) -> bool:
    """Whether a mail still says something that is of use, to the address that its reader has."""
    true = (notice for notice in mail.notices if notice.state != NoticeState.PAST)
    useful = (notice.before is None or notice.before > now for notice in true)
    return any(useful) and mail.person.email == mail.address
