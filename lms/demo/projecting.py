"""The project of the demo: two made-up cities take part in it, and somebody leads it."""

from sqlalchemy import func, select

from lms.db import db
from lms.people.models import Organisation
from lms.projects.models import Partner, Project

CITIES = ("demo-north", "demo-south")
ROLE = {"en": "City of the demo", "sl": "Demo mesto", "ar": "مدينة تجريبية"}


def load(organisations: dict[str, Organisation]) -> Project | None:
    """Brings the made-up cities into Includ-EU; nothing where the content has no projects."""
    project = db.session.scalar(select(Project).where(Project.slug == "includ-eu"))
    if project is None:
        return None
    last = select(func.max(Partner.position)).where(Partner.project_id == project.id)
    first = (db.session.scalar(last) or 0) + 1
    for position, slug in enumerate(CITIES, first):
        home = organisations[slug]
        home.country, home.kind = "SI", "city"
        project.partners.append(Partner(organisation=home, position=position, role=ROLE))
    db.session.flush()
    return project
