"""What a project published of its results: a page for everybody, without any personal data."""

from flask import abort
from flask_babel import gettext as _

from lms.courses.words import THEMES
from lms.i18n import in_words, number
from lms.projects import counting, queries
from lms.projects.models import Basis
from lms.projects.rules import may_lead, may_see_results
from lms.projects.views.blueprint import bp, who
from lms.projects.words import ONE, UNITS
from lms.tables.shown import Column, Table
from lms.transfers import table_file
from lms.web import page, public


@bp.get("/projects/<slug>/results")
@public
def results(slug):
    found = seen(slug)
    person = who()
    return page(
        "projects/results.html",
        project=found,
        sums=counting.sums(found.reported),
        averages={one.id: counting.averages(one) for one in found.reported},
        most=max((one.participants or 0 for one in found.reported), default=0) or 1,
        of_webinars={"webinar"} == {one.unit_kind for one in found.reported if registers(one)},
        leads=bool(person and may_lead(person, found)),
        names={one.organisation.slug: one.organisation.name for one in found.partners},
        basis=Basis,
        one=ONE,
        units=UNITS,
        themes=THEMES,
    )


def registers(one) -> bool:
    return one.basis == Basis.REGISTERED and bool(one.participants)


@bp.get("/projects/<slug>/results.<kind>")
@public
def results_file(slug, kind):
    return table_file(as_table(seen(slug)), f"{slug}-results", kind)


def seen(slug):
    """The project, or 404: strangers do not learn of one that is not published."""
    found = queries.project(slug) or abort(404)
    if not may_see_results(who(), found):
        abort(404)
    return found


def as_table(project) -> Table:
    """The figures as published; participants, registrations, and people of whom it is not known
    what they count, in columns of their own, never added."""
    found = counting.sums(project.reported)
    columns = (
        Column("kind", _("Kind"), "code"),
        Column("label", _("What")),
        Column("units", _("Number"), "number", width=16),
        Column("unit", _("Of what"), show=lambda code: str(UNITS.get(code, code)), width=24),
        Column("sessions", _("Sessions"), "number", width=18),
        Column("participants", _("Participants"), "number", width=24),
        Column("registered", _("Registered"), "number", width=22),
        Column("unknown", _("Not known"), "number", width=22),
        Column("countries", _("Countries"), "number", width=20),
        Column("average", _("On average"), "number", width=20),
        Column("average_exact", _("Exactly"), "code", width=22),
        Column("source", _("Source"), "code", width=16),
    )
    total = (None, _("All"), None, None, None, found.participants, found.registered)
    return Table(
        title=_("Results: %(project)s", project=in_words(project.title)),
        columns=columns,
        rows=[row(one) for one in project.reported],
        totals=(*total, None, None, None, None, None),
        notes=[
            only_once(),
            *(f"{one['code']}: {in_words(one['words'])}" for one in project.sources or ()),
        ],
    )


def row(one) -> tuple:
    average = next(iter(counting.averages(one)), None)
    return (
        one.kind,
        in_words(one.label),
        one.units,
        one.unit_kind,
        one.sessions,
        one.participants if one.basis == Basis.REPORTED else None,
        one.participants if one.basis == Basis.REGISTERED else None,
        one.participants if one.basis == Basis.UNKNOWN else None,
        one.countries,
        average and number(average.shown),
        average and average.fraction,
        one.source,
    )


def only_once() -> str:
    return _(
        "Figures as they were published. Participants: whether these are different people or "
        "participations is not stated. Registrations are never added to them."
    )
