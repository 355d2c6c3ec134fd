"""What a programme asks before it is complete, in plain words made from its policy."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.courses.models import Course, Programme
from lms.courses.policy import Policy
from lms.courses.requirements import (
    All,
    AnyOf,
    Assessment,
    Condition,
    CourseHours,
    Evidence,
    Hours,
    Module,
    PortfolioAccepted,
    leaves,
    parted,
)
from lms.courses.rules.words import asked_share, hours_words, share_words
from lms.i18n import in_words

Titles = Mapping[str, str]  # of courses, modules and tests, by the keys that policies use


class Point(NamedTuple):
    """One thing that is asked, a whole sentence; `of` are the parts of a group."""

    words: str
    of: "tuple[Point, ...]" = ()


def asked_for(programme: Programme, titles: Titles, policy: Policy | None = None) -> list[Point]:
    """Everything that a policy (the one in force, where none is given) asks or allows."""
    policy = policy or programme.policy
    fixed, choices = parted(policy.conditions)
    return [
        *map(Point, _hours(programme, policy, fixed)),
        *map(Point, _courses(programme, policy, fixed)),
        *(_point(programme, policy, leaf, titles) for leaf in _outcomes(policy, fixed)),
        *(_point(programme, policy, choice, titles) for choice in choices),
        Point(_excused(programme, policy)),
        Point(_make_up(programme, policy)),
        *map(Point, _presence(programme, policy)),
    ]


def asked_in_course(programme: Programme, course: Course, titles: Titles) -> list[Point]:
    """What of that concerns one of its courses: its share, its modules, its tests, the choices in
    which it is named, and whether what somebody does on their own counts."""
    policy = programme.policy
    fixed, choices = parted(policy.conditions)
    own = [leaf for leaf in _outcomes(policy, fixed) if _is_in(leaf, course.slug)]
    own += [one for one in choices if any(_is_in(leaf, course.slug) for leaf in leaves(one))]
    return [
        *map(Point, _courses(programme, policy, fixed, course.slug)),
        *(_point(programme, policy, one, titles) for one in own),
        *map(Point, _self_paced(programme, policy)),
    ]


def _is_in(leaf: Condition, slug: str) -> bool:
    match leaf:
        case CourseHours(course):
            return course == slug
        case Module(key) | Assessment(key):
            return key.startswith(f"{slug}/")
    return False


def _hours(programme: Programme, policy: Policy, fixed: Iterable[Condition]) -> Iterator[str]:
    """Of two shares the higher holds. That none is asked for is only said where that is so."""
    share = max([policy.threshold, *(one.threshold for one in fixed if isinstance(one, Hours))])
    if share:
        yield _sentence(programme, policy, Hours(share), {})
    elif not any(isinstance(one, Hours | CourseHours) for one in leaves(policy.conditions)):
        yield _("No number of hours is asked for.")


def _courses(
    programme: Programme, policy: Policy, fixed: Iterable[Condition], only: str = ""
) -> Iterator[str]:
    """The share of each course, or of the one."""
    asked = {part.course.slug: policy.course_threshold for part in programme.courses}
    for one in fixed:
        if isinstance(one, CourseHours):
            asked[one.course] = max(one.threshold, asked.get(one.course, Fraction(0)))
    for slug, share in asked.items():
        if share and only in ("", slug):
            yield _sentence(programme, policy, CourseHours(slug, share), {})


def _outcomes(policy: Policy, fixed: Iterable[Condition]) -> list[Condition]:
    """What is asked of everyone beside hours, each once."""
    own: list[Condition] = [Module(key) for key in policy.mandatory_modules]
    own += [Assessment(key) for key in filter(None, [policy.exit_assessment])]
    own += [PortfolioAccepted()] if policy.portfolio else []
    own += [Evidence()] if policy.evidence else []
    beside = [one for one in fixed if not isinstance(one, Hours | CourseHours)]
    return list(dict.fromkeys([*own, *beside]))


def _point(programme: Programme, policy: Policy, asked: Condition, titles: Titles) -> Point:
    match asked:
        case All(of) | AnyOf(of) if len(of) == 1:
            return _point(programme, policy, of[0], titles)
        case All(of) | AnyOf(of):
            words = _("All of these:") if isinstance(asked, All) else _("One of these is enough:")
            return Point(words, tuple(_point(programme, policy, one, titles) for one in of))
        case leaf:
            return Point(_sentence(programme, policy, leaf, titles))


def _sentence(programme: Programme, policy: Policy, leaf: Condition, titles: Titles) -> str:
    match leaf:
        case Hours(share) if policy.denominator == "delivered":
            words = asked_share(share)
            return _("Be there for at least %(percent)s of the hours that are held.", percent=words)
        case Hours(share):
            asked = share_words(programme, share)
            return _("Collect at least %(percent)s of the hours: %(hours)s.", **asked)
        case CourseHours(slug, share):
            return _in_course(programme, slug, share)
        case Module(key):
            return _("Finish this module: %(module)s.", module=titles.get(key, key))
        case Assessment(key):
            return _("Pass this test: %(test)s.", test=titles.get(key, key))
        case PortfolioAccepted():
            return _("Show a portfolio of your work; the centre accepts it.")
        case _:
            return _("Sign the list or check in at every session, so that your hours are proven.")


def _in_course(programme: Programme, slug: str, share: Fraction) -> str:
    part = next((one for one in programme.courses if one.course.slug == slug), None)
    title = in_words(part.course.title) if part else slug
    minutes = ceil(share * part.units * programme.unit_minutes) if part else 0
    return _(
        "In %(course)s at least %(percent)s: %(hours)s.",
        course=title,
        percent=asked_share(share),
        hours=hours_words(minutes, programme.unit_minutes),
    )


def _excused(programme: Programme, policy: Policy) -> str:
    most = share_words(programme, policy.excused_cap)
    if policy.denominator == "excluded":
        return _("Excused hours are taken off the total, %(hours)s at most.", hours=most["hours"])
    if policy.denominator == "credited":
        return _("Excused hours help to reach the share, %(hours)s at most.", hours=most["hours"])
    return _("Excused hours are not counted as attended.")


def _make_up(programme: Programme, policy: Policy) -> str:
    if not policy.make_up_cap:
        return _("Missed hours cannot be made up.")
    most = share_words(programme, policy.make_up_cap)["hours"]
    return _("Missed hours can be made up with your trainer, %(hours)s at most.", hours=most)


def _self_paced(programme: Programme, policy: Policy) -> Iterator[str]:
    if policy.self_paced_cap:
        most = share_words(programme, policy.self_paced_cap)["hours"]
        yield _("Lessons that you do on your own count too, %(hours)s at most.", hours=most)


def _presence(programme: Programme, policy: Policy) -> Iterator[str]:
    yield from _self_paced(programme, policy)
    if policy.minimum_share:
        share = asked_share(policy.minimum_share)
        yield _("A session counts if you are there for %(percent)s of it or more.", percent=share)
    if grace := policy.grace_minutes:
        yield ngettext(
            "If you come up to %(num)s minute late, nothing is taken off.",
            "If you come up to %(num)s minutes late, nothing is taken off.",
            grace,
        )
    if grace := policy.grace_out_minutes:
        yield ngettext(
            "If you leave up to %(num)s minute early, nothing is taken off.",
            "If you leave up to %(num)s minutes early, nothing is taken off.",
            grace,
        )
