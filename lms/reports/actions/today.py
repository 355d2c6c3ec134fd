"""What is done about a row of "who needs me today": somebody writes, or it is put off with a
reason. Who and when are arguments; nothing here commits."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import select

from lms.config import setting
from lms.db import db
from lms.messages.actions import tell
from lms.messages.queries import with_address
from lms.people.actions import record
from lms.people.models import Person
from lms.reports.models import PutOff
from lms.reports.queries.today import Chosen, key_of
from lms.reports.rules.needs import LATER, until

KIND = "reports.message"
BEFORE_AGAIN = "week"  # so long a row waits after somebody wrote


class Told(NamedTuple):
    """How many people get a mail, and how many are on the call lists of their groups."""

    by_mail: int
    to_call: int


def write(rows: Sequence[Chosen], words: str, *, by: Person, now: datetime) -> Told:
    """Writes to the people of these rows, each once: a text for what they need, in their own
    language, and words of who writes, where there are any. Whom no mail reaches is on the call list
    of the group. Sent once more within the hour, the same words reach nobody twice."""
    people: dict[int, Chosen] = {}
    for row in rows:
        if row.person:
            people.setdefault(row.person.id, row)
    for row in people.values():
        facts = {
            "need": str(row.token.need), "words": words, "name": by.name,
            "title": row.group.title, "programme": row.group.programme.title,
        }  # fmt: skip
        about = f"today:{row.token.need}:{row.group.slug}"
        once = f"{about}:{by.id}:{now:%Y-%m-%dT%H}:{crc32(words.encode())}"  # pressed twice
        tell(
            [row.person.id],  # type: ignore[union-attr]
            KIND, facts, about=about, by=by, now=now, group=row.group.slug, key=once,
        )  # fmt: skip
        record("group", row.group.slug, "wrote", {"people": 1}, by=by, now=now)
    mailed = with_address(list(people)) if setting("MAIL_SERVER") else set()
    return Told(len(mailed), len(people) - len(mailed))


def put_off(
    rows: Collection[Chosen], choice: str, reason: str, *, by: Person, now: datetime, today: date
) -> None:
    """These rows are not shown until a day (`choice` of rules.needs.LATER), and why."""
    keys = {key_of(row.token.need, row.group.id, row.token.about): row for row in rows}
    there = db.session.scalars(select(PutOff).where(PutOff.key.in_(list(keys))).with_for_update())
    known = {row.key: row for row in there}
    for key, row in keys.items():
        kept = known.get(key) or PutOff(key=key, kind=row.token.need, group_id=row.group.id)
        kept.person_id = row.person.id if row.person else None
        kept.session_id = row.session.id if row.session else None
        kept.until, kept.reason = until(choice, today), reason
        kept.on, kept.at, kept.by_id = today, now, by.id
        db.session.add(kept)
        detail = {"need": str(row.token.need), "days": LATER[choice]}
        record("group", row.group.slug, "put off", detail, by=by, now=now)


def show_again(row: PutOff, *, by: Person, now: datetime, today: date) -> None:
    """From today on. Who does it twice does no harm."""
    row.until = today
    record("group", row.group.slug, "shown again", {"need": row.kind}, by=by, now=now)
