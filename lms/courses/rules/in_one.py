"""What a programme asks, in one sentence: for who writes its rules, and beside them."""

from flask_babel import gettext as _
from markupsafe import Markup

from lms.courses.models import Programme
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
)
from lms.courses.rules.asked import Titles
from lms.courses.rules.words import asked_share
from lms.i18n import in_words, listed


def in_one_sentence(programme: Programme, titles: Titles, policy: Policy | None = None) -> Markup:
    """ "Needed: 80 % of the hours, the module Safe online, and (the test Exit test or the
    portfolio)." A group in a group stands in brackets."""
    policy = policy or programme.policy
    parts: list[Condition] = [Hours(policy.threshold)] if policy.threshold else []
    if policy.course_threshold:
        slugs = [part.course.slug for part in programme.courses]
        parts += [CourseHours(slug, policy.course_threshold) for slug in slugs]
    parts += [Module(key) for key in policy.mandatory_modules]
    parts += [Assessment(key) for key in filter(None, [policy.exit_assessment])]
    parts += [PortfolioAccepted()] if policy.portfolio else []
    parts += [Evidence()] if policy.evidence else []
    if isinstance(policy.conditions, All):
        parts += policy.conditions.of
    elif policy.conditions:
        parts.append(policy.conditions)
    if not parts:
        return Markup(_("Nothing is asked for."))
    names = {part.course.slug: in_words(part.course.title) for part in programme.courses}
    phrases = [_phrase(one, {**names, **titles}) for one in dict.fromkeys(parts)]
    return Markup(_("Needed: %(list)s.")) % {"list": listed(phrases)}


def in_one_phrase(asked: Condition, titles: Titles) -> str:
    """A tree of conditions as plain text: "(the test Exit test or the portfolio)"."""
    return _phrase(asked, titles).striptags()


def _phrase(asked: Condition, titles: Titles) -> Markup:
    match asked:
        case All(of) | AnyOf(of) if len(of) == 1:
            return _phrase(of[0], titles)
        case All(of):
            return Markup("({})").format(listed([_phrase(one, titles) for one in of]))
        case AnyOf(of):
            return Markup("({})").format(listed([_phrase(one, titles) for one in of], "or"))
        case Hours(share):
            return Markup(_("%(percent)s of the hours")) % {"percent": asked_share(share)}
        case CourseHours(course, share):
            words = Markup(_("%(percent)s of the hours in %(course)s"))
            return words % {"percent": asked_share(share), "course": titles.get(course, course)}
        case Module(key):
            return Markup(_("the module %(module)s")) % {"module": titles.get(key, key)}
        case Assessment(key):
            return Markup(_("the test %(test)s")) % {"test": titles.get(key, key)}
        case PortfolioAccepted():
            return Markup(_("the portfolio"))
        case _:
            return Markup(_("a proof of every attendance"))
