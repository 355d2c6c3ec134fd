"""The versions of a programme's rules: what each changed, who changed it, and when."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.completion.forms.policy import DENOMINATORS, PolicyForm
from lms.completion.queries import changed, prospects
from lms.completion.queries.changed import Version
from lms.completion.views.blueprint import bp
from lms.courses import queries as courses
from lms.courses.models import Programme
from lms.courses.policy import KEYS, Policy, named
from lms.courses.rules import asked_for, asked_share, coordinates_programme, in_one_phrase
from lms.i18n import in_words, number
from lms.web import page, page_of, permitted

LABELS = {field: getattr(PolicyForm, field).args[0] for field in KEYS if hasattr(PolicyForm, field)}


class Told(NamedTuple):
    """A version as the page shows it; `changes` are (what, before, after) in words."""

    version: Version
    changes: Sequence[tuple[Any, str, str]]
    asks: Sequence[Any]
    confirmed: int  # completions that were confirmed by it, and hold


@bp.get("/programmes/<slug>/rules/history")
def rules_history(slug):
    programme = permitted(courses.programme(slug), coordinates_programme)
    pages = page_of(changed.versions(programme), 20)
    return page(
        "completion/rules_history.html",
        programme=programme,
        pages=pages,
        versions=list(told(programme, pages.items)),
    )


def told(programme: Programme, found: Sequence[Version]) -> Iterable[Told]:
    held, asks = prospects.confirmed(programme), Asks(programme, found)
    for one in found:
        different = list(changes(one.before, one.policy, asks)) if one.before else []
        yield Told(one, different, asks.sentences(one.policy), held.get(one.number, 0))


class Asks:
    """What policies ask, in words; their titles are read once for all of them."""

    def __init__(self, programme: Programme, found: Iterable[Version]) -> None:
        self.programme = programme
        wanted = [policy for one in found for policy in (one.policy, one.before) if policy]
        titles = courses.titles_of({key for policy in wanted for key in named(policy).keys})
        self.titles = {key: in_words(title) for key, title in titles.items()}

    def sentences(self, policy: Policy) -> Sequence[Any]:
        return asked_for(self.programme, self.titles, policy)

    def groups(self, policy: Policy) -> str:
        """What its conditions ask, in one phrase."""
        if policy.conditions is None:
            return _("none")
        return in_one_phrase(policy.conditions, self.titles)

    def in_short(self, key: str, value: Any) -> str:
        match value:
            case bool():
                return _("yes") if value else _("no")
            case Fraction():
                return asked_share(value)
            case int():
                return number(value)
            case tuple():
                return _(", ").join(self.titles.get(one, one) for one in value) or _("none")
        if key == "denominator":
            return str(DENOMINATORS[value])
        return self.titles.get(value, value) if value else _("none")


def changes(before: Policy, after: Policy, asks: Asks) -> Iterable[tuple[Any, str, str]]:
    """The keys that are different, each as it was and as it is."""
    for key, label in LABELS.items():
        was, now = getattr(before, key), getattr(after, key)
        if was != now:
            yield label, asks.in_short(key, was), asks.in_short(key, now)
    if before.conditions != after.conditions:
        yield _("One of these is enough"), asks.groups(before), asks.groups(after)
