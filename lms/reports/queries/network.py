"""Partners in a project with one's own organisation: their people are counted, never opened.

Each partner is a row by itself, whatever the filters, and there is no sum over partners: so no two
pages can be subtracted from one another to find a small count (rule 15).
"""

from collections import Counter, defaultdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, case, func, not_, or_, select
from sqlalchemy.orm import aliased

from lms.completion.outcome import Outlook
from lms.courses.models import Group
from lms.db import db
from lms.indicators.shares import Veiled, veiled_together
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Partner, Project
from lms.reports.queries.filters import age_band
from lms.reports.queries.kept import Kept, kept
from lms.reports.queries.sight import in_sight
from lms.reports.rules.filters import GENDERS, NONE, Age, By, Wish

CELLS: dict[By | None, list[str]] = {
    None: [one.value for one in Outlook],
    By.GENDER: list(GENDERS),
    By.AGE: [one.value for one in Age],
}


class Network(NamedTuple):
    """Partners (slug, name, country) with their people; the cells add up to the people. A person
    in two groups of a partner is in one cell: that of the worst standing."""

    cells: list[str]
    lines: list[tuple[Row, Veiled]]
    kept: Kept | None = None


def network(viewer: Person, wish: Wish, by: By | None, today: date) -> Network | None:
    """As of today; none for who coordinates nothing, and where the page is of less than whole
    partners. Five statements, or one: whether the total of a partner is shown is decided over all
    the ways in which a page may divide it."""
    if not of_whole_partners(wish) or viewer.role != Role.COORDINATOR or not viewer.organisation_id:
        return None
    partners = list(db.session.execute(_partners(viewer, wish)))
    way = by if by in CELLS else None
    if not partners:
        return Network(CELLS[way], [])
    ids = [row.id for row in partners]
    hidden = not_(and_(or_(*in_sight(viewer))))
    known = kept(Group.organisation_id.in_(ids), hidden, on=today, today=today)
    counts = {one: _counted(known, one) for one in CELLS}
    lines = []
    for row in partners:
        ways = [[counts[one][row.id][cell] for cell in cells] for one, cells in CELLS.items()]
        lines.append((row, dict(zip(CELLS, veiled_together(ways), strict=True))[way]))
    return Network(CELLS[way], lines, known)


def _counted(known: Kept, by: By | None) -> defaultdict[int, Counter[str]]:
    """Organisation -> cell -> people."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for organisation, cell, people in db.session.execute(_counts(known, by)):
        counts[organisation][cell] += people
    return counts


def of_whole_partners(wish: Wish) -> bool:
    """Only filters that choose among partners; anything finer is never asked of them."""
    finer = (wish.track, wish.programme, wish.group, wish.theme, wish.only, wish.on)
    return wish.groups_only and not any(finer)


def _partners(viewer: Person, wish: Wish) -> Select:
    ours, theirs = aliased(Partner), aliased(Partner)
    shared = (
        select(theirs.organisation_id)
        .join(ours, ours.project_id == theirs.project_id)
        .where(ours.organisation_id == viewer.organisation_id)
    )
    if wish.project:
        shared = shared.join(Project, Project.id == theirs.project_id)
        shared = shared.where(Project.slug == wish.project)
    columns = (Organisation.id, Organisation.slug, Organisation.name, Organisation.country)
    found = select(*columns).where(
        Organisation.id.in_(shared), Organisation.id != viewer.organisation_id
    )
    if wish.country == NONE:
        found = found.where(Organisation.country.is_(None))
    elif wish.country:
        found = found.where(Organisation.country == wish.country)
    if wish.organisation:
        found = found.where(Organisation.slug == wish.organisation)
    return found.order_by(Organisation.name, Organisation.id)


def _counts(known: Kept, by: By | None) -> Select:
    """(organisation, cell, people), each person in one cell of a partner."""
    places = known.places
    per = (Group.organisation_id, places.c.person_id)
    if by in (By.GENDER, By.AGE):
        first = select(*per, func.min(places.c.first_on).label("first_on"))
    else:
        order = {one.value: place for place, one in enumerate(Outlook)}
        rank = func.max(case(order, value=places.c.standing))
        first = select(*per, rank.label("rank"))
    once = first.join(places, places.c.group_id == Group.id).group_by(*per).subquery("once")
    cell = _cell(once, by).label("cell")
    counted = select(once.c.organisation_id, cell, func.count()).select_from(once)
    if by in (By.GENDER, By.AGE):
        counted = counted.join(Person, Person.id == once.c.person_id)
    return counted.group_by(once.c.organisation_id, cell)


def _cell(once: Any, by: By | None) -> Any:
    if by == By.GENDER:
        return func.coalesce(func.nullif(Person.gender, ""), NONE)
    if by == By.AGE:
        return age_band(once.c.first_on)
    names = {place: one.value for place, one in enumerate(Outlook)}
    return case(names, value=once.c.rank)
