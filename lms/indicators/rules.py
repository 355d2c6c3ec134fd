"""Who may do what with figures and reports (rule 15). Plain functions: no queries, no request."""

from lms.indicators.models import Count, Period, Report, ReportState
from lms.people.models import Person
from lms.people.rules import coordinates
from lms.projects.models import Project
from lms.projects.rules import may_lead, reports_for


def sees_figures(person: Person, project: Project) -> bool:
    return may_lead(person, project) or reports_for(person, project) is not None


def sees_period(person: Person, period: Period) -> bool:
    return sees_figures(person, period.project)


def leads_period(person: Person, period: Period) -> bool:
    return may_lead(person, period.project)


def sees_exact(person: Person, count: Count) -> bool:
    """Whether small numbers are shown: of the own partner, and to who reports to the funder."""
    return coordinates(person, count.organisation_id) or may_lead(person, count.project)


def sees_rows(person: Person, count: Count) -> bool:
    """Whether all of its people are named to them."""
    return coordinates(person, count.organisation_id)


def reports(person: Person, report: Report) -> bool:
    return coordinates(person, report.organisation_id)


def sees_report(person: Person, report: Report) -> bool:
    """A draft is its partner's alone; what was handed in once is seen by who leads, too."""
    if reports(person, report):
        return True
    handed_in = report.state != ReportState.DRAFT
    return handed_in and may_lead(person, report.period.project)


def leads_report(person: Person, report: Report) -> bool:
    return may_lead(person, report.period.project)
