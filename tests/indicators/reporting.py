"""A project of two partners that report: Ema's leads, Oto's is the other. Lea learns at both."""

from datetime import date
from types import SimpleNamespace

from lms.db import db
from lms.indicators.models import IndicatorSet, SetVersion
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
FIRST, LAST = date(2022, 1, 1), date(2022, 3, 31)


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
