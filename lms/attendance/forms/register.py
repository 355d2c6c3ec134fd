"""A whole register, as it was typed: one form, a few fields a line."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _

from lms.attendance.queries.register import guest_of
from lms.attendance.rules.lines import Frame, State, Typed, as_state
from lms.attendance.rules.register import Line, Who, line_of
from lms.attendance.rules.typed import Row, TypedLines


class RegisterForm(TypedLines):
    """The lines, and the button that was pressed: `do` = save, all, guest or clear, or one of those
    of a line. With htmx and no button, it is a tap: a mark, a time or a reason was changed on the
    page.
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
        self.do = sent.get("do", "")
        self.pressed = {sent.get(name, "") for name in ("keep", "take", "unmark")} - {""}
        is_tap = is_htmx and not self.do and not self.pressed
        super().__init__(sent, frame, lines, is_tap=is_tap, now=now)
        if self.do == "guest":
            self.read_guest(sent.get("guest", ""))

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
