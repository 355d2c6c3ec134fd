"""What a register says in whole sentences."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from lms.attendance import rules
from lms.attendance.actions.make_up import Approved
from lms.attendance.models import Kind, OfferState, Session, Source
from lms.attendance.queries.offers import Repair
from lms.attendance.rules.lines import REASONS, Entry, Frame, Question, State, in_words
from lms.attendance.rules.register import Line, Totals, totals
from lms.attendance.rules.saying import asked, when
from lms.attendance.rules.worth import Bend
from lms.attendance.rules.worth import in_words as bent
from lms.attendance.views.sealed import OPEN, Sealed

MARKS = (  # value, icon, words: the four segments of a line
    ("present", "check", _l("Present")),
    ("absent", "cross", _l("Absent")),
    ("part", "clock", _l("Came, left")),
    ("excused", "note", _l("Excused")),
)


def recorded(frame: Frame, entry: Entry) -> str:
    """Where a mark comes from: who, when, and by which way."""
    about = {"time": when(entry.at, frame.session), "name": entry.recorder or ""}
    if entry.made:
        made = when(entry.made, frame.session)
        return _(
            "Marked by %(name)s at %(made)s without network, sent at %(time)s.", made=made, **about
        )
    if entry.source == Source.SELF:
        return _("Self check-in at %(time)s.", **about)
    if entry.source == Source.PLATFORM:
        return _("From the log of the online meeting, %(time)s.", **about)
    if entry.source == Source.PAPER and entry.recorder:
        return _("From the paper list, entered by %(name)s at %(time)s.", **about)
    if entry.source == Source.PAPER:
        return _("From the paper list, %(time)s.", **about)
    if not entry.recorder:
        return _("Imported at %(time)s.", **about)
    return _("Marked by %(name)s at %(time)s.", **about)


def what(frame: Frame, entry: Entry) -> str:
    """One mark in words, with its times."""
    if entry.kind == Kind.PRESENCE:
        start, end = (frame.wall(moment) for moment in frame.interval(entry))
        return _("There from %(start)s to %(end)s.", start=start, end=end)
    return _("Excused.") if entry.excused else _("Absent.")


def saved(people: int, now: datetime, session: Session) -> str:
    """After a save: when, and how many lines were different."""
    time = when(now, session)
    if not people:
        return _("Everything is saved, %(time)s.", time=time)
    return ngettext(
        "Saved at %(time)s: %(num)s person.",
        "Saved at %(time)s: %(num)s people.",
        people,
        time=time,
    )


def not_all_saved() -> str:
    """Beside the button, where somebody looks who has scrolled away from the line."""
    return _("Not everything is saved yet. Look at what is marked in red.")


def left(totals: Totals) -> str:
    """How many are still unmarked (rule 10)."""
    if not totals.marks[""]:
        return _("Everybody is marked.")
    return ngettext("%(num)s is unmarked.", "%(num)s are unmarked.", totals.marks[""])


def approved(name: str, made: Approved) -> str:
    """What became of make-up: more than was missed is kept, and does not count (rule 5)."""
    about = {"name": name, "minutes": made.approved, "missed": made.missed}
    if made.fits:
        return _("Recorded for %(name)s: %(minutes)s of %(missed)s missed minutes.", **about)
    return _(
        "Recorded for %(name)s as approved: %(minutes)s minutes. Only %(missed)s were missed, so "
        "%(missed)s count.",
        **about,
    )


def over_cap(approved: int, cap: int) -> str:
    """What the policy allows altogether: more is kept, and does not count (settled point 15)."""
    return _(
        "%(minutes)s minutes are approved in this programme; %(cap)s count at most.",
        minutes=approved,
        cap=cap,
    )


OFFERS: dict[str, Any] = {
    OfferState.OFFERED: _l("Make-up offered"),
    OfferState.ACCEPTED: _l("Make-up agreed"),
    OfferState.DONE: _l("Made up: came to another session"),
}
ANYONE = "\0"  # no text that somebody typed has it (lms/web.py refuses it)


class About:
    """What every part of a register's page needs beside its lines."""

    marks, reasons = MARKS, REASONS

    def __init__(
        self, frame: Frame, lines: list[Line], now: datetime, sealed: Sealed = OPEN
    ) -> None:
        self.sealed = sealed
        self.made: dict[tuple, str] = {}
        self.frame, self.net = frame, frame.net
        self.missed = {
            line.who.id: frame.net - line.credited
            for line in lines
            if line.state.mark and line.credited < frame.net
        }
        self.made_up: Mapping[int, Repair] = {}  # of those who missed something
        self.gone: Mapping[int, datetime] = {}  # who said that they leave, and is marked for longer
        self.totals = totals(frame, lines)
        self.closed = rules.why_closed(frame.session, now)
        self.open_until = rules.last_open_day(frame.session)
        self.start, self.end = (frame.wall(moment) for moment in frame.span)
        self.last = max(
            (entry for line in lines for entry in line.entries if entry.at),
            key=lambda entry: entry.at or now,
            default=None,
        )

    def once(self, macro: Callable, about: Hashable, key: int) -> Markup:
        """What a macro makes of something that many people share, with this person's key in it.
        It is made once: thirty-five people are mostly marked alike."""
        kind = (macro, about)
        if kind not in self.made:
            self.made[kind] = str(macro(about, self, ANYONE))
        return Markup(self.made[kind].replace(ANYONE, str(key)))

    @property
    def untouched(self) -> bool:
        """Whether nobody is marked: then "All present" is what to press, if it marks anybody."""
        return self.totals.marks[""] == self.totals.people and self.can_fill

    @property
    def can_fill(self) -> bool:
        """Whether "All present" would mark anybody."""
        return self.totals.marks[""] > self.totals.announced

    @property
    def announced(self) -> str:
        """How many "All present" leaves out, because they said that they cannot come."""
        if not self.totals.announced or self.closed:
            return ""
        return ngettext(
            "%(num)s person said they cannot come: mark them yourself.",
            "%(num)s people said they cannot come: mark them yourself.",
            self.totals.announced,
        )

    def said_no(self, reason: str) -> str:
        """What somebody said beforehand."""
        if not reason:
            return _("Says they cannot come.")
        return _("Says they cannot come: %(reason)s.", reason=REASONS.get(reason, reason))

    def said_to_leave(self, key: int) -> str:
        """What somebody said with their phone, where their mark stayed as it is."""
        if key not in self.gone:
            return ""
        return _("Said at %(time)s: I am leaving.", time=when(self.gone[key], self.frame.session))

    def repaired(self, key: int) -> str:
        """What became of what somebody missed; it stays missed."""
        found = self.made_up.get(key)
        if found is None or key not in self.missed:
            return ""
        if found.minutes:
            about = {"minutes": min(found.minutes, self.missed[key]), "missed": self.missed[key]}
            return _("Made up: %(minutes)s of %(missed)s minutes", **about)
        return str(OFFERS.get(found.state, ""))

    @property
    def people(self) -> str:
        """12 people and 1 guest."""
        members = self.totals.people - self.totals.guests
        text = ngettext("%(num)s person", "%(num)s people", members)
        if not self.totals.guests:
            return text
        guests = ngettext("%(num)s guest", "%(num)s guests", self.totals.guests)
        return _("%(people)s and %(guests)s", people=text, guests=guests)

    @property
    def quick(self) -> list[str]:
        """Times that are often meant, for the two taps: the first and the last half-hour, by
        fives."""
        start, end = self.frame.span
        steps = range(300, min(1800, (end - start) // 2) + 1, 300)
        late = [self.frame.wall(start + step) for step in steps]
        return late + [self.frame.wall(end - step) for step in reversed(steps)]

    def what(self, entry: Entry) -> str:
        return what(self.frame, entry)

    def recorded(self, entry: Entry) -> str:
        return recorded(self.frame, entry)

    def bent(self, bends: Iterable[Bend]) -> list[str]:
        """Why other minutes count than those between coming and leaving."""
        return bent(self.frame.basis, bends)

    def take_back(self, entries: Sequence[Entry]) -> str:
        """The button under where the minutes come from: it takes back all that stands above it."""
        if len(entries) == 1:
            return _("Take the mark back")
        return _("Take both back") if len(entries) == 2 else _("Take all of these back")

    def question(self, question: Question) -> str:
        return asked(self.frame, question)

    def mine(self, state: State, made: datetime) -> str:
        """Beside a question: what the person who is asked has said, and when."""
        time = when(made, self.frame.session)
        return _("You marked %(mark)s at %(time)s.", mark=in_words(state), time=time)

    def in_words(self, state: State) -> str:
        return in_words(state)

    def wall(self, seconds: int) -> str:
        return self.frame.wall(seconds)
