"""What each of the four figures counts, as tables to be taken along: the rows of its page, and what
is last the total that stands there."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.db import db
from lms.exchange import queries, words
from lms.exchange.exports import said_as
from lms.exchange.models import Activity
from lms.exchange.queries import Held
from lms.i18n import in_words
from lms.people.models import Organisation, Person
from lms.projects.models import Project
from lms.tables.shown import Column, Table


def activities(project: Project, held: Held, total: str, figure: str) -> Table:
    """The activities at which somebody registered or came, each with how many."""
    found = db.session.scalars(queries.with_figure(held, figure)).all()
    parts = queries.parts(held.ids)
    whole = getattr(queries.sums(parts), figure)
    rows = [(*dated(one), *in_columns(getattr(parts[one.id], figure))) for one in found]
    columns = (
        *columns_of_activity(),
        Column("named", _("With a name"), "number"),
        Column("unnamed", _("Only as a number"), "number"),
        Column("all", _("In all"), "number"),
    )
    last = _("All"), *[None] * 5, *in_columns(whole)
    return made(project, held, total, columns, rows, last)


def in_columns(parts: queries.Parts) -> tuple[int, int, int]:
    return parts.named, parts.unnamed, parts.both


def people(project: Project, held: Held, viewer: Person) -> Table:
    """Each person once; in one row how many there are whose names the viewer may not read."""
    found = db.session.scalars(queries.people_of(held, viewer)).all()
    homes, others = queries.homes_at(held, viewer), queries.not_named(held, viewer)
    rows: list[tuple] = [
        (one.code, None if one.erased_at else one.name, homes.get(one.id), 1) for one in found
    ]
    if others:
        rows.append((None, _("Not named here: at activities that others host"), None, others))
    columns = (
        Column("person_code", _("Code"), "code"),
        Column("name", _("Name")),
        Column("organisation", _("Organisation")),
        Column("people", _("People"), "number"),
    )
    last = _("All"), None, None, len(found) + others
    return made(project, held, "people", columns, rows, last)


def organisations(project: Project, held: Held) -> Table:
    """The organisations, each with at how many activities it was."""
    found = db.session.scalars(queries.organisations_of(held)).all()
    times = queries.times_there(held)
    columns = (
        Column("organisation", _("Organisation")),
        Column("activities", _("Activities"), "number"),
        Column("organisations", _("Organisations"), "number"),
    )
    rows = [(one.name, times[one.id], 1) for one in found]
    return made(project, held, "organisations", columns, rows, (_("All"), None, len(found)))


def of_organisation(project: Project, held: Held, home: Organisation) -> Table:
    """The activities at which an organisation was."""
    found = db.session.scalars(queries.attended_by(held, home.id)).all()
    columns = (*columns_of_activity(), Column("activities", _("Activities"), "number"))
    last = _("All"), *[None] * 5, len(found)
    rows = [(*dated(one), 1) for one in found]
    about = [(_("Organisation"), home.name)]
    return made(project, held, "organisations", columns, rows, last, about)


def columns_of_activity() -> tuple[Column, ...]:
    """What an activity is, in the first columns."""
    return (
        Column("activity_code", _("Code"), "code"), Column("title", _("Activity")),
        Column("kind", _("Kind"), show=said_as(words.KINDS)),
        Column("first_day", _("First day")), Column("last_day", _("Last day")),
        Column("host", _("Host")),
    )  # fmt: skip


def dated(one: Activity) -> tuple[Any, ...]:
    return one.code, in_words(one.title), one.kind, one.starts_on, one.ends_on, one.host.name


def made(
    project: Project,
    held: Held,
    total: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    last: Sequence[Any],
    about: Sequence[tuple[str, str]] = (),
) -> Table:
    """The table: what is counted, of which kind, and what who reads it has to know."""
    of_kind = [(_("Kind"), str(words.KINDS[held.kind]))] if held.kind else []
    return Table(
        in_words(project.title), columns, rows, last,
        about=[(_("What was held"), str(words.TOTALS[total])), *about, *of_kind],
        notes=[_(
            "These are four different figures. They are never added together. Staff and"
            " speakers are not counted."
        )],
    )  # fmt: skip
