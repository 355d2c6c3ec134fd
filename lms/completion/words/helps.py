"""What would help, in words: so many sessions to come, or so much make-up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms.completion.advice import Help, Thing
from lms.completion.words.reasons import Titles, named
from lms.i18n import day, listed

MOST_DAYS = 5  # that are named one by one


def helped(found: Iterable[Help], days: Mapping[int, date], titles: Titles) -> list[Markup]:
    """One sentence for each thing that is enough alone. `days` are those of sessions."""
    return [Markup(" ").join(_sentences(one, days, titles)) for one in found]


def _sentences(found: Help, days: Mapping[int, date], titles: Titles) -> Iterator[Markup]:
    if found.sessions:
        yield _come(found.sessions, days, titles)
    if found.make_ups:
        yield _make_up(found.make_ups, days)


def _come(sessions: Sequence[Thing], days: Mapping[int, date], titles: Titles) -> Markup:
    by_course = Counter(one.course for one in sessions)
    what = listed([_how_many(number, course, titles) for course, number in by_course.items()])
    if len(sessions) > MOST_DAYS:
        return Markup(_("Come to %(what)s.")) % {"what": what}
    when = listed([day(days[int(one.session)], "named") for one in sessions])
    return Markup(_("Come to %(what)s (%(when)s).")) % {"what": what, "when": when}


def _how_many(number: int, course: str | None, titles: Titles) -> Markup:
    if course is None:
        return Markup(ngettext("%(num)s more session", "%(num)s more sessions", number))
    words = ngettext(
        "%(num)s more session of %(course)s", "%(num)s more sessions of %(course)s", number,
        course="%(course)s",
    )  # fmt: skip
    return Markup(words) % {"course": named(titles.courses, course)}


def _make_up(sessions: Sequence[Thing], days: Mapping[int, date]) -> Markup:
    minutes = sum(one.minutes for one in sessions)
    if len(sessions) > MOST_DAYS:
        words = ngettext(
            "Make up %(minutes)s min of %(num)s missed session.",
            "Make up %(minutes)s min of %(num)s missed sessions.",
            len(sessions),
            minutes=minutes,
        )
        return Markup(words)
    when = listed([day(days[int(one.session)], "named") for one in sessions])
    values = {"minutes": minutes, "when": when}
    return Markup(_("Make up %(minutes)s min of what was missed (%(when)s).")) % values
