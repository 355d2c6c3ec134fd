"""Activities, pairs and plans of the demo. What is made up says "demo" in its title; the pairs of
cities are those that the project published, with their source."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from lms.db import db
from lms.demo.people import Cast
from lms.exchange.models import (
    ActionPlan,
    Activity,
    Delegation,
    Measure,
    Pair,
    PairState,
    Participation,
    PlanState,
)
from lms.people.models import Organisation, Person
from lms.projects.models import Partner, Project

SOURCE = "migrationwork.org/work/inclucities-building-inclusive-cities-with-migrants"
CITIES = (  # mentor, mentee, theme
    ("brussels", "saint-jean-de-la-ruelle", "Needs assessment"),
    ("mechelen", "capaci", "Vision of a city for all"),
    ("fuenlabrada", "levadia", "Employment and entrepreneurship"),
    ("schaerbeek", "jelgava", "Language learning"),
)
HELD = "held"


def load(cast: Cast, today: date, now: datetime) -> None:
    """Everything for the projects that the content has; nothing for those that it has not."""
    projects = {one.slug: one for one in db.session.scalars(select(Project))}
    places = {one.slug: one for one in db.session.scalars(select(Organisation))}
    if project := projects.get("includ-eu"):
        partners(project, places)
        activities(project, places, cast, today, now)
        plan(project, places, today)
        mentors(project, cast, today)
    if project := projects.get("inclucities"):
        cities(project, places)
    db.session.flush()


def partners(project: Project, places: dict[str, Organisation]) -> None:
    """The demo's own cities work in the project, too."""
    there = {one.organisation_id for one in project.partners}
    for slug in ("demo-north", "demo-south"):
        if places[slug].id not in there:
            role = {"en": "City (demo)"}
            partner = Partner(
                organisation=places[slug], position=len(project.partners), role=role, reports=False
            )
            project.partners.append(partner)


def activities(
    project: Project, places: dict[str, Organisation], cast: Cast, today: date, now: datetime
) -> None:
    """A webinar and a study visit that were held, and a dialogue to which people can register."""
    webinar = activity(
        project, places["aer"], "webinar", "Housing pathways (demo)", today - timedelta(40), now,
        status=HELD, mode="online", headcount=23, registered=31,
        outcome={"en": "Three cities want to try a housing guarantee. (demo)"},
    )  # fmt: skip
    visit = activity(
        project, places["aec-jesenice"], "study_visit", "Digital skills in Jesenice (demo)",
        today - timedelta(12), now, status=HELD, headcount=4, place="Centre, room 2", country="SI",
    )  # fmt: skip
    coming = activity(
        project, places["aec-jesenice"], "national_dialogue", "What newcomers need (demo)",
        today + timedelta(16), now, is_open=True, capacity=30, place="Town hall", country="SI",
    )  # fmt: skip
    for code, role, came in (
        ("A-01", "participant", True), ("A-03", "participant", True),
        ("A-05", "participant", False), ("DEMO-TR-A", "speaker", True),
    ):  # fmt: skip
        participation(visit, cast[code], role, came, now)
    participation(webinar, cast["A-01"], "participant", True, now)
    participation(coming, cast["A-02"], "participant", None, now)
    for slug in ("demo-north", "demo-south"):
        db.session.add(Delegation(activity=visit, organisation=places[slug]))


def activity(
    project: Project, host: Organisation, kind: str, title: str, day: date, now: datetime, **values
) -> Activity:
    defaults = {
        "starts": time(10), "ends": time(13), "zone": "Europe/Ljubljana", "mode": "onsite",
        "status": "planned", "made_at": now,
    }  # fmt: skip
    made = Activity(
        code=f"demo-{kind.replace('_', '-')}", project=project, host=host, kind=kind,
        title={"en": title}, starts_on=day, ends_on=day, **(defaults | values),
    )  # fmt: skip
    db.session.add(made)
    return made


def participation(
    activity: Activity, person: Person, role: str, came: bool | None, now: datetime
) -> None:
    values = {"registered_at": now, "came": came, "at": now}
    home = person.organisation_id
    db.session.add(
        Participation(activity=activity, person=person, role=role, organisation_id=home, **values)
    )


def plan(project: Project, places: dict[str, Organisation], today: date) -> None:
    """The plan of a demo city: a third of its measures are for women."""
    made = ActionPlan(
        slug="demo-north-plan", project=project, organisation=places["demo-north"],
        title={"en": "A city for all (demo)"}, state=PlanState.ADOPTED,
        adopted_on=today - timedelta(20),
    )  # fmt: skip
    steps = (
        ("Language cafe with child care (demo)", "done", True),
        ("One desk for all papers (demo)", "begun", False),
        ("Bus tickets for the first months (demo)", "planned", False),
    )
    for position, (title, state, women) in enumerate(steps):
        done_on = today - timedelta(5) if state == "done" else None
        step = Measure(position=position, title={"en": title}, state=state, for_women=women)
        step.done_on, step.responsible = done_on, "Office for inclusion (demo)"
        made.measures.append(step)
    db.session.add(made)


def mentors(project: Project, cast: Cast, today: date) -> None:
    pair = Pair(project=project, mentor=cast["A-09"], mentee=cast["A-12"], state=PairState.ACTIVE)
    pair.theme, pair.starts_on = {"en": "Going to a parents' evening (demo)"}, today - timedelta(30)
    db.session.add(pair)


def cities(project: Project, places: dict[str, Organisation]) -> None:
    for mentor, mentee, theme in CITIES:
        if mentor in places and mentee in places:
            db.session.add(
                Pair(
                    project=project, mentor_city=places[mentor], mentee_city=places[mentee],
                    theme={"en": theme}, state=PairState.ENDED, source=SOURCE,
                )
            )  # fmt: skip
