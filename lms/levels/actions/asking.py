"""Which levels a programme asks for, as its coordinators choose them."""

from collections.abc import Sequence
from datetime import datetime

from lms.courses.instruments import Instrument, plain
from lms.courses.models import Programme
from lms.people.actions import record
from lms.people.models import Person


def choose(
    programme: Programme, instruments: Sequence[Instrument], *, by: Person, now: datetime
) -> bool:
    """Whether that is different. What was said before stays; what is not asked any more is not
    shown."""
    wanted = plain(list(instruments))
    if wanted == programme.levels:
        return False
    detail = {"before": programme.levels, "after": wanted}
    programme.levels = wanted
    record("programme", programme.slug, "levels chosen", detail, by=by, now=now)
    return True
