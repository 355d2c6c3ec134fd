"""Corrections of locked registers: asked for, agreed to, refused, taken back (rule 8).

The session's row is locked by who calls; a correction that is decided is read after that.
"""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from lms.attendance.actions import register, seals
from lms.attendance.facts import as_data
from lms.attendance.models import Amendment, AmendmentState, LinkKind
from lms.attendance.queries import register as registers
from lms.attendance.queries import seals as queries
from lms.attendance.queries.deciders import deciders
from lms.attendance.rules import amendments as rules
from lms.attendance.rules.facts import facts_of
from lms.attendance.rules.lines import Frame, State, as_state, in_words
from lms.attendance.rules.register import Line
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import outdate, tell
from lms.people.models import Person

Lines = Mapping[int, Line]


def recorded_by(lines: Lines, line: Line) -> set[int | None]:
    """Who recorded what is to be corrected."""
    everybodys = (entry for one in lines.values() for entry in one.entries)
    return rules.recorders(line.entries, everybodys)


def ask(
    frame: Frame, lines: Lines, line: Line, state: State, reason: str, *, by: Person, now: datetime
) -> Amendment:
    """Somebody says that the register is wrong about one person. It is corrected at once where
    somebody else recorded it; otherwise it waits for a second person, who is told.

    Raises Refused where the register is open, says so already, or a correction waits.
    """
    refuse_asker(frame, line, state, by, now)
    first = recorded_by(lines, line)
    at_once = rules.is_second(by, first)
    if not at_once:
        refuse_second(frame, line)
    made = asked(frame, line, state, reason, by, now)
    db.session.add(made)
    db.session.flush()
    if at_once:
        make(frame, line, made, by=by, now=now)
    else:
        tell_deciders(frame, line, made, first, by=by, now=now)
    return made


def asked(
    frame: Frame, line: Line, state: State, reason: str, by: Person, now: datetime
) -> Amendment:
    made = Amendment(session_id=frame.session.id, person_id=line.who.id)
    made.old, made.new, made.reason = line.state.token, state.token, reason
    made.state, made.asked_by, made.asked_at = AmendmentState.ASKED, by, now
    made.asked_by_id = by.id
    return made


def refuse_asker(frame: Frame, line: Line, state: State, by: Person, now: datetime) -> None:
    why = rules.why_not_amended(frame.session, now) or rules.why_not_asked(by, line.who.id)
    if why:
        raise Refused(why)
    if state.shows(line.state):
        raise Refused(_("The register says so already: %(mark)s.", mark=in_words(line.state)))


def refuse_second(frame: Frame, line: Line) -> None:
    """One correction of a line waits at a time."""
    if waits := queries.waiting_for(frame.session.id, line.who.id):
        raise Refused(
            _(
                "A correction for %(name)s waits already: %(asker)s asked for it. It has to be "
                "decided or taken back first.",
                name=line.who.name,
                asker=waits.asked_by.name,
            )
        )


def agree(
    frame: Frame, lines: Lines, line: Line, amendment: Amendment, seen: str, *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """A second person agrees: the register is corrected. `seen`: what their page said that the
    register says; where it says something else by now, it is asked again. Raises Refused."""
    refuse_decider(lines, line, amendment, by)
    if why := rules.why_not_amended(frame.session, now):  # open longer than when it was asked for
        raise Refused(why)
    if seen != line.state.token:
        raise Refused(
            _(
                "Somebody corrected this meanwhile: the register says %(mark)s now. Look at it "
                "again.",
                mark=in_words(line.state),
            )
        )
    if as_state(amendment.new).shows(line.state):
        raise Refused(
            _("The register says so already: %(mark)s.", mark=in_words(line.state))
            + " "
            + _("Refuse this correction: there is nothing left to do.")
        )
    make(frame, line, amendment, by=by, now=now)
    tell_asker(frame, amendment, by=by, now=now)


def refuse(
    frame: Frame, lines: Lines, line: Line, amendment: Amendment, answer: str, *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """A second person says no, and why. Nothing changes. Raises Refused."""
    refuse_decider(lines, line, amendment, by)
    settle(amendment, AmendmentState.REFUSED, by=by, now=now)
    amendment.answer = answer
    tell_asker(frame, amendment, by=by, now=now)


def withdraw(amendment: Amendment, *, by: Person, now: datetime) -> None:
    """Who asked takes it back. Raises Refused."""
    if why := rules.why_settled(amendment):
        raise Refused(why)
    if by.id != amendment.asked_by_id:
        raise Refused(
            _("%(name)s asked for this, and takes it back.", name=amendment.asked_by.name)
        )
    settle(amendment, AmendmentState.WITHDRAWN, by=by, now=now)


def refuse_decider(lines: Lines, line: Line, amendment: Amendment, by: Person) -> None:
    if why := rules.why_not_decided(by, amendment, recorded_by(lines, line)):
        raise Refused(why)


def settle(amendment: Amendment, state: str, *, by: Person, now: datetime) -> None:
    """Once, for good; who was asked to decide need not be told any more."""
    amendment.state, amendment.settled_at = state, now
    amendment.settled_by_id, amendment.settled_by = by.id, by
    db.session.flush()
    told = deciders(amendment.session)
    outdate(told, ["amendment.asked"], f"amendment:{amendment.id}", now=now)


def make(frame: Frame, line: Line, amendment: Amendment, *, by: Person, now: datetime) -> None:
    """The register says the new, the old is withdrawn and kept, and the chain has both. A register
    that is locked by time and not sealed yet is sealed first, as it was. (All groups whose figures
    it touches are locked before the chain is: so two never wait for each other.)"""
    touch(groups=[frame.session.group_id], people=[line.who.id])
    seals.seal_if_over(frame.session, now=now)
    amendment.old = line.state.token
    settle(amendment, AmendmentState.MADE, by=by, now=now)
    asker = amendment.asked_by
    new = register.said(frame, as_state(amendment.new), asker, now)
    rows = [register.row(frame, line.who.id, entry, asker, now) for entry in new]
    register.write(frame, [entry.id for entry in line.entries], rows, by, now)
    after = registers.register(frame)
    seals.append(frame, after, LinkKind.AMENDMENT, by=by, now=now, amendment=amendment)


def facts_in(frame: Frame, amendment: Amendment, name: str) -> dict:
    return {
        "session": as_data(facts_of(frame.session)),
        "amendment": amendment.id,
        "name": name,
        "old": amendment.old,
        "new": amendment.new,
    }


def tell_deciders(
    frame: Frame, line: Line, amendment: Amendment, first: set[int | None], *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Who coordinates and teaches the group, but those who recorded it and who it is about."""
    people = deciders(frame.session) - {*first, line.who.id}
    data = facts_in(frame, amendment, line.who.name)
    data |= {"asker": by.name, "reason": amendment.reason}
    about = f"amendment:{amendment.id}"
    tell({one for one in people if one}, "amendment.asked", data, about=about, by=by, now=now)


def tell_asker(frame: Frame, amendment: Amendment, *, by: Person, now: datetime) -> None:
    data = facts_in(frame, amendment, amendment.person.name)
    data |= {"state": str(amendment.state), "by": by.name, "answer": amendment.answer}
    about = f"amendment:{amendment.id}"
    tell([amendment.asked_by_id], "amendment.settled", data, about=about, by=by, now=now)
