"""The rows of a file that is made of a statement: all of them, or none."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from lms.db import db
from lms.errors import Refused

MOST_ROWS = 20_000  # of one file


def rows_of(rows: Select) -> Iterator[Any]:
    """Every row of a statement, for a file; a few in memory at once. Refused where there are more
    than a file has: nothing is left out without a word."""
    few = rows.limit(MOST_ROWS + 1).execution_options(yield_per=500)
    with db.session.scalars(few) as found:
        for number, row in enumerate(found):
            if number == MOST_ROWS:
                words = _("There are more than %(num)s rows. Take this list group by group.")
                raise Refused(words % {"num": MOST_ROWS})
            yield row
