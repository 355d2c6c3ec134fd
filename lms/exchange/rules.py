"""Who may do what with activities, pairs and plans. Plain functions: no queries, no request.

Names of people at an activity are for who hosts it (rule 15); the other partners see figures.
"""

from lms.exchange.models import ActionPlan, Activity, ActivityStatus, Pair
from lms.people import rules as people
from lms.people.models import Person
from lms.projects.models import Project


def partners(project: Project) -> set[int]:
    """The organisations of a project, with the one that leads it."""
    found = {partner.organisation_id for partner in project.partners}
    return found | ({project.lead_id} if project.lead_id else set())


def sees(person: Person, project: Project) -> bool:
    """Staff of a partner, and administrators."""
    if people.is_administrator(person):
        return True
    return person.is_staff and person.organisation_id in partners(project)


def plans(person: Person, project: Project) -> bool:
    """Who makes activities and plans: coordinators of a partner, and administrators."""
    return people.is_coordinator(person) and sees(person, project)


def leads(person: Person, project: Project) -> bool:
    """Who pairs people and cities: coordinators of the lead, and administrators."""
    return people.coordinates(person, project.lead_id)


def hosts(person: Person, project: Project) -> set[int]:
    """The organisations in whose name this person may make something in the project."""
    every = partners(project)
    if people.is_administrator(person) or leads(person, project):
        return every
    return every & {person.organisation_id} if plans(person, project) else set()


def runs(person: Person, activity: Activity) -> bool:
    """Who registers people, says who came, and sees their names: staff of the host."""
    if people.is_administrator(person):
        return True
    mine = person.organisation_id
    return person.is_staff and mine is not None and mine == activity.host_id


def changes(person: Person, activity: Activity) -> bool:
    """Who changes or cancels it: coordinators of the host or of the lead."""
    lead = activity.project.lead_id
    return people.coordinates(person, activity.host_id) or people.coordinates(person, lead)


def opens(person: Person, activity: Activity) -> bool:
    """Who may open its page: who works on the project; everybody while people can register."""
    return is_open(activity) or runs(person, activity) or sees(person, activity.project)


def is_open(activity: Activity) -> bool:
    """Whether people can register themselves."""
    return activity.is_open and activity.status == ActivityStatus.PLANNED


def changes_pair(person: Person, pair: Pair) -> bool:
    return leads(person, pair.project)


def sees_plan(person: Person, plan: ActionPlan) -> bool:
    return sees(person, plan.project)


def changes_plan(person: Person, plan: ActionPlan) -> bool:
    """Coordinators of the city whose plan it is, and of the lead."""
    mine = people.coordinates(person, plan.organisation_id)
    return mine or leads(person, plan.project)
