"""Packs of evidence: asked for, built in the background, kept for a while."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import IO

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from lms import jobs
from lms.courses.models import Group
from lms.db import db
from lms.errors import Refused
from lms.evidence.letters.gaps import refusal
from lms.evidence.models import Pack, PackPart, PackState
from lms.evidence.queries import packs as queries
from lms.evidence.queries.coverage import coverage
from lms.evidence.rules.coverage import Coverage
from lms.people.models import Person

KEPT = timedelta(days=30)
PIECE = 2 * 1024 * 1024  # bytes of a pack that are in memory at once
LARGEST = 1024 * 1024 * 1024
AT_ONCE = 50  # pieces that are given up in one transaction


class Gaps(Refused):
    """It was to be complete evidence, and there are gaps."""

    def __init__(self, found: Coverage) -> None:
        super().__init__(refusal(found.gaps))
        self.found, self.gaps = found, found.gaps


class Overtaken(Exception):
    """Another worker builds this pack by now, or it was settled: this run writes nothing more."""


def check(found: Coverage, *, with_gaps: bool) -> None:
    """Raises Refused where there is no session in the time, and Gaps where there are gaps in what
    is to be complete."""
    if not found.sittings:
        raise Refused(_("The group has no session in this time. Look at the days."))
    if found.gaps and not with_gaps:
        raise Gaps(found)


def ask(
    group: Group, first: date, last: date, *, with_gaps: bool, language: str, by: Person,
    now: datetime,
) -> Pack:  # fmt: skip
    """A pack, built in the background. Where the same one waits or is being built, that one.

    Raises Refused, as `check`.
    """
    queries.lock(group)
    made = Pack(
        group_id=group.id, first=first, last=last, with_gaps=with_gaps, language=language,
        state=PackState.WAITING, asked_by_id=by.id, asked_at=now,
    )  # fmt: skip
    if same := queries.under_way(made):
        return same
    check(coverage(group, first, last), with_gaps=with_gaps)
    db.session.add(made)
    db.session.flush()
    jobs.later("evidence.pack", {"pack": made.id}, now=now, key=f"evidence.pack:{made.id}")
    return made


def begin(pack: Pack) -> None:
    """It is being built, from the beginning. Where a worker ended in the middle, its pieces are
    given up first."""
    pack.state, pack.done, pack.steps, pack.words = PackState.BUILDING, 0, 0, None


def step(pack_id: int, done: int, steps: int) -> None:
    """How far it is, for who watches."""
    db.session.execute(update(Pack).where(Pack.id == pack_id).values(done=done, steps=steps))


def pieces_of(file: IO[bytes], size: int) -> Iterator[tuple[int, bytes]]:
    """Its bytes, piece by piece. Raises Refused where they are too many."""
    if size > LARGEST:
        raise Refused(_("It would be larger than 1 GB. Ask for a shorter time."))
    file.seek(0)
    yield from enumerate(iter(lambda: file.read(PIECE), b""))


def add(pack_id: int, number: int, piece: bytes) -> None:
    """Keeps one piece. Nobody is shown any of them before the pack is done. Raises Overtaken."""
    refuse_overtaken(pack_id)
    row = {"pack_id": pack_id, "number": number, "content": piece}
    db.session.execute(insert(PackPart), [row])


def finish(pack: Pack, sha256: str, size: int, gaps: int, *, now: datetime) -> None:
    """All its pieces are kept; what they are. A piece after the last is of a run that was overtaken
    and had other data. Raises Overtaken."""
    refuse_overtaken(pack.id)
    after = PackPart.pack_id == pack.id, PackPart.number >= -(-size // PIECE)
    db.session.execute(delete(PackPart).where(*after))
    pack.state, pack.sha256, pack.size, pack.gaps = PackState.DONE, sha256, size, gaps
    pack.words, pack.done_at, pack.done = None, now, pack.steps


def refuse_overtaken(pack_id: int) -> None:
    """Until the end of the transaction nobody else changes the row."""
    if queries.locked_state(pack_id) != PackState.BUILDING:
        raise Overtaken


def refuse(pack: Pack, refused: Refused, *, now: datetime) -> None:
    """It cannot be made like this: there are gaps by now, or it is too large."""
    pack.state, pack.words, pack.done_at = PackState.REFUSED, str(refused), now
    pack.gaps = len(refused.gaps) if isinstance(refused, Gaps) else None


def stumbled(pack: Pack, words: str) -> None:
    """Something went wrong; it is tried again later."""
    pack.state, pack.words = PackState.WAITING, words


def fail(pack: Pack, *, now: datetime) -> None:
    """It was tried often, in vain. What went wrong last is kept."""
    pack.state, pack.done_at = PackState.FAILED, now


def record(
    group_id: int, first: date, last: date, *, with_gaps: bool, language: str, sha256: str,
    size: int, gaps: int, now: datetime,
) -> None:  # fmt: skip
    """A pack that was made on the command line: its bytes are in a file there."""
    db.session.add(
        Pack(
            group_id=group_id, first=first, last=last, with_gaps=with_gaps, language=language,
            state=PackState.DONE, sha256=sha256, size=size, gaps=gaps, asked_at=now, done_at=now,
        )
    )  # fmt: skip


def give_up(pack_id: int) -> bool:
    """Some of its bytes, from the beginning: without the first piece nobody is offered the rest.
    The row and the hash stay. Whether there were any: then call it again, after a commit."""
    some = queries.some_numbers(pack_id, AT_ONCE)
    gone = delete(PackPart).where(PackPart.pack_id == pack_id, PackPart.number.in_(some))
    db.session.execute(gone)
    return bool(some)


def give_up_old(*, now: datetime) -> None:
    """Some pieces of the oldest pack whose time is over, for a look around each minute."""
    for pack_id in queries.old(now - KEPT, 1):
        give_up(pack_id)
