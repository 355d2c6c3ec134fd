"""A project as tests have it: the centre leads, and nobody but staff sees its results yet."""

from lms.db import db
from lms.projects.models import Partner, Project, ReportedFigure


def wide(world, **values) -> Project:
    """The project "wide" of the centre, with one programme and two figures."""
    centre = world.local.organisation
    made = Project(slug="wide", title={"en": "Wide"}, lead=centre, **values)
    made.partners = [Partner(organisation=centre, position=0)]
    made.programmes = [world.local]
    made.sources = [{"code": "S0", "words": {"en": "What was published"}, "url": None}]
    made.reported = [
        ReportedFigure(
            position=0, kind="study_visit", label={"en": "Visits"}, units=12, unit_kind="visit",
            participants=377, basis="reported", source="S0",
        ),
        ReportedFigure(
            position=1, kind="webinar", label={"en": "Webinars"}, units=5, unit_kind="webinar",
            participants=630, basis="registered", source="S0",
        ),
    ]  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made
