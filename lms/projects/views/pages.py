"""The list of projects, and the page of one."""

from flask_babel import lazy_gettext as _l

from lms.courses.words import THEMES
from lms.people.rules import coordinates, is_coordinator
from lms.projects import queries
from lms.projects.rules import homes, may_lead, may_see_project
from lms.projects.views.blueprint import bp, who
from lms.projects.words import ORGANISATION_KINDS
from lms.ways import way
from lms.web import me, page, permitted, public

way(
    "project", _l("Overview"), "projects.project", icon="folder", rank=10,
    of=lambda project: {"slug": project.slug}, may=may_see_project,
)  # fmt: skip
way(
    "project", _l("Results"), "projects.results", icon="rise", rank=20,
    of=lambda project: {"slug": project.slug},
    may=lambda person, project: project.published_at or may_see_project(person, project),
)  # fmt: skip


@bp.get("/projects")
@public
def projects():
    person = who()
    found = queries.listed(person)
    return page(
        "projects/list.html",
        projects=found,
        opens={one.id for one in found if person and may_see_project(person, one)},
        sees_organisations=person is not None and is_coordinator(person),
    )


@bp.get("/projects/<slug>")
def project(slug):
    found = permitted(queries.project(slug), may_see_project)
    return page(
        "projects/project.html",
        project=found,
        leads=may_lead(me(), found),
        own={home for home in homes(found) if coordinates(me(), home)},
        kinds=ORGANISATION_KINDS,
        themes=THEMES,
    )
