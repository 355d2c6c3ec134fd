"""A column type for many moments: most of them are the same few."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import DateTime, TypeDecorator

from lms.attendance import hours


@lru_cache(maxsize=8192)
def _seconds(moment: datetime) -> int:
    return hours.seconds(moment.replace(tzinfo=UTC))


class Seconds(TypeDecorator):
    """A moment that was kept in UTC (lms.db.Moment), as seconds since 1970. For reading only."""

    impl = DateTime
    cache_ok = True

    def process_result_value(self, moment: datetime | None, dialect: Any) -> int | None:
        return None if moment is None else _seconds(moment)
