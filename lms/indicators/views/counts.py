"""Figures of a project: counted, with what each counts and what is missing."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock, i18n
from lms.config import setting
from lms.indicators import formulas, words
from lms.indicators.actions import counting
from lms.indicators.forms.periods import CountForm
from lms.indicators.members import ANSWER, ENTRY_LEVEL, EXIT_LEVEL, OF_HUMANS
from lms.indicators.models import Count
from lms.indicators.queries import counts as queries
from lms.indicators.queries import periods
from lms.indicators.rules import sees_exact, sees_figures, sees_rows
from lms.indicators.views import shown
from lms.indicators.views.blueprint import bp
from lms.projects import queries as projects
from lms.projects.models import Project
from lms.projects.rules import may_lead, reports_for
from lms.tables.shown import Column, Table
from lms.transfers import table_file
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

AT = {ENTRY_LEVEL: "entry", EXIT_LEVEL: "exit"}  # which level is missing -> when it is said

way(
    "project", _l("Indicators"), "indicators.figures", icon="numbers",
    of=lambda project: {"slug": project.slug}, may=sees_figures, rank=30,
)  # fmt: skip


def home_of(project: Project) -> int | None:
    """Whose figures are shown: all partners' to who leads, else the own partner's."""
    mine = reports_for(me(), project)
    if may_lead(me(), project):
        return mine if request.values.get("of") == "own" else None
    return mine


def today():
    return clock.today(setting("TIMEZONE"), clock.now())


@bp.get("/projects/<slug>/indicators")
def figures(slug):
    """The newest count of a set since the beginning; where it is asked for, that of a span."""
    project = permitted(projects.project(slug), sees_figures)
    return figures_page(project)


def figures_page(project: Project, form: CountForm | None = None, status: int = 200):
    sets = queries.used(project)
    slug = request.values.get("set", "")
    asked = next((one for one in sets if one.slug == slug), sets[0] if sets else None)
    home = home_of(project)
    count = queries.newest(project, asked, home) if asked else None
    span = queries.newest(project, asked, home, of_span=True) if asked else None
    is_span = span is not None and request.values.get("span") == "1"
    if form is None and span and is_span:
        form = CountForm(None, since=span.since, until=span.until)
    mine = reports_for(me(), project)
    return page(
        "indicators/figures.html", "counted", status=status, project=project, sets=sets,
        asked=asked, title_of=title_of, home=home, mine=mine,
        form=form or CountForm(None, until=today()), leads=may_lead(me(), project),
        is_span=is_span, span_days=shown.days(span) if span else "",
        **count_context(span if is_span else count),
    )  # fmt: skip


def title_of(asked) -> str:
    return i18n.in_words(formulas.known(asked.version.content).title)


def count_context(count: Count | None) -> dict:
    """What the figures of a count need to be shown."""
    if count is None:
        return {"count": None, "figures": [], "names": True, "days": ""}
    exact = sees_exact(me(), count)
    names = sees_rows(me(), count) or reports_for(me(), count.project) is not None
    own = None if exact else own_values(count)
    found = shown.figures(count, own) if count.values is not None else []
    return {
        "count": count, "exact": exact, "names": names,
        "days": shown.days(count) if count.since else "",
        "figures": [shown.opened(one, names) for one in found],
    }  # fmt: skip


def own_values(count: Count) -> dict:
    """What the partner of who asks said in the period of this count of all partners."""
    return periods.own_values(count, reports_for(me(), count.project))


@bp.post("/projects/<slug>/indicators")
def count_again(slug):
    project = permitted(projects.project(slug), sees_figures)
    sets = {one.slug: one for one in queries.used(project)}
    asked = sets.get(request.form.get("set", "")) or abort(404)
    form, home = CountForm(), home_of(project)
    if not form.validate():
        return figures_page(project, form, status=422)
    if home is None and not may_lead(me(), project):
        abort(403)
    since, until = form.since.data, form.until.data
    counting.ask(project, asked.version, home, until, by=me(), now=clock.now(), since=since)
    say(_("The figures are being counted."))
    where, span = request.form.get("of") or None, 1 if since else None
    return go(url_for(".figures", slug=project.slug, set=asked.slug, of=where, span=span))


def sees(person, count: Count) -> bool:
    """Rule 15; a partner's figures are shown to who leads once they were handed in, those of all
    partners to every partner once they are frozen."""
    if count.organisation_id is None:
        told = count.frozen_at is not None and sees_figures(person, count.project)
        return told or may_lead(person, count.project)
    own = sees_rows(person, count)
    return own or (may_lead(person, count.project) and periods.was_handed_in(count.id))


@bp.get("/indicator-counts/<int:count_id>")
def count(count_id):
    found = permitted(queries.count(count_id), sees)
    return page("indicators/count.html", "counted", **count_context(found))


@bp.get("/indicator-counts/<int:count_id>/file.<kind>")
def count_file(count_id, kind):
    found = permitted(queries.count(count_id), sees)
    if found.values is None:
        abort(404)
    days = [str(one) for one in (found.since, found.until) if one]
    name = "-".join(["indicators", found.project.slug, *days])
    own = None if sees_exact(me(), found) else own_values(found)
    return table_file(shown.table(found, own, on_paper=kind == "pdf"), name, kind)


def figure_asked(found: Count) -> tuple[str, dict]:
    """The figure that the address names, else the first."""
    values = found.values or {}
    code = request.args.get("code", "") or next(iter(values), "")
    return code, values.get(code) or abort(404)


def asked_members(count_id: int):
    """The count, and of which figure and part the rows are asked for; only what is new in it?"""
    found = permitted(queries.count(count_id), sees)
    by, cell = request.args.get("by", ""), request.args.get("cell", "")
    code, one = figure_asked(found)
    if by and by not in one["by"]:
        abort(404)
    if not sees_rows(me(), found) and found.organisation_id is not None:
        abort(403)
    only = None if sees_rows(me(), found) else me().organisation_id or 0
    is_new = request.args.get("new") == "1" and found.since is not None
    return found, (code, by, cell, only, is_new)


@bp.get("/indicator-counts/<int:count_id>/members")
def members(count_id):
    """Exactly the rows that a figure counts; of people only those of the own organisation."""
    found, asked = asked_members(count_id)
    code, by, cell, only, is_new = asked
    rows = queries.members(found, *asked)
    one = formulas.known(found.version.content).get(code)
    told = found.values[code]
    told = told["new"] if is_new else told
    value = told["by"][by].get(cell, 0) if by else told["value"]
    exact = sees_exact(me(), found)
    return page(
        "indicators/members.html", count=found, one=one, by=by, cell=cell, pages=page_of(rows),
        value=value if exact else None, only=only, words=words, is_new=is_new,
        others=value - queries.stands_for(rows) if exact and only is not None else 0,
        args={"code": code, "by": by or None, "cell": cell or None, "new": 1 if is_new else None},
    )  # fmt: skip


@bp.get("/indicator-counts/<int:count_id>/members.<kind>")
def members_file(count_id, kind):
    found, asked = asked_members(count_id)
    code, by, cell, _only, is_new = asked
    columns = (
        Column("key", _("Key"), "code"), Column("code", _("Code"), "code"),
        Column("name", _("Name")), Column("from", _("Counts from")),
        Column("cells", _("Parts")), Column("size", _("People or things"), "number"),
    )  # fmt: skip
    one = formulas.known(found.version.content).get(code)
    title = f"{code} {i18n.in_words(one.title)}" if one else code
    rows = (row(member) for member in queries.all_members(found, *asked))
    about = [(words.breakdown(by), words.cell(by, cell))] if by else []
    if is_new:
        about.append((_("In this period"), shown.days(found)))
    return table_file(Table(title, columns, rows, about=about), f"members-{code}", kind)


def row(member) -> tuple:
    person, home = member.person, member.organisation
    cells = ", ".join(words.cell(by, cell) for by, cell in sorted(member.cells.items()))
    return (
        member.key, person.code if person else None,
        person.name if person else home.name if home else None,
        member.first_on, cells, member.size,
    )  # fmt: skip


@bp.get("/indicator-counts/<int:count_id>/gaps")
def gaps(count_id):
    """Of whom something is not known, each with the way to close it."""
    found = permitted(queries.count(count_id), sees)
    if not sees_rows(me(), found) and found.organisation_id is not None:
        abort(403)
    code, told = figure_asked(found)
    gap = request.args.get("gap", "") or next(iter(told["gaps"]), "birth_date")
    if gap not in words.GAPS:
        abort(404)
    only = None if sees_rows(me(), found) else me().organisation_id or 0
    pages = page_of(queries.gaps(found, code, gap, only))
    unnamed = only is not None and sees_exact(me(), found)
    people = [row.person_id for row in pages.items]
    groups = queries.groups_of(found.project_id, people) if gap in AT else {}
    return page(
        "indicators/gaps.html", count=found, gap=gap, words=words, only=only,
        others=told["gaps"].get(gap, 0) - pages.total if unnamed else 0,
        one=formulas.known(found.version.content).get(code), pages=pages,
        closing={
            row.id: closing(gap, row.person, groups.get(row.person_id)) for row in pages.items
        },
    )  # fmt: skip


def closing(gap: str, person, group: str | None) -> str:
    """Where it is written down what is missing of somebody."""
    if gap in AT and group:
        return url_for("levels.group", slug=group, on=AT[gap])
    if gap == ANSWER:
        return url_for("projects.person_outcomes", code=person.code)
    if gap in OF_HUMANS.values():
        return url_for("people.edit", code=person.code)
    return url_for("people.person", code=person.code)
