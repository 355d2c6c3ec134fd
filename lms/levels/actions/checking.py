"""A person says what they can do, statement by statement."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.courses.instruments import Instrument
from lms.courses.models import Enrolment, Programme
from lms.db import db
from lms.errors import Refused
from lms.levels.actions.saying import Word, say
from lms.levels.models import LevelCheck, Method, Occasion
from lms.levels.queries.said import check
from lms.levels.rules.statements import ANSWERS, asked, levels_of
from lms.people.models import Person
from lms.questions.frameworks import level


def answer(
    programme: Programme,
    instrument: Instrument,
    occasion: Occasion,
    statement: str,
    given: str,
    *,
    by: Person,
    now: datetime,
) -> LevelCheck:
    """Keeps what a person answers to a statement. The same twice changes nothing; another answer
    takes the place of the first, until it is handed in.

    Raises Refused where the statement is not asked of them.
    """
    lock(by, programme)
    kept = check(by.id, programme.id, instrument.name, occasion)
    answers = dict(kept.answers) if kept else {}
    known = {one.key for one in asked(instrument, answers)}
    if given not in ANSWERS or statement not in known:
        raise Refused(_("This is not asked any more. Go on with the next one."))
    if kept is None:
        kept = LevelCheck(person_id=by.id, programme_id=programme.id, instrument=instrument.name)
        kept.occasion, kept.began_at = occasion, now
        db.session.add(kept)
    kept.answers = answers | {statement: given}
    db.session.flush()
    return kept


def hand_in(
    programme: Programme,
    instrument: Instrument,
    occasion: Occasion,
    *,
    by: Person,
    now: datetime,
) -> int:
    """The levels that the answers come to are said. Raises Refused while something is open, and
    where it is handed in already."""
    lock(by, programme)
    kept = check(by.id, programme.id, instrument.name, occasion)
    if kept is None:
        raise Refused(_("This is handed in already."))
    found = levels_of(instrument, kept.answers)
    if not found:
        raise Refused(_("Some are not answered yet. Go on with the next one."))
    kept.handed_in_at = now
    words = [
        Word(by, skill, known)
        for skill, name in found.items()
        if (known := level(instrument.framework, name))
    ]
    return say(programme, instrument, words, occasion, Method.SELF, by=by, now=now)


def lock(person: Person, programme: Programme) -> None:
    """Two pages of one person, at once: the second waits for the first."""
    own = select(Enrolment.id).filter_by(person_id=person.id, programme_id=programme.id)
    db.session.scalar(own.with_for_update())
