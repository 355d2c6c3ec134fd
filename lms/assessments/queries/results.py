"""Finding assessments and what came of them."""

from sqlalchemy import select

from lms.assessments.models import Result
from lms.courses.models import Assessment, Module, Programme, ProgrammeCourse
from lms.db import db
from lms.people.models import Person


def assessment(assessment_id: int, programme: Programme) -> Assessment | None:
    """An assessment that is in use in one of the programme's courses."""
    found = (
        select(Assessment)
        .join(Module, Module.id == Assessment.module_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Module.course_id)
        .where(Assessment.id == assessment_id, Assessment.retired_at.is_(None))
        .where(ProgrammeCourse.programme_id == programme.id)
    )
    return db.session.scalar(found)


def result(assessment: Assessment, person: Person) -> Result | None:
    """What holds of a person in an assessment now."""
    own = select(Result).filter_by(assessment_id=assessment.id, person_id=person.id)
    return db.session.scalar(own.order_by(Result.id.desc()).limit(1))
