"""Ways on from a page. A page offers them without knowing the packages above that bring them.

    way("session", _l("Sheet to sign"), "evidence.sheets", icon="print", of=sheet_of, may=rule)

A page shows `ways("session", session)`, in the order of `rank`, then of registration.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from flask import Flask, current_app, request, url_for
from flask_login import current_user
from sqlalchemy import ColumnElement, Date, Integer, Select, bindparam, select

from lms import clock
from lms.db import Moment, db

PAGES: dict[str, list["Way"]] = {}


class Way(NamedTuple):
    words: Any  # lazy
    endpoint: str
    icon: str
    of: Callable[[Any], dict[str, Any]]  # the page's thing -> the values of the address
    may: Callable[[Any, Any], bool]  # (person, thing): asks no database
    rank: int
    waits: "Callable[[Any], Waits | None] | None"


class Waits(NamedTuple):
    """How much waits behind a way, and that in words."""

    number: int
    words: str


class Button(NamedTuple):
    """A way as a page shows it."""

    words: Any
    url: str
    icon: str
    name: str  # an id for the page
    is_here: bool  # it leads to the page that shows it
    waits: Waits | None


def way(
    page: str,
    words: Any,
    endpoint: str,
    *,
    icon: str,
    of: Callable[[Any], dict[str, Any]],
    may: Callable[[Any, Any], bool],
    rank: int = 50,
    waits: Callable[[Any], Waits | None] | None = None,
) -> None:
    """Offers a way on from every page of this name, to whom it is open. `waits` may ask the
    database, once for each page."""
    PAGES.setdefault(page, []).append(Way(words, endpoint, icon, of, may, rank, waits))


def ways(page: str, thing: Any) -> list[Button]:
    """The ways on from this page for who asks."""
    person = current_user._get_current_object()
    found = sorted(PAGES.get(page, ()), key=lambda one: one.rank)
    return [button(one, thing) for one in found if one.may(person, thing)]


def button(one: Way, thing: Any) -> Button:
    url = url_for(one.endpoint, **one.of(thing))
    here = f"{request.script_root}{request.path}"
    is_here = url == here or (request.method == "POST" and here.startswith(f"{url}/"))
    name = f"way_{one.endpoint.replace('.', '_')}"
    return Button(one.words, url, one.icon, name, is_here, one.waits(thing) if one.waits else None)


class Todo(NamedTuple):
    """Something that waits for a person: shown on their first page."""

    words: str
    url: str
    icon: str
    until: datetime | None = None  # when it is due; shown in words
    rank: int = 50
    is_late: bool = False  # the day on which it was due is over: set by `todos`


class Who(NamedTuple):
    """For whom something may wait, as parameters of a statement: the id of the person and of their
    organisation; the day where this is installed; the moment."""

    id: Any = bindparam("id", type_=Integer)
    organisation_id: Any = bindparam("organisation_id", type_=Integer)
    today: Any = bindparam("today", type_=Date)
    now: Any = bindparam("now", type_=Moment)


Waiting = Callable[[Any, datetime], "list[Todo]"]
MayWait = Callable[[Who], ColumnElement[bool]]
TODOS: dict[Waiting, MayWait | None] = {}
MOST_TODOS = 6


def todo(found: Waiting) -> Waiting:
    """Registers what finds things that wait for a person: (person, now) -> at most a few, with a
    few statements, as many for much as for little. Shown on the first page of everybody
    (`things_to_do()` in a template, with the macro `to_do`)."""
    TODOS[found] = None
    return found


def todo_where(may_wait: MayWait) -> Callable[[Waiting], Waiting]:
    """The same, for what a member of staff is asked: it is looked for only where `may_wait` is true
    of them. One statement says that of all: mostly nothing waits."""

    def register(found: Waiting) -> Waiting:
        TODOS[found] = may_wait
        return found

    return register


def todos(person: Any, now: datetime) -> list[Todo]:
    """What waits for a person, the most pressing first."""
    zone = current_app.config["TIMEZONE"]
    found = [aged(one, zone, now) for waiting in looked_for(person, zone, now)
             for one in waiting(person, now)]  # fmt: skip
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: (one.rank, one.until or latest))[:MOST_TODOS]


def looked_for(person: Any, zone: str, now: datetime) -> list[Waiting]:
    """What may find something. One statement, of staff."""
    if not person.is_staff:
        return list(TODOS)
    values = Who(person.id, person.organisation_id, clock.today(zone, now), now)
    row = db.session.execute(may_wait_at_all(), values._asdict()).one()
    known = dict(zip(asked(), row, strict=True))
    return [waiting for waiting in TODOS if known.get(waiting, True)]


def asked() -> list[Waiting]:
    return [waiting for waiting, may_wait in TODOS.items() if may_wait]


@cache
def may_wait_at_all() -> Select:
    """Made once, when every package has registered."""
    return select(*(may(Who()) for may in TODOS.values() if may))


def aged(one: Todo, zone: str, now: datetime) -> Todo:
    """The same, knowing whether its day is over on the clock of the installation."""
    is_late = one.until is not None and clock.today(zone, one.until) < clock.today(zone, now)
    return one._replace(is_late=is_late)


def init_app(app: Flask) -> None:
    app.add_template_global(ways)
    app.add_template_global(lambda: todos(current_user, clock.now()), "things_to_do")
