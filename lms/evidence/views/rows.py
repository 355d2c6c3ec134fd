"""What the lines of a list need beside themselves: the words of the register."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from lms.attendance import rules
from lms.attendance.rules.lines import REASONS, Frame, Question, State, in_words
from lms.attendance.rules.register import Line
from lms.attendance.rules.saying import asked

MARKS = (  # value, icon, words
    ("present", "check", _l("Present")),
    ("absent", "cross", _l("Absent")),
    ("part", "clock", _l("Came, left")),
    ("excused", "note", _l("Excused")),
)


class About:
    """For the templates of the register's lines (attendance/_register.html)."""

    marks, reasons = MARKS, REASONS

    def __init__(self, frame: Frame, now: datetime) -> None:
        self.frame, self.net = frame, frame.net
        self.closed = rules.why_closed(frame.session, now)
        self.start, self.end = (frame.wall(moment) for moment in frame.span)

    def question(self, question: Question) -> str:
        return asked(self.frame, question)

    def in_words(self, state: State) -> str:
        return in_words(state)

    def differs(self, line: Line, state: State) -> str:
        """What the register says, where it is something else than the row."""
        return "" if not line.state.mark or state.shows(line.state) else in_words(line.state)
