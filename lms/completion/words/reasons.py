"""What is still open, in words: for those who decide, and for who learns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms.completion.outcome import Outlook, Standing
from lms.completion.words.amounts import missing, more, some, units
from lms.i18n import listed, titled


class Titles(NamedTuple):
    """The titles of what reasons name: courses by slug, modules and assessments by key."""

    courses: Mapping[str, Any]
    modules: Mapping[str, Any]
    tests: Mapping[str, Any]


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
        case "any_of":
            return Markup(_("one of these: %(list)s")) % {
                "list": _either(reason["of"], titles, unit_minutes)
            }
        case _:
            return Markup(
                ngettext("%(num)s signature", "%(num)s signatures", reason.get("gaps", 0))
            )


def _either(
    parts: Iterable[Iterable[Mapping[str, Any]]], titles: Titles, unit_minutes: int
) -> Markup:
    """The parts of a choice, "a, (b and c), or d": what is asked together stands in brackets."""
    found = []
    for part in parts:
        phrases = [_phrase(reason, titles, unit_minutes) for reason in part]
        together = listed(phrases)
        found.append(together if len(phrases) == 1 else Markup("({})").format(together))
    return listed(found, "or")


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
    yield from _left_to_do(found.reasons, titles, unit_minutes)
    if advice := advised(found, unit_minutes):
        yield Markup(advice)


def _left_to_do(
    reasons: Iterable[Mapping[str, Any]], titles: Titles, unit_minutes: int
) -> Iterator[Markup]:
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
            case "evidence_gap":
                words = ngettext(
                    "For %(num)s session there is no proof yet that you were there. Ask your "
                    "trainer.",
                    "For %(num)s sessions there is no proof yet that you were there. Ask your "
                    "trainer.",
                    reason["gaps"],
                )
                yield Markup(words)
            case "any_of":
                words = _("One of these is enough: %(list)s.")
                yield Markup(words) % {"list": _either(reason["of"], titles, unit_minutes)}


def outlook_in_numbers(found: Any, titles: Titles, unit_minutes: int) -> str:
    """What is possible at best, for who decides. `found`: a Standing, or a row that kept its
    standing, reasons, best_minutes, threshold_minutes and make_up_left. Where the hours in all are
    not what stands in the way, what else is open."""
    others = [reason for reason in found.reasons or () if reason["code"] != "hours_short"]
    if is_in_all_enough(found) and others:
        return Markup(_("Enough hours are to come in all, but not for all of this: %(list)s.")) % {
            "list": listed(phrases(others, titles, unit_minutes))
        }
    values = {
        "best": units(found.best_minutes, unit_minutes),
        "needed": units(found.threshold_minutes, unit_minutes),
    }
    if found.standing == Outlook.MUST_ATTEND_ALL:
        return _("Best possible: %(best)s of %(needed)s hours, no minute more.", **values)
    return _(
        "Best possible: %(best)s of %(needed)s hours; make-up may add %(left)s.",
        left=units(found.make_up_left, unit_minutes),
        **values,
    )


def is_in_all_enough(found: Any) -> bool:
    """Whether who cannot finish, or needs make-up, could still reach the hours of the whole
    programme: then a course or a module is what they cannot reach."""
    short = found.standing in (Outlook.CANNOT, Outlook.NEEDS_MAKE_UP)
    return short and found.best_minutes >= found.threshold_minutes


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
