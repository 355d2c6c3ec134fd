"""Who may do what with items of portfolios, and by what they are looked at. No queries."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.courses.models import Group, Programme
from lms.courses.rules import may_see_group
from lms.people.models import Person
from lms.portfolios.models import Item, State

MOST_ITEMS = 100  # of one person in one programme
MOST_SIGNS = 10_000
MOST_WORDS = 2_000  # of a review
MOST_CRITERIA = 6
HIGHEST = 2  # points of a criterion that is made here: not yet, partly, well


def may_change(item: Item) -> bool:
    """Whether its author can write on it: not handed in, or returned."""
    return item.state in (State.DRAFT, State.RETURNED)


def may_take_back(item: Item) -> bool:
    """Whether its author can have it back: handed in, and nobody has decided since."""
    return item.state == State.WAITING


def may_remove(item: Item) -> bool:
    """Whether its author can throw it away: nobody has said anything to it yet."""
    return item.state == State.DRAFT


def nothing_to_see() -> str:
    """Why an item that shows nothing is not handed in."""
    return _("There is nothing to see yet. Write something, or add a picture or a file.")


def no_group() -> str:
    """Why an item is only saved, where its author is in no group."""
    return _("You are in no group yet, so nobody can read it. What you wrote is saved.")


def judges(person: Person, item: Item) -> bool:
    """Who teaches or coordinates the group in which it was handed in; never one's own."""
    if item.person_id == person.id or item.group is None or item.state == State.DRAFT:
        return False
    return may_see_group(person, item.group)


def may_read(person: Person, item: Item) -> bool:
    return item.person_id == person.id or judges(person, item)


def asks(programme: Programme) -> bool:
    """Whether its policy asks for a portfolio."""
    return programme.policy.asks_portfolio


def may_keep(person: Person, programme: Programme) -> bool:
    """Whether somebody who learns finds a portfolio in a programme."""
    return not person.is_staff and asks(programme)


def reads_portfolios(person: Person, group: Group) -> bool:
    return may_see_group(person, group) and asks(group.programme)


def usual() -> list[dict[str, Any]]:
    """The rubric of a programme that has made none: three things, each not yet, partly or well."""
    titles = {
        "a": _("It shows what was learned in the module"),
        "b": _("It is their own work"),
        "c": _("Others can understand it"),
    }
    return [{"id": key, "title": title, "points": HIGHEST} for key, title in titles.items()]


def missing(modules: Sequence[Any], items: Collection[Item], each_module: bool) -> list[Any]:
    """The modules that have no accepted item yet, where one is asked for each."""
    if not each_module:
        return []
    shown = {item.module_id for item in items if item.state == State.ACCEPTED}
    return [module for module in modules if module.id not in shown]


def words_of_points(points: int, most: int) -> str:
    """Points of a criterion in words, where there are three."""
    if most != HIGHEST:
        return str(points)
    told: Mapping[int, str] = {0: _("not yet"), 1: _("partly"), 2: _("well")}
    return told[points]
