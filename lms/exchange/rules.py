"""Who may do what with activities, pairs and plans. Plain functions: no queries, no request.

Names of people at an activity are for who hosts it (rule 15); the other partners see figures.
"""

from datetime import date

from lms.exchange.models import (
    ActionPlan,
    Activity,
    ActivityStatus,
    Measure,
    MeasureState,
    Pair,
    Participation,
)
from lms.people import rules as people
from lms.people.models import Person
from lms.projects.models import Project
from lms.projects.rules import homes, may_lead, may_see_project

PARTICIPANT, STAFF = "participant", "staff"  # roles at an activity


def plans(person: Person, project: Project) -> bool:
    """Who makes activities and plans: coordinators of a partner, and administrators."""
    return people.is_coordinator(person) and may_see_project(person, project)


def hosts(person: Person, project: Project) -> set[int]:
    """The organisations in whose name this person may make something in the project."""
    every = homes(project)
    if people.is_administrator(person) or may_lead(person, project):
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
    return is_open(activity) or runs(person, activity) or may_see_project(person, activity.project)


def is_open(activity: Activity) -> bool:
    """Whether people can register themselves."""
    return activity.is_open and activity.status == ActivityStatus.PLANNED


def changes_pair(person: Person, pair: Pair) -> bool:
    return may_lead(person, pair.project)


def names(person: Person, pair: Pair, one: Person | None) -> bool:
    """Who reads the name of somebody in a pair: their organisation, administrators, and the two
    themselves. The others, the lead with them, see that there is somebody (rule 15)."""
    if one is None or people.is_administrator(person):
        return True
    mine = person.organisation_id
    is_own = mine is not None and mine == one.organisation_id
    return is_own or person.id in (pair.mentor_id, pair.mentee_id)


def sees_plan(person: Person, plan: ActionPlan) -> bool:
    return may_see_project(person, plan.project)


def changes_plan(person: Person, plan: ActionPlan) -> bool:
    """Coordinators of the city whose plan it is, and of the lead."""
    mine = people.coordinates(person, plan.organisation_id)
    return mine or may_lead(person, plan.project)


def state_on(measure: Measure, day: date) -> str:
    """The state of a measure on a day. A state whose own day was not written down stands."""
    came = {
        MeasureState.DROPPED: measure.dropped_on,
        MeasureState.DONE: measure.done_on,
        MeasureState.BEGUN: measure.begun_on,
    }
    for state, on in came.items():
        if (measure.state == state and on is None) or (on is not None and on <= day):
            return state
    return MeasureState.PLANNED


def comes_as(person: Person, asked: str, known: Participation | None) -> str:
    """In which role somebody comes. Who works here comes as staff (rule 10). It is written once:
    who takes up or leaves this work later, or is erased, stays what they were."""
    was_heard = known is not None and known.role == PARTICIPANT
    return STAFF if asked == PARTICIPANT and person.is_staff and not was_heard else asked
