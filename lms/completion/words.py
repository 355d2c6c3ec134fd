"""Standings, reasons and marks in words. One name for each thing, on every page."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup, escape

from lms.attendance import hours
from lms.attendance.rules.lines import REASONS
from lms.completion.outcome import Line, Mark, Outlook, Standing
from lms.i18n import number, titled


class Sign(NamedTuple):
    """How something looks: never by colour alone."""

    words: Any
    icon: str
    css: str  # the class of its colour


STANDINGS = {
    Outlook.COMPLETE: Sign(_l("Complete"), "done", "c-done"),
    Outlook.ON_TRACK: Sign(_l("On track"), "track", "c-track"),
    Outlook.MUST_ATTEND_ALL: Sign(_l("Must attend all"), "alert", "c-all"),
    Outlook.NEEDS_MAKE_UP: Sign(_l("Needs make-up"), "plus", "c-makeup"),
    Outlook.CANNOT: Sign(_l("Cannot finish"), "stop", "c-cannot"),
}
MARKS = {
    Mark.PRESENT: Sign(_l("Present"), "check", "c-present"),
    Mark.PART: Sign(_l("Part of the time"), "clock", "c-part"),
    Mark.ABSENT: Sign(_l("Absent"), "cross", "c-absent"),
    Mark.EXCUSED: Sign(_l("Excused"), "note", "c-excused"),
    Mark.UNMARKED: Sign(_l("Not marked yet"), "unknown", "c-open"),
    Mark.CONFLICT: Sign(_l("At two places at once"), "alert", "c-absent"),
    Mark.PLANNED: Sign(_l("To come"), "cal", "c-open"),
    Mark.NOT_TAKEN: Sign(_l("Register not taken yet"), "unknown", "c-open"),
    Mark.CANCELLED: Sign(_l("Cancelled"), "stop", "c-open"),
    Mark.MOVED: Sign(_l("Moved to another day"), "cal", "c-open"),
}

NOW = Sign(_l("Now"), "clock", "c-track")  # a session that is still going on


class Titles(NamedTuple):
    """The titles of what reasons name: courses by slug, modules and assessments by key."""

    courses: Mapping[str, Any]
    modules: Mapping[str, Any]
    tests: Mapping[str, Any]


def units(minutes: int, unit_minutes: int) -> str:
    """Minutes in hours of the programme, cut off after two decimals (rule 1): "41", "43.11"."""
    whole, rest = divmod(minutes, unit_minutes)
    return number(whole if not rest else hours.units(minutes, unit_minutes))


def missing(minutes: int, unit_minutes: int) -> str:
    """What somebody still needs: never less than it is. "3 hours (135 min)", or "72 min"."""
    whole, rest = divmod(minutes, unit_minutes)
    if rest or not whole:
        return _("%(minutes)s min", minutes=minutes)
    return ngettext(
        "%(num)s hour (%(minutes)s min)", "%(num)s hours (%(minutes)s min)", whole, minutes=minutes
    )


def more(minutes: int, unit_minutes: int) -> str:
    """The same for who learns, in whole hours: "7 more hours"; "40 more minutes"."""
    if minutes < unit_minutes:
        return ngettext("%(num)s more minute", "%(num)s more minutes", minutes)
    count = ceil(Fraction(minutes, unit_minutes))
    return ngettext("%(num)s more hour", "%(num)s more hours", count)


def some(minutes: int, unit_minutes: int) -> str:
    """A part of what is missing: "3 hours"; "40 minutes"."""
    if minutes < unit_minutes:
        return ngettext("%(num)s minute", "%(num)s minutes", minutes)
    count = ceil(Fraction(minutes, unit_minutes))
    return ngettext("%(num)s hour", "%(num)s hours", count)


def open_items(found: Standing, titles: Titles, unit_minutes: int) -> list[Markup]:
    """Everything that is still open, one phrase each; nothing when complete (settled point 28)."""
    return phrases(found.reasons, titles, unit_minutes)


def phrases(
    reasons: Iterable[Mapping[str, Any]], titles: Titles, unit_minutes: int
) -> list[Markup]:
    """Reasons of a standing in words, one phrase each."""
    return [_phrase(reason, titles, unit_minutes) for reason in reasons]


def _phrase(reason: Mapping[str, Any], titles: Titles, unit_minutes: int) -> Markup:
    match reason["code"]:
        case "course_short":
            return Markup(_("%(hours)s in %(course)s")) % {
                "hours": missing(reason["minutes"], unit_minutes),
                "course": named(titles.courses, reason["course"]),
            }
        case "hours_short":
            return Markup(_("%(hours)s in all")) % {
                "hours": missing(reason["minutes"], unit_minutes)
            }
        case "module_open":
            return Markup(_("the module %(module)s")) % {
                "module": named(titles.modules, reason["module"])
            }
        case "assessment_open":
            return Markup(_("the test %(test)s")) % {
                "test": named(titles.tests, reason["assessment"])
            }
        case "portfolio_open":
            return Markup(_("the portfolio"))
        case _:
            return Markup(
                ngettext("%(num)s signature", "%(num)s signatures", reason.get("gaps", 0))
            )


def named(titles: Mapping[str, Any], key: str) -> Markup:
    """A title, marked with its language; the key where there is none."""
    return titled(titles.get(key) or key)


def needed(found: Standing, titles: Titles, unit_minutes: int) -> Iterator[Markup]:
    """For who learns: what is still missing, in whole sentences."""
    if not found.reasons:
        yield Markup(_("You have everything that the attestation asks for."))
        return
    short = {r["code"]: r["minutes"] for r in found.reasons if r["code"] == "hours_short"}
    courses = [reason for reason in found.reasons if reason["code"] == "course_short"]
    total = short.get("hours_short", 0)
    beside = sum(reason["minutes"] for reason in courses) >= total
    if total and not beside:
        yield Markup(_("You need %(all)s hours for the attestation: %(more)s.")) % {
            "all": units(found.threshold_minutes, unit_minutes),
            "more": strong(more(total, unit_minutes)),
        }
    for reason in courses:
        amount = more if beside else some
        words = (
            _("You need %(hours)s in %(course)s.")
            if beside
            else _("Of these, at least %(hours)s in %(course)s.")
        )
        yield Markup(words) % {
            "hours": strong(amount(reason["minutes"], unit_minutes)),
            "course": named(titles.courses, reason["course"]),
        }
    yield from _left_to_do(found.reasons, titles)
    if advice := advised(found, unit_minutes):
        yield Markup(advice)


def _left_to_do(reasons: Iterable[Mapping[str, Any]], titles: Titles) -> Iterator[Markup]:
    for reason in reasons:
        match reason["code"]:
            case "module_open":
                title = named(titles.modules, reason["module"])
                yield Markup(_("Finish this module: %(module)s.")) % {"module": title}
            case "assessment_open":
                title = named(titles.tests, reason["assessment"])
                yield Markup(_("Pass this test: %(test)s.")) % {"test": title}
            case "portfolio_open":
                yield Markup(_("Show your portfolio to your trainer."))


def outlook_in_numbers(found: Standing, unit_minutes: int) -> str:
    """What is possible at best, for who decides."""
    values = {
        "best": units(found.best_minutes, unit_minutes),
        "needed": units(found.threshold_minutes, unit_minutes),
    }
    if found.standing is Outlook.MUST_ATTEND_ALL:
        return _("Best possible: %(best)s of %(needed)s hours, no minute more.", **values)
    return _(
        "Best possible: %(best)s of %(needed)s hours; make-up may add %(left)s.",
        left=units(found.make_up_left, unit_minutes),
        **values,
    )


def advised(found: Standing, unit_minutes: int) -> str:
    """What to do about a standing; nothing where coming to the sessions is enough."""
    match found.standing:
        case Outlook.MUST_ATTEND_ALL:
            return _("Come to all sessions that are left: you need every one.")
        case Outlook.NEEDS_MAKE_UP:
            return _(
                "The sessions that are left are not enough. Ask your trainer how to make up "
                "%(hours)s.",
                hours=missing(found.short_minutes, unit_minutes),
            )
        case Outlook.CANNOT:
            return _(
                "This group has not enough hours left for that. Ask your trainer what you can do."
            )
    return ""


def strong(text: str) -> Markup:
    return Markup("<strong>{}</strong>").format(text)


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
