"""Several processes seal the same registers and agree to the same corrections: numbers without
gaps, each seal and each correction once."""

import tempfile
import traceback
from datetime import timedelta
from multiprocessing import get_context
from random import Random

from lms.app import create_app
from lms.attendance.actions import amendments as actions
from lms.attendance.actions import seals
from lms.attendance.models import Amendment, Mark
from lms.attendance.queries import proving
from lms.attendance.queries import register as registers
from lms.attendance.queries import seals as queries
from lms.attendance.rules.lines import frame_of
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person
from tests.attendance.amendments import LONG_AGO, amendments, links
from tests.attendance.register import marked
from tests.cast import NOW, session
from tests.crowd import SETTINGS

SESSIONS, HANDS = 24, 3


def agree(amendment_id, person_id):
    """As the view does: the session is locked before the correction is read."""
    meeting = registers.session_with_rights(queries.session_of(amendment_id), to_change=True)
    frame = frame_of(meeting)
    lines = registers.register(frame)
    found = queries.amendment(amendment_id)
    line = lines[found.person_id]
    by = db.session.get(Person, person_id)
    actions.agree(frame, lines, line, found, line.state.token, by=by, now=NOW)


def work(url, sessions, asked, person_id, seed, gate, answers):
    """One process: everything in an order of its own, one transaction each."""
    done, errors = [], []
    with tempfile.TemporaryDirectory(prefix="lms-seals-") as folder:
        app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, **SETTINGS)
        moves = [("seal", key) for key in sessions] + [("agree", key) for key in asked]
        Random(seed).shuffle(moves)
        gate.wait()
        for what, key in moves:
            with app.app_context():
                try:
                    if what == "agree":
                        agree(key, person_id)
                        done.append(key)
                    else:
                        seals.seal_by_time(key, now=NOW)
                    db.session.commit()
                except Refused:
                    pass
                except Exception:
                    errors.append(traceback.format_exc())
        with app.app_context():
            db.engine.dispose()
    answers.put((done, errors))


def all_at_once(url, sessions, asked, people):
    db.session.commit()
    context = get_context("spawn")
    gate, answers = context.Barrier(HANDS), context.Queue()
    hands = [
        context.Process(target=work, args=(url, sessions, asked, people[n], n, gate, answers))
        for n in range(HANDS)
    ]
    for hand in hands:
        hand.start()
    told = [answers.get(timeout=240) for _hand in hands]
    for hand in hands:
        hand.join()
    return [one for done, _errors in told for one in done], [e for _d, all_ in told for e in all_]


def test_numbers_have_no_gap_and_nothing_is_done_twice(world, database_url):
    meetings = [
        session(world.a, f"Z-{n:02}", LONG_AGO - timedelta(n), world.digital)
        for n in range(SESSIONS)
    ]
    db.session.add_all(meetings)
    db.session.commit()
    about = {"old": "absent||", "new": "present||", "reason": "R", "asked_at": NOW}
    for meeting in meetings:
        marked(meeting, world.lou, None, recorder=world.tara)
        made = Amendment(session_id=meeting.id, person_id=world.lou.id, **about)
        made.asked_by = world.tara
        db.session.add(made)
    db.session.commit()
    asked = [one.id for one in amendments()]
    people = [world.ema.id, world.ada.id, world.sam.id]
    sessions = [one.id for one in meetings]
    done, errors = all_at_once(database_url, sessions, asked, people)
    assert errors == []
    assert sorted(done) == sorted(asked)  # each by one of the three
    db.session.expire_all()
    assert [link.number for link in links(world.a)] == [*range(1, 2 * SESSIONS + 1)]
    assert sorted((one.kind, one.session_id) for one in links(world.a)) == sorted(
        (kind, key) for key in sessions for kind in ("seal", "amendment")
    )
    live = db.session.query(Mark).filter(Mark.withdrawn_at.is_(None)).all()
    assert {mark.kind for mark in live} == {"presence"}
    assert len(live) == SESSIONS
    assert proving.verdict(world.a, NOW).findings == []
