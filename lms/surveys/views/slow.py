"""Who tries links that are none, again and again, is answered with words and no more queries.

Links have 192 bits and codes of rooms 37, so this protects the database, not them. It is kept in
the memory of the process: a page that is only looked at writes nothing.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from flask import request

from lms import clock
from lms.web import WORDS, notice

TRIES, WINDOW = 30, timedelta(minutes=15)
MOST_ADDRESSES = 10_000
WRONG: "OrderedDict[str, deque[datetime]]" = OrderedDict()


def note_wrong() -> None:
    """A link or a code was none."""
    where = request.remote_addr or ""
    tries = WRONG.setdefault(where, deque(maxlen=TRIES))
    tries.append(clock.now())
    WRONG.move_to_end(where)
    while len(WRONG) > MOST_ADDRESSES:
        WRONG.popitem(last=False)


def tries_too_often() -> bool:
    tries = WRONG.get(request.remote_addr or "")
    return tries is not None and len(tries) == TRIES and tries[0] > clock.now() - WINDOW


def slowed(view: Callable) -> Callable:
    """Above a view that anybody may open with a link or a code."""

    @wraps(view)
    def asked(**parts):
        return notice(str(WORDS[429]), 429) if tries_too_often() else view(**parts)

    return asked
