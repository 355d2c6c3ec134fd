"""A project of two partners that report: Ema's leads, Oto's is the other. Lea learns at both."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy import select

from lms.db import db
from lms.indicators.actions import counting, periods
from lms.indicators.models import IndicatorSet, ReportStep, SetVersion
from lms.projects.models import Partner, Project
from tests import cast

CONTENT = {
    "title": {"en": "Our figures"},
    "indicators": [
        {
            "code": "PEOPLE", "title": {"en": "People on programmes"}, "kind": "people",
            "count": {"fact": "enrolled"}, "by": ["age", "gender"],
        },
        {
            "code": "ENROLMENTS", "title": {"en": "Enrolments"}, "kind": "items",
            "count": {"fact": "enrolment"},
        },
    ],
}  # fmt: skip
FIRST, LAST = date(2022, 1, 1), date(2022, 3, 23)


def reporting(world) -> SimpleNamespace:
    """The project, and the set in its first version."""
    world.lea.gender, world.lea.birth_date = "F", date(1990, 5, 1)
    project = Project(slug="includ-eu", title={"en": "Includ-EU"}, lead=world.centre)
    project.partners = [
        Partner(organisation=one, position=n) for n, one in enumerate((world.centre, world.network))
    ]
    project.programmes = [world.local, world.cities]
    db.session.add_all([project, cast.enrol(world.lea, world.c, date(2022, 3, 1))])
    made = IndicatorSet(slug="ours", number=1)
    db.session.add(made)
    db.session.flush()
    version = SetVersion(set_id=made.id, number=1, content=CONTENT, made_at=cast.NOW)
    db.session.add(version)
    db.session.commit()
    return SimpleNamespace(project=project, set=made, version=version)


def reported(world, slug: str) -> dict[str, int]:
    """A period of this project, a partner's report and a count, by the names of addresses."""
    project = db.session.scalars(select(Project).where(Project.slug == slug)).one()
    made = IndicatorSet(slug="reported", number=1)
    db.session.add(made)
    db.session.flush()
    db.session.add(SetVersion(set_id=made.id, number=1, content=CONTENT, made_at=cast.NOW))
    db.session.flush()
    period = periods.open_period(project, made, FIRST, LAST, by=world.ema, now=cast.NOW)
    count = counting.ask(project, made.version, None, LAST, by=world.ema, now=cast.NOW)
    counting.make(count, now=cast.NOW)
    report = period.reports[0]  # went back once, so the period stays
    report.steps.append(ReportStep(state="returned", at=cast.NOW, by_id=world.ema.id))
    db.session.commit()
    return {"period_id": period.id, "report_id": period.reports[0].id, "count_id": count.id}
