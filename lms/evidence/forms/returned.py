"""A list that came back: typed as words and numbers, or row by row; each person is a line of the
register, so what holds there holds here."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance.actions.register import Saved
from lms.attendance.queries.register import guest_of
from lms.attendance.rules.lines import PART, PRESENT, Frame, State, Typed, plain
from lms.attendance.rules.register import Line, Who, line_of
from lms.attendance.rules.typed import Row, TypedLines, Waiting
from lms.evidence.models import Sheet
from lms.evidence.returned import Said, Wrong, read
from lms.evidence.rules.sheets import Numbered
from lms.evidence.rules.typed import in_a_sentence, words
from lms.people.models import Person


class OnPaper(NamedTuple):
    """A row of the list as its page shows it; without a line it is empty."""

    number: int
    row: Row | None
    signed: bool


def lines_of(frame: Frame, rows: list[Numbered], register: Mapping[int, Line]) -> dict[int, Line]:
    """The register's lines of those on the list; who left the group since is on it as a guest."""
    return {
        who.id: register.get(who.id) or line_of(frame, new_guest(who), [])
        for _number, who in rows
        if who
    }


def new_guest(person: Person) -> Who:
    return Who(person.id, person.code, person.name, person.native_name, True)


def as_signed(line: Line) -> State:
    """What a line is taken to be while nobody says otherwise: who is on the list has signed it. Who
    said that they cannot come is left to whoever looks at the list."""
    return State(PRESENT) if not line.state.mark and not line.waits else line.state


class PaperForm(TypedLines):
    """The fields of a register, by the person's id, and of each person `signed-7`. `text` is what
    was typed of the rows; with `do` = look, or where it is not what was `looked` at, it is read
    into the rows and nothing is kept. A guest has a code, and a row that was empty: `guest_row`."""

    def __init__(
        self,
        sent: Mapping[str, str],
        frame: Frame,
        sheet: Sheet,
        rows: list[Numbered],
        register: Mapping[int, Line],
    ) -> None:
        self.sheet, self.rows, self.register = sheet, rows, register
        self.text = sent.get("text", "")
        looked = " ".join(sent.get("looked", "").split())  # the text that the rows show already
        self.looks = sent.get("do") == "look" or " ".join(self.text.split()) != looked
        self.complaints: list[str] = []
        self.said: dict[int, Said] = {}
        self.guest: Numbered | None = None
        super().__init__(sent, frame, lines_of(frame, rows, register))
        if sent.get("do") == "guest":
            self.read_guest(sent.get("guest", ""))
        if self.looks:
            self.read_text()

    @property
    def errors(self) -> bool:
        return bool(super().errors or self.complaints)

    @property
    def free_rows(self) -> list[int]:
        return [row.number for row in self.rows if row.person is None]

    def read(self, key: int) -> None:
        if not self.looks:
            super().read(key)

    def read_text(self) -> None:
        """The text into the rows; what is wrong with it, in sentences."""
        said, wrong = read(self.text, words(), len(self.rows))
        wrong += [Wrong("empty", str(row)) for row in sorted(said) if row in self.free_rows]
        self.complaints = [in_a_sentence(one) for one in wrong]
        self.said = {who.id: said[number] for number, who in self.rows if who and number in said}

    def ready(self, key: int, state: State) -> State:
        """Who came late or left early did so at a time: without one nobody guesses it."""
        if state.mark == PART and plain(self.frame, state).mark == PRESENT:
            raise Waiting(self.when(self.lines[key]))
        return super().ready(key, state)

    def read_guest(self, code: str) -> None:
        """Somebody who wrote their name into an empty row."""
        person = guest_of(self.frame.session, code) if code.strip() else None
        row = self.sent.get("guest_row", "")
        if person is None:
            self.wrong_guest = _("Nobody here has the code “%(code)s”. Look at it.", code=code)
        elif person.id in self.lines:
            self.wrong_guest = _("%(name)s is on this list already.", name=person.name)
        elif not (row.isdecimal() and int(row) in self.free_rows):
            self.wrong_guest = _("Choose an empty row.")
        else:
            self.guest = Numbered(int(row), person)
            line = self.register.get(person.id) or line_of(self.frame, new_guest(person), [])
            self.lines[person.id] = line
            self.rows = [self.guest if one.number == int(row) else one for one in self.rows]
            self.typed[person.id] = Typed(State(PRESENT), line.state)

    def looked_at(self, line: Line) -> Row:
        """A line as the text says it. Who is not named has signed; who was there for a part has
        signed that."""
        said = self.said.get(line.who.id)
        if said is None:
            signed = line.was_there or line.waits
            return Row(line, line.state if signed else State(PRESENT), line.state)
        start, end = (self.frame.wall(moment) for moment in self.frame.span)
        times = f"{said.came or start}-{said.left or end}" if said.mark == PART else ""
        reason = (line.who.announced or "") if "excused" in said.words else ""
        wrong = "" if said.came or said.left or said.mark != PART else self.when(line)
        return Row(line, State(said.mark, times, reason), line.state, wrong=wrong)

    def when(self, line: Line) -> str:
        return _("Write when %(name)s came, or left.", name=line.who.name)

    def is_signed(self, key: int, otherwise: bool) -> bool:
        """Whether the box beside a line is ticked."""
        if self.looks:
            return self.said[key].signed if key in self.said else True
        return f"signed-{key}" in self.sent if f"was-{key}" in self.sent else otherwise

    def on_paper(self, saved: Saved | None, signed: set[int]) -> list[OnPaper]:
        """The rows of the list, after they were looked at or, with what was `saved`, kept."""
        lines, questions = (saved.lines, saved.questions) if saved else (self.lines, {})
        found = []
        for number, who in self.rows:
            if who is None:
                found.append(OnPaper(number, None, False))
                continue
            line = lines[who.id]
            row = self.looked_at(line) if self.looks else self.row(line, questions)
            found.append(OnPaper(number, row, self.is_signed(who.id, who.id in signed)))
        return found
