"""What a programme asks before it is complete, in plain words made from its policy."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.courses.models import Course, Entry, Programme, State, Track
from lms.courses.policy import Policy
from lms.i18n import in_words, number

TRACKS = {
    Track.AUTHORITY: _l("For towns and regions"),
    Track.TEACHER: _l("For teachers"),
    Track.MIGRANT: _l("For people who are new here"),
}
ENTRIES = {
    Entry.OPEN: _l("Enrol at once"),
    Entry.APPROVAL: _l("Ask for a place"),
    Entry.CODE: _l("With an invitation code"),
}
STATES = {
    State.APPLIED: _l("asked for a place"),
    State.WAITLISTED: _l("on the waiting list"),
    State.ACTIVE: _l("enrolled"),
    State.COMPLETED: _l("completed"),
    State.WITHDRAWN: _l("left"),
    State.DROPPED: _l("taken off"),
}


def percent(ratio: Fraction) -> str:
    """A ratio as "80 %" or "66.66 %": cut off after two decimals (rule 1)."""
    hundredths = Decimal(int(ratio * 10_000)).scaleb(-2)
    whole = hundredths == hundredths.to_integral_value()
    words = _("%(number)s %%", number=number(int(hundredths) if whole else hundredths))
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def hours_of_units(units: int, unit_minutes: int) -> str:
    """ "60 hours of 45 min": the unit stands beside the figure, always."""
    return ngettext(
        "%(num)s hour of %(minutes)s min",
        "%(num)s hours of %(minutes)s min",
        units,
        minutes=unit_minutes,
    )


def hours_words(minutes: int, unit_minutes: int) -> str:
    """Minutes in units, as `hours_of_units` writes them; cut off after two decimals (rule 1)."""
    whole, rest = divmod(minutes, unit_minutes)
    if not rest:
        return hours_of_units(whole, unit_minutes)
    part = number(whole + Decimal(rest * 100 // unit_minutes).scaleb(-2))
    return _("%(hours)s hours of %(minutes)s min", hours=part, minutes=unit_minutes)


def asked_for(
    programme: Programme, titles: Mapping[str, str], policy: Policy | None = None
) -> list[str]:
    """One sentence for each thing that a policy asks or allows; the one in force, where none is
    given.

    `titles` name the modules and assessments of the policy by their keys ("course/module").
    """
    policy = policy or programme.policy
    return [
        _hours(programme, policy),
        *_courses(programme, policy),
        *_outcomes(policy, titles),
        _excused(programme, policy),
        _make_up(programme, policy),
        *_presence(programme, policy),
    ]


def asked_in_course(programme: Programme, course: Course, titles: Mapping[str, str]) -> list[str]:
    """What of that concerns one of its courses: its share, its modules, its tests, and whether
    what somebody does on their own counts. Empty where nothing of it does."""
    policy, own = programme.policy, f"{course.slug}/"
    return [
        *_courses(programme, policy, course.id),
        *(
            _("Finish this module: %(module)s.", module=titles.get(key, key))
            for key in policy.mandatory_modules
            if key.startswith(own)
        ),
        *(
            _("Pass this test: %(test)s.", test=titles.get(exam, exam))
            for exam in filter(None, [policy.exit_assessment])
            if exam.startswith(own)
        ),
        *_self_paced(programme, policy),
    ]


def _share(programme: Programme, share: Fraction) -> dict[str, str]:
    minutes = ceil(share * programme.required_minutes)
    return {"percent": percent(share), "hours": hours_words(minutes, programme.unit_minutes)}


def _hours(programme: Programme, policy: Policy) -> str:
    if not policy.threshold:
        return _("No number of hours is asked for.")
    if policy.denominator == "delivered":
        words = percent(policy.threshold)
        return _("Be there for at least %(percent)s of the hours that are held.", percent=words)
    asked = _share(programme, policy.threshold)
    return _("Collect at least %(percent)s of the hours: %(hours)s.", **asked)


def _courses(programme: Programme, policy: Policy, course_id: int = 0) -> Iterator[str]:
    """The share of each course, or of the one."""
    if not policy.course_threshold:
        return
    for part in programme.courses:
        if course_id not in (0, part.course_id):
            continue
        minutes = ceil(policy.course_threshold * part.units * programme.unit_minutes)
        yield _(
            "In %(course)s at least %(percent)s: %(hours)s.",
            course=in_words(part.course.title),
            percent=percent(policy.course_threshold),
            hours=hours_words(minutes, programme.unit_minutes),
        )


def _outcomes(policy: Policy, titles: Mapping[str, str]) -> Iterator[str]:
    for key in policy.mandatory_modules:
        yield _("Finish this module: %(module)s.", module=titles.get(key, key))
    if exam := policy.exit_assessment:
        yield _("Pass this test: %(test)s.", test=titles.get(exam, exam))
    if policy.portfolio:
        yield _("Show a portfolio of your work; the centre accepts it.")


def _excused(programme: Programme, policy: Policy) -> str:
    most = _share(programme, policy.excused_cap)
    if policy.denominator == "excluded":
        return _("Excused hours are taken off the total, %(hours)s at most.", hours=most["hours"])
    if policy.denominator == "credited":
        return _("Excused hours help to reach the share, %(hours)s at most.", hours=most["hours"])
    return _("Excused hours are not counted as attended.")


def _make_up(programme: Programme, policy: Policy) -> str:
    if not policy.make_up_cap:
        return _("Missed hours cannot be made up.")
    most = _share(programme, policy.make_up_cap)["hours"]
    return _("Missed hours can be made up with your trainer, %(hours)s at most.", hours=most)


def _self_paced(programme: Programme, policy: Policy) -> Iterator[str]:
    if policy.self_paced_cap:
        most = _share(programme, policy.self_paced_cap)["hours"]
        yield _("Lessons that you do on your own count too, %(hours)s at most.", hours=most)


def _presence(programme: Programme, policy: Policy) -> Iterator[str]:
    yield from _self_paced(programme, policy)
    if policy.minimum_share:
        share = percent(policy.minimum_share)
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
