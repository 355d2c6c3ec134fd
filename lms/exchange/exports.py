"""What is on the pages of activities, pairs and plans, as tables to be taken along: the same rows,
and the same figures. And the rows of the tables that can be brought in again."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select, true

from lms.db import db
from lms.exchange import queries, rules, words
from lms.exchange.models import ActionPlan, Activity, ActivityStatus, Pair, Participation
from lms.i18n import in_words, number
from lms.people.models import Organisation, Person
from lms.people.rules import is_administrator
from lms.projects.models import Project
from lms.tables.shown import Column, Table


def said_as(of: dict[str, Any]) -> Callable[[Any], str]:
    """How paper says a code; where words stand with a picture, the words."""
    return lambda code: str(of[code][0] if isinstance(of[code], tuple) else of[code])


def activities(project: Project, found: Sequence[Activity], four: queries.Four) -> Table:
    """The activities of a page, without its bound; registrations are never added to who came."""
    figures = queries.figures([one.id for one in found])
    rows = [
        (
            one.code, in_words(one.title), one.kind, one.theme, one.starts_on, one.ends_on,
            one.host.name, one.status, figures[one.id][0],
            figures[one.id][1] if one.status == ActivityStatus.HELD else None,
        )
        for one in found
    ]  # fmt: skip
    last = sum(row[-2] for row in rows), sum(row[-1] or 0 for row in rows)
    themes = dict(words.themes(project))
    columns = (
        Column("activity_code", _("Code"), "code"), Column("title", _("Activity")),
        Column("kind", _("Kind"), show=said_as(words.KINDS)),
        Column("theme", _("Theme"), show=lambda code: str(themes.get(code, code))),
        Column("first_day", _("First day")), Column("last_day", _("Last day")),
        Column("host", _("Host")), Column("status", _("State"), show=said_as(words.STATES)),
        Column("registered", _("Registered"), "number"), Column("came", _("Came"), "number"),
    )  # fmt: skip
    named = map(str, words.TOTALS.values())
    return Table(
        in_words(project.title), columns, rows, (_("All"), *[None] * 7, *last),
        about=[(_("What was held"), ""), *zip(named, map(number, four), strict=True)],
        notes=[_(
            "These are four different figures. They are never added together. Staff and"
            " speakers are not counted."
        )],
    )  # fmt: skip


def people(activity: Activity, figure: str = "") -> Table:
    """Who is on the list of an activity, for its host; or whom one of its figures counts."""
    registered, came = queries.figures([activity.id])[activity.id]
    columns = (
        Column("person_code", _("Code"), "code"), Column("name", _("Name")),
        Column("organisation", _("Organisation")),
        Column("role", _("As"), show=said_as(words.ROLES)),
        Column("registered", _("Registered")), Column("came", _("Came")),
    )  # fmt: skip
    rows = [
        (one.person.code, one.person.name, one.organisation and one.organisation.name, one.role,
         one.registered_at is not None, one.came)
        for one in queries.people_at(activity.id, figure)
    ]  # fmt: skip
    about = [(_("Registered"), number(registered)), (_("Came"), number(came))]
    notes = [_("Staff and speakers are not counted. Who registered is never added to who came.")]
    return Table(in_words(activity.title), columns, rows, about=about, notes=notes)


def pairs(project: Project, found: Sequence[Pair], viewer: Person) -> Table:
    """The pairs of a project; people by name as on the page."""
    met = queries.meetings([one.id for one in found])
    columns = (
        Column("mentor", _("Mentor")), Column("mentee", _("Mentee")), Column("theme", _("Theme")),
        Column("from", _("From")), Column("to", _("To")),
        Column("state", _("State"), show=said_as(words.PAIRS)),
        Column("meetings", _("Meetings"), "number"),
    )  # fmt: skip
    rows = [
        (
            side(viewer, one, one.mentor, one.mentor_city),
            side(viewer, one, one.mentee, one.mentee_city),
            in_words(one.theme), one.starts_on, one.ends_on, one.state, met.get(one.id, 0),
        )
        for one in found
    ]  # fmt: skip
    totals = (_("All"), *[None] * 5, sum(met.values()))
    return Table(in_words(project.title), columns, rows, totals)


def side(viewer: Person, pair: Pair, person: Person | None, city: Any) -> str:
    """One half of a pair, in words."""
    found = [city.name] if city else []
    if person:
        is_named = rules.names(viewer, pair, person)
        found.append(person.name if is_named else _("a person of another partner"))
    return ", ".join(found) or _("nobody any more")


def plan(plan: ActionPlan) -> Table:
    """The measures of a plan."""
    themes = dict(words.themes(plan.project))
    columns = (
        Column("measure", _("Measure")),
        Column("theme", _("Theme"), show=lambda code: str(themes.get(code, code))),
        Column("office", _("Office")), Column("until", _("Until")),
        Column("state", _("State"), show=said_as(words.MEASURES)),
        Column("done_on", _("Done")), Column("for_women", _("For women")),
        Column("result", _("Result")),
    )  # fmt: skip
    rows = [
        (in_words(one.title), one.theme, one.responsible, one.due_on, one.state, one.done_on,
         one.for_women, one.result)
        for one in plan.measures
    ]  # fmt: skip
    live = [one for one in plan.measures if one.state != "dropped"]
    women = _(
        "For women: %(number)s of %(of)s measures.",
        number=sum(one.for_women for one in live), of=len(live),
    )  # fmt: skip
    about = [(str(plan.organisation.name), str(words.PLANS[plan.state]))]
    return Table(in_words(plan.title), columns, rows, about=about, notes=[women])


def hosted(viewer: Person | None) -> ColumnElement[bool]:
    """What a viewer may take out and bring in: what their organisation hosts; all for
    administrators and the command line."""
    if viewer is None or is_administrator(viewer):
        return true()
    return Activity.host_id == viewer.organisation_id


def activity_rows(viewer: Person | None) -> Iterator[tuple[Any, ...]]:
    """The rows of activities.csv, by code; titles in English, else in the first language."""
    columns = (
        Activity.code, Project.slug, Activity.kind, Activity.title, Organisation.slug,
        Activity.starts_on, Activity.ends_on, Activity.starts, Activity.ends, Activity.zone,
        Activity.mode, Activity.place, Activity.country, Activity.status, Activity.registered,
        Activity.headcount,
    )  # fmt: skip
    asked = select(*columns).join(Activity.project).join(Activity.host).where(hosted(viewer))
    for row in db.session.execute(asked.order_by(Activity.code)):
        code, project, kind, title, *others = row
        lang = "en" if "en" in title else next(iter(title), "en")
        yield code, project, kind, title.get(lang), lang, *others


def participation_rows(viewer: Person | None) -> Iterator[tuple[Any, ...]]:
    """The rows of participations.csv, by activity and person; who is erased is not among them."""
    columns = (
        Activity.code, Person.code, Participation.role, Participation.registered_at,
        Participation.came,
    )  # fmt: skip
    asked = select(*columns).join(Participation.activity).join(Participation.person)
    asked = asked.where(hosted(viewer), Person.erased_at.is_(None))
    for code, person, role, registered_at, came in db.session.execute(
        asked.order_by(Activity.code, Person.code)
    ):
        registered = "yes" if registered_at else "no"
        yield code, person, role, registered, None if came is None else "yes" if came else "no"
