"""The lines of a register as somebody typed them, on its page or from a list on paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance import hours
from lms.attendance.rules.lines import (
    EXCUSED,
    MARKS,
    PART,
    REASONS,
    Frame,
    Question,
    State,
    Typed,
    as_state,
    plain,
)
from lms.attendance.rules.register import Line
from lms.attendance.rules.sending import sent_along
from lms.attendance.rules.timetable import WORDS, as_time


class Row(NamedTuple):
    """A line as its page shows it: the controls say `state`, the hidden field says `was`."""

    line: Line
    state: State
    was: State
    question: Question | None = None
    wrong: str = ""
    made: datetime | None = None  # when it was said on a phone, where that is asked about

    @property
    def key(self) -> int:
        return self.line.who.id

    @property
    def is_guest(self) -> bool:
        return self.line.who.is_guest


class TypedLines:
    """What was typed of each person.

    Fields, by the person's id: `mark-7` (present, absent, part, excused), `came-7`, `left-7`,
    `reason-7`, `was-7` (what the page showed: State.token); where a question was asked also
    `asked-7` and `mine-7`. With scripts each mark has a key, `key-7`, and a time `at-7` at which it
    was made by the phone's own clock; `clock` is that clock at sending (rules/sending.py). A button
    may be `keep`, `take` or `unmark` = the person's id. After a tap (`is_tap`), what is half said
    elsewhere waits.
    """

    def __init__(
        self,
        sent: Mapping[str, str],
        frame: Frame,
        lines: Mapping[int, Line],
        *,
        is_tap: bool = False,
        now: datetime | None = None,
    ) -> None:
        self.sent, self.frame, self.lines = sent, frame, dict(lines)
        self.is_tap = is_tap
        self.given: set[int] = set()  # lines excused for the reason that was said beforehand
        self.wrong: dict[int, str] = {}
        self.wrong_guest = ""
        self.typed: dict[int, Typed] = {}
        self.along = sent_along(sent, now) if now else {}  # no phone sends what was on paper
        for key in lines:
            if f"was-{key}" in sent:
                self.read(key)

    @property
    def errors(self) -> bool:
        return bool(self.wrong or self.wrong_guest)

    def get(self, name: str, key: int) -> str:
        return self.sent.get(f"{name}-{key}", "").strip()

    def read(self, key: int) -> None:
        """One line. What is not ready yet waits, if a single tap elsewhere sent it along."""
        was, answer = as_state(self.get("was", key)), self.answer(key)
        asked = as_state(self.get("asked", key))
        if answer:  # to a question: what was there stays, or what was said then is taken
            mine = as_state(self.get("mine", key)) if answer == "take" else was
            self.typed[key] = Typed(mine, was, asked, answer)
            return
        if self.sent.get("unmark") == str(key):
            self.typed[key] = Typed(State(), was)
            return
        try:
            state = self.state(key)
            if not state.mark or state.shows(was):
                return
            state = self.ready(key, state)
        except ValueError as why:
            if not (self.is_tap and isinstance(why, Waiting)):
                self.wrong[key] = words(why)
            return
        made = self.along[key].made if key in self.along else None
        self.typed[key] = Typed(state, was, made=made)

    def answer(self, key: int) -> str:
        return next((word for word in ("keep", "take") if self.sent.get(word) == str(key)), "")

    def state(self, key: int) -> State:
        """What the controls of a line say. Raises ValueError for a time that is none."""
        mark, reason = self.get("mark", key), self.get("reason", key)
        reason = reason if reason in REASONS else ""
        if mark == PART:
            start, end = (self.frame.wall(moment) for moment in self.frame.span)
            came, left = self.get("came", key) or start, self.get("left", key) or end
            return State(PART, f"{as_time(came):%H:%M}-{as_time(left):%H:%M}", reason)
        if mark == EXCUSED:
            return State(EXCUSED, "", reason)
        return State(mark if mark in MARKS else "")

    def ready(self, key: int, state: State) -> State:
        """The state, if it can be kept. Raises ValueError with what is missing. Who is excused, and
        said beforehand why they cannot come, is excused for that."""
        if state.mark == EXCUSED and not state.reason and self.lines[key].who.announced:
            self.given.add(key)
            state = state._replace(reason=self.lines[key].who.announced or "")
        if state.mark == EXCUSED and not state.reason:
            raise Waiting(_("Choose why %(name)s is excused.", name=self.lines[key].who.name))
        plainly = plain(self.frame, state)
        if plainly != state and self.is_tap:
            raise Waiting(_("Say when they came, or left."))
        return plainly

    def shown(self, key: int) -> State:
        """The controls as they were sent, also where they cannot be kept."""
        try:
            return self.state(key)
        except ValueError:
            times = f"{self.get('came', key)}-{self.get('left', key)}"
            return State(self.get("mark", key), times, self.get("reason", key))

    def row(self, line: Line, questions: Mapping[int, Question]) -> Row:
        """A line after it was saved, or with what is asked or wrong and what was typed."""
        key = line.who.id
        if key in questions:
            mine = self.typed[key]
            return Row(line, mine.state, mine.was, questions[key], made=mine.made)
        if key in self.wrong:
            was = as_state(self.get("was", key))
            return Row(line, self.shown(key), was, wrong=self.wrong[key])
        return Row(line, line.state, line.state)


class Waiting(ValueError):
    """Not wrong, but not all of it is said yet."""


def words(why: ValueError) -> str:
    if isinstance(why, Waiting):
        return str(why)
    if isinstance(why, hours.ImpossibleTime):
        return str(WORDS[why.code])
    return _("Write a time like 17:05.")
