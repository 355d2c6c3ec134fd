"""One session in words: why it counts as it does."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from lms.attendance.rules.lines import REASONS
from lms.completion.outcome import Line, Mark


def told(
    line: Line,
    times: Iterable[tuple[Any, Any]],
    reason: str | None,
    bent: Iterable[str] = (),
) -> Iterator[Markup]:
    """Why one session counts as it does, one short sentence each. `times` are pairs of times of
    day as `lms.i18n.clock` shows them; none for the start or the end of the session itself. `bent`
    are sentences of what grace and the minimum share made of them."""
    bent = list(bent)
    match line.mark:
        case Mark.PRESENT:
            if bent:
                yield from _there(line, list(times))
            else:
                yield Markup(_("The whole time."))
        case Mark.PART:
            yield from _there(line, list(times))
        case Mark.EXCUSED:
            if reason not in REASONS:
                yield Markup(_("This is excused, but it does not count as hours."))
            else:
                words = _("%(reason)s. This is excused, but it does not count as hours.")
                yield Markup(words) % {"reason": str(REASONS[reason])}
        case Mark.UNMARKED:
            yield Markup(_("The trainer has not marked it yet."))
        case Mark.CONFLICT:
            yield Markup(_("It does not count until the trainer has sorted it out."))
    yield from map(escape, bent)
    yield from _beside(line)


def since(came: Any) -> Markup:
    """Of who is in a session that is still going on."""
    return Markup(_("Came at %(came)s.")) % {"came": came}


def _there(line: Line, times: list[tuple[Any, Any]]) -> Iterator[Markup]:
    if len(times) > 1:
        spans = Markup(_(", ")).join(Markup("{}–{}").format(*pair) for pair in times)
        yield Markup(_("Here %(times)s.")) % {"times": spans}
    for came, left in times[:1] if len(times) == 1 else ():
        if came and left:
            yield Markup(_("Came at %(came)s, left at %(left)s.")) % {"came": came, "left": left}
        elif came:
            yield since(came)
        elif left:
            yield Markup(_("Left at %(left)s.")) % {"left": left}
    if "outside" in line.lost:
        yield Markup(_("That was outside the session, so it does not count."))


def _beside(line: Line) -> Iterator[Markup]:
    if line.guest:
        yield Markup(_("As a guest."))
    if "other_group" in line.lost:
        yield Markup(_("The same module in another group counts more, so this does not."))
    if line.mark is Mark.PART and line.excused_minutes:
        yield Markup(_("What was missed is excused, but it does not count as hours."))
    if line.make_up_minutes:
        yield Markup(
            ngettext(
                "Made up: %(made_up)s of %(num)s minute.",
                "Made up: %(made_up)s of %(num)s minutes.",
                line.missed_minutes,
                made_up=line.make_up_minutes,
            )
        )
    if line.over_limit_minutes:
        yield Markup(
            ngettext(
                "%(num)s more minute was approved, but is over the limit.",
                "%(num)s more minutes were approved, but are over the limit.",
                line.over_limit_minutes,
            )
        )
