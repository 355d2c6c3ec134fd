"""Who may see a project, who leads it, and for which partner somebody reports. The partners of the
project are loaded; nothing asks the database."""

from lms.people.models import Person, Role
from lms.projects.models import Project


def may_see_project(person: Person, project: Project) -> bool:
    """Staff of its partners, and administrators."""
    if person.role == Role.ADMINISTRATOR:
        return True
    return person.role != Role.LEARNER and person.organisation_id in homes(project)


def may_lead(person: Person, project: Project) -> bool:
    """Coordinators of the organisation that leads it, and administrators."""
    if person.role == Role.ADMINISTRATOR:
        return True
    is_lead = project.lead_id is not None and person.organisation_id == project.lead_id
    return person.role == Role.COORDINATOR and is_lead


def reports_for(person: Person, project: Project) -> int | None:
    """The organisation for which a coordinator reports in this project; none for others."""
    if person.role != Role.COORDINATOR:
        return None
    partners = {one.organisation_id for one in project.partners if one.reports}
    return person.organisation_id if person.organisation_id in partners else None


def may_see_results(person: Person | None, project: Project) -> bool:
    """Everybody once they are published; before, who may see the project."""
    if project.published_at is not None:
        return True
    return person is not None and may_see_project(person, project)


def homes(project: Project) -> set[int]:
    """The organisations of a project, its lead with them."""
    found = {one.organisation_id for one in project.partners}
    return found | ({project.lead_id} if project.lead_id else set())
