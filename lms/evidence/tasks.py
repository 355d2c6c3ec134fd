"""What is done in the background for evidence: packs are built, and given up after a while."""

import tempfile
from datetime import datetime

from flask_babel import force_locale

from lms import jobs
from lms.db import db
from lms.errors import Refused
from lms.evidence import exports
from lms.evidence.actions import packs as actions
from lms.evidence.models import Pack, PackState
from lms.evidence.queries import contents
from lms.evidence.queries import packs as queries
from lms.jobs.errors import in_words

SHOWN = 50  # times that the progress is written down


@jobs.task("evidence.pack")
def build(data: dict, *, now: datetime) -> None:
    """Builds a pack. Nothing of the database is held meanwhile: its bytes are kept piece by piece,
    so that registers need not wait for a large pack, and "done" comes last. Begun again, it begins
    from the beginning."""
    pack = queries.pack(data["pack"])
    if pack is None or pack.state not in queries.UNDER_WAY:
        return
    language = pack.language
    actions.begin(pack)
    db.session.commit()
    give_up_all(data["pack"])
    try:
        with force_locale(language):
            made(data["pack"], now)
    except actions.Overtaken:
        raise  # the pack is another's: what it says of itself stays
    except Exception as error:
        db.session.rollback()
        actions.stumbled(again(data["pack"]), in_words(error))
        db.session.commit()
        raise


def made(pack_id: int, now: datetime) -> None:
    contents.at_one_moment()
    pack = again(pack_id)
    group, first, last, with_gaps = pack.group_id, pack.first, pack.last, pack.with_gaps
    of = contents.load(group, first, last)
    db.session.commit()
    try:
        actions.check(of.coverage, with_gaps=with_gaps)
        with tempfile.TemporaryFile() as file:
            result = exports.write(file, of, watched(pack_id))
            for number, piece in actions.pieces_of(file, result.size):
                actions.add(pack_id, number, piece)
                db.session.commit()
        pack, gaps = again(pack_id), len(of.coverage.gaps)
        actions.finish(pack, result.sha256, result.size, gaps, now=now)
    except Refused as refused:
        actions.refuse(again(pack_id), refused, now=now)


def watched(pack_id: int) -> exports.Step:
    """Lets go of the database after each file, and writes down how far it is."""

    def step(done: int, steps: int) -> None:
        if done % max(1, steps // SHOWN) == 0 or done == steps:
            actions.step(pack_id, done, steps)
        db.session.commit()

    return step


def give_up_all(pack_id: int) -> None:
    """The pieces that are here, some at a time: nobody waits long."""
    more = True
    while more:
        more = actions.give_up(pack_id)
        db.session.commit()


def again(pack_id: int) -> Pack:
    pack = db.session.get(Pack, pack_id)
    assert pack, "packs are never deleted"
    return pack


@jobs.task("evidence.pack.in_vain")
def build_in_vain(data: dict, *, now: datetime) -> None:
    """Tried often, in vain: who asked reads why."""
    pack = db.session.get(Pack, data["pack"])
    if pack and pack.state != PackState.DONE:
        actions.fail(pack, now=now)
        db.session.commit()
        give_up_all(pack.id)


@jobs.every_minute("evidence.forget")
def forget(now: datetime) -> None:
    """A few pieces each minute, so that a minute without a worker does no harm."""
    actions.give_up_old(now=now)
