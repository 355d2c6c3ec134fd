"""Who tries what is none again and again (a link, a code, a serial) is answered with words and no
more queries.

What they try has so many bits that nobody finds one: this protects the database, not the secrets.
It is kept in the memory of the process: a page that is only looked at writes nothing.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from flask import request

from lms import clock
from lms.web import WORDS, notice

WINDOW = timedelta(minutes=15)
MOST_ADDRESSES = 10_000


class Limiter:
    """So many tries from one address in a quarter of an hour. One for each kind of secret."""

    def __init__(self, tries: int = 30) -> None:
        self.tries = tries
        self.noted: OrderedDict[str, deque[datetime]] = OrderedDict()

    def note(self) -> None:
        """What was asked for is none, or costs so much that it has a bound."""
        where = request.remote_addr or ""
        self.noted.setdefault(where, deque(maxlen=self.tries)).append(clock.now())
        self.noted.move_to_end(where)
        while len(self.noted) > MOST_ADDRESSES:
            self.noted.popitem(last=False)

    def is_over(self) -> bool:
        tries = self.noted.get(request.remote_addr or "") or deque()
        return len(tries) == self.tries and tries[0] > clock.now() - WINDOW

    def slows(self, view: Callable) -> Callable:
        """Above a view that anybody may open."""

        @wraps(view)
        def asked(**parts):
            return notice(str(WORDS[429]), 429) if self.is_over() else view(**parts)

        return asked

    def forget(self) -> None:
        """Everybody begins anew."""
        self.noted.clear()
