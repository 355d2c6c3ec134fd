"""A whole register, as it was typed: one form, a few fields a line."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance import hours
from lms.attendance.queries.register import Line, Who, guest_of, line_of
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


class RegisterForm:
    """What was typed of each person.

    Fields, by the person's id: `mark-7` (present, absent, part, excused), `came-7`, `left-7`,
    `reason-7`, `was-7` (what the page showed: State.token); where a question was asked also
    `asked-7` and `mine-7`. With scripts each mark has a key, `key-7`, and a time `at-7` at which it
    was made by the phone's own clock; `clock` is that clock at sending (rules/sending.py). The
    button that was pressed: `do` = save, all, guest or clear, or `keep`, `take` or `unmark` = the
    person's id. With htmx and no button, it is a tap: a mark, a time or a reason was changed on the
    page, and what is half said elsewhere waits.
    """

    def __init__(
        self,
        sent: Mapping[str, str],
        frame: Frame,
        lines: Mapping[int, Line],
        *,
        is_htmx: bool,
        now: datetime | None = None,
    ) -> None:
        self.sent, self.frame, self.lines = sent, frame, dict(lines)
        self.do = sent.get("do", "")
        self.pressed = {sent.get(name, "") for name in ("keep", "take", "unmark")} - {""}
        self.is_tap = is_htmx and not self.do and not self.pressed
        self.given: set[int] = set()  # lines excused for the reason that was said beforehand
        self.wrong: dict[int, str] = {}
        self.wrong_guest = ""
        self.typed: dict[int, Typed] = {}
        self.along = sent_along(sent, now) if now else {}  # no phone sends what was on paper
        for key in lines:
            if f"was-{key}" in sent:
                self.read(key)
        if self.do == "guest":
            self.read_guest(sent.get("guest", ""))

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

    def read_guest(self, code: str) -> None:
        """Somebody who came along: a new line, present from start to end."""
        person = guest_of(self.frame.session, code) if code.strip() else None
        if person is None:
            self.wrong_guest = _("Nobody here has the code “%(code)s”. Look at it.", code=code)
        elif person.id in self.lines:
            self.wrong_guest = _("%(name)s is on this register already.", name=person.name)
        else:
            who = Who(person.id, person.code, person.name, person.native_name, True)
            self.lines[person.id] = line_of(self.frame, who, [])
            self.typed[person.id] = Typed(State("present"))

    def shown(self, key: int) -> State:
        """The controls as they were sent, also where they cannot be kept."""
        try:
            return self.state(key)
        except ValueError:
            times = f"{self.get('came', key)}-{self.get('left', key)}"
            return State(self.get("mark", key), times, self.get("reason", key))

    def parts(self, rows: Iterable[Row], changed: set[int]) -> list[tuple[Row, bool]]:
        """The lines to show anew after htmx sent the form: whether as a whole, or, where the
        controls say it already, only what was made of it."""
        found = []
        for row in rows:
            key = row.key
            theirs = row.line.state != as_state(self.get("was", key)) and key not in changed
            whole = str(key) in self.pressed or (self.do == "all" and key in changed)
            whole = whole or key in self.given
            if whole or (theirs and not row.question and not row.wrong):
                found.append((row, True))
            elif key in changed or row.question or row.wrong or f"asked-{key}" in self.sent:
                found.append((row, False))
        return found

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
