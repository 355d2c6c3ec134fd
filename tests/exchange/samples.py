"""A project in which the centre leads, with what it does beside its programmes."""

from types import SimpleNamespace

from lms.db import db
from lms.exchange.models import ActionPlan, Activity, Measure, Pair, Participation
from lms.projects.models import Partner, Project
from tests.cast import NOW, THURSDAY, ZONE


def project_of(world, *others, slug="twinning"):
    """A project that the centre leads; `others` are partners too."""
    made = Project(slug=slug, title={"en": "Twinning"}, lead=world.centre)
    for position, one in enumerate((world.centre, *others)):
        made.partners.append(Partner(organisation=one, position=position))
    db.session.add(made)
    db.session.commit()
    return made


def activity_of(project, host, code="visit-1", **values):
    """A study visit of today, planned, to which people can register."""
    defaults = {
        "kind": "study_visit", "title": {"en": "Visit to the centre"}, "starts_on": THURSDAY,
        "ends_on": THURSDAY, "zone": ZONE, "mode": "onsite", "made_at": NOW, "is_open": True,
        "status": "planned",
    }  # fmt: skip
    made = Activity(code=code, project=project, host=host, **(defaults | values))
    db.session.add(made)
    db.session.commit()
    return made


def on_the_list(activity, person, **values):
    defaults = {"registered_at": NOW, "at": NOW, "organisation_id": person.organisation_id}
    made = Participation(activity=activity, person=person, **(defaults | values))
    db.session.add(made)
    db.session.commit()
    return made


def exchange_of(world):
    """One of each, by the names of the parts of their addresses."""
    project = project_of(world)
    activity = activity_of(project, world.centre)
    place = on_the_list(activity, world.lou)
    pair = Pair(project=project, mentor=world.tara, mentee=world.sam, state="active")
    plan = ActionPlan(
        slug=project.slug, project=project, organisation=world.centre, title={"en": "Plan"}
    )
    measure = Measure(plan=plan, position=0, title={"en": "Open a desk"}, for_women=True)
    db.session.add_all([pair, plan, measure])
    db.session.commit()
    names = {"code": activity.code, "slug": project.slug, "place_id": place.id}
    return names | {"pair_id": pair.id, "measure_id": measure.id}


def twinned(world):
    """The centre and the network together, with a visit that the centre hosts."""
    project = project_of(world, world.network)
    return SimpleNamespace(project=project, visit=activity_of(project, world.centre))
