"""When a person is where: spans of days, both ends included, an open end while it lasts; and who
can take a place that is free."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from lms.courses.models import Enrolment, Group
from lms.courses.waiting import WhyNot, answer_until
from lms.people.models import Person

WHY_NOT = {  # why somebody on the waiting list was passed over, as the history says it
    WhyNot.STAFF: _l("is not a learner any more"),
    WhyNot.HAS_A_PLACE: _l("has a place in the programme on these days"),
}
Span = tuple[date, date | None]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a day in common."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def busiest(spans: Iterable[Span], during: Span) -> int:
    """The most spans that hold on any one day of `during`.

    The number grows only on days on which a span begins, so only those are looked at.
    """
    near = [span for span in spans if overlap(span, during)]
    days = {max(start, during[0]) for start, _end in near}
    return max((sum(overlap(span, (day, day)) for span in near) for day in days), default=0)


def why_not(person: Person, *, has_a_place: bool) -> WhyNot | None:
    """What keeps somebody on the waiting list from taking a place."""
    if person.is_staff:
        return WhyNot.STAFF
    return WhyNot.HAS_A_PLACE if has_a_place else None


def offer_ends(group: Group, now: datetime) -> datetime | None:
    """Until when a place of this group is offered; none: it is booked at once."""
    over = None
    if group.ends_on and group.ends_on < date.max:
        midnight = datetime.combine(group.ends_on + timedelta(days=1), time(0))
        over = midnight.replace(tzinfo=ZoneInfo(group.zone))
    return answer_until(now, group.programme.offer_hours, over)


def is_offered(enrolment: Enrolment, now: datetime) -> bool:
    """Whether a place is offered that can still be taken: an offer past its time is none."""
    until = enrolment.offer_until
    return enrolment.offered_group_id is not None and until is not None and until > now
