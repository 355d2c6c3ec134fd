"""Ways on from a page. A page offers them without knowing the packages above that bring them.

    way("session", _l("Sheet to sign"), "evidence.sheets", icon="print", of=sheet_of, may=rule)

A page shows `ways("session", session)`, in the order of `rank`, then of registration.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from flask import Flask, current_app, request, url_for
from flask_login import current_user
from sqlalchemy import (
    JSON,
    Date,
    Integer,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)

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
    """For whom something may wait. The role is known when the statement is made, and whether they
    have an organisation; the rest are parameters of it: the id of the person and of their
    organisation; the day where this is installed; the moment."""

    role: str
    is_staff: bool
    organisation_id: Any  # a parameter, or None
    id: Any = bindparam("id", type_=Integer)
    today: Any = bindparam("today", type_=Date)
    now: Any = bindparam("now", type_=Moment)
    lately: Any = bindparam("lately", type_=Moment)  # thirty days before


class Line(dict[str, Any]):
    """A row of what was asked, by the names of its columns."""

    def moment(self, name: str) -> datetime:
        return datetime.fromisoformat(self[name]).replace(tzinfo=UTC)

    def day(self, name: str) -> date:
        return date.fromisoformat(self[name])


Ask = Callable[[Who], "Select | None"]
Waiting = Callable[[Any, datetime], "list[Todo]"]
Told = Callable[[list[Line]], "list[Todo]"]
FOUND: list[Waiting] = []  # what is looked for with statements of its own
ASKED: list[tuple[Ask, Told]] = []  # what is asked with all others in one statement
GATES: list[tuple[Ask, Waiting, str]] = []  # looked for only where that statement says so
MOST_TODOS = 6
LATELY = timedelta(days=30)


def todo(found: Waiting) -> Waiting:
    """Registers what finds things that wait for a learner: (person, now) -> at most a few, with a
    few statements, as many for much as for little. Shown on the first page of everybody
    (`things_to_do()` in a template, with the macro `to_do`)."""
    FOUND.append(found)
    return found


def todo_of(ask: Ask) -> Callable[[Told], Told]:
    """The same of rows. `ask(who)` selects at most a few rows with named columns, or is None where
    nothing ever waits for such people. All are asked in one statement, so that a page costs as much
    however many kinds wait; the rows come in no order."""

    def register(told: Told) -> Told:
        ASKED.append((ask, told))
        return told

    return register


def todo_where(ask: Ask, name: str) -> Callable[[Waiting], Waiting]:
    """The same, for what no single statement finds: it is looked for only where `ask(who)` has a
    row. A page that shows the same by itself leaves it out by its name."""

    def register(found: Waiting) -> Waiting:
        GATES.append((ask, found, name))
        return found

    return register


def todos(person: Any, now: datetime, but: str = "") -> list[Todo]:
    """What waits for a person, the most pressing first."""
    zone = current_app.config["TIMEZONE"]
    found = [aged(one, zone, now) for one in looked_for(person, zone, now, but)]
    latest = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: (one.rank, one.until or latest))[:MOST_TODOS]


def looked_for(person: Any, zone: str, now: datetime, but: str) -> Iterator[Todo]:
    """One statement, and those of what it says is to be looked for."""
    values = {"id": person.id, "today": clock.today(zone, now), "now": now, "lately": now - LATELY}
    home = person.organisation_id
    if home is not None:
        values["organisation_id"] = home
    kind = db.session.get_bind().dialect.name
    rows: dict[int, list[Line]] = {}
    for place, told in db.session.execute(
        all_asked(kind, person.role, person.is_staff, home is not None), values
    ):
        rows.setdefault(place, []).append(Line(told))
    for place, (_ask, lines) in enumerate(ASKED):
        if place in rows:
            yield from lines(rows[place])
    for place, (_ask, found, name) in enumerate(GATES, len(ASKED)):
        if place in rows and name != but:
            yield from found(person, now)
    if not person.is_staff:
        for found in FOUND:
            yield from found(person, now)


@cache
def all_asked(dialect: str, role: str, is_staff: bool, has_home: bool) -> Any:
    """Made once for people who are asked the same, when every package has registered: the place of
    the kind in ASKED, then in GATES; and the row as one value."""
    home = bindparam("organisation_id", type_=Integer) if has_home else None
    who = Who(role, is_staff, home)
    asks = [ask for ask, _told in ASKED] + [ask for ask, _found, _name in GATES]
    parts = [(place, part) for place, ask in enumerate(asks) if (part := ask(who)) is not None]
    return union_all(*(as_values(dialect, place, part) for place, part in parts))


def as_values(dialect: str, place: int, part: Select) -> Select:
    """The rows of a statement as one value each, so that statements of other columns fit."""
    rows = part.subquery()
    is_lite = dialect == "sqlite"
    make = func.json_object if is_lite else func.json_build_object
    flat: list[Any] = []
    for one in rows.columns:
        is_text = is_lite and isinstance(one.type, JSON)  # it is put in as what it says
        flat += [literal_column(f"'{one.name}'"), func.json(one) if is_text else one]
    return select(literal_column(str(place)), type_coerce(make(*flat), JSON)).select_from(rows)


def aged(one: Todo, zone: str, now: datetime) -> Todo:
    """The same, knowing whether its day is over on the clock of the installation."""
    is_late = one.until is not None and clock.today(zone, one.until) < clock.today(zone, now)
    return one._replace(is_late=is_late)


def things_to_do(but: str = "") -> list[Todo]:
    return todos(current_user, clock.now(), but)


def init_app(app: Flask) -> None:
    app.add_template_global(ways)
    app.add_template_global(things_to_do)
