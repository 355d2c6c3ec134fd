"""Pairs and action plans of a project."""

from fractions import Fraction

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.db import db
from lms.exchange.models import ActionPlan, Activity, Measure, MeasureState, Pair
from lms.i18n import in_words
from lms.projects.models import Partner, Project


def pairs(project_id: int) -> Select:
    """The pairs of a project: those under way first."""
    asked = select(Pair).where(Pair.project_id == project_id).options(*both())
    return asked.order_by(Pair.state, Pair.starts_on.desc(), Pair.id)


def both() -> tuple:
    """Who is in a pair."""
    return (
        joinedload(Pair.mentor), joinedload(Pair.mentee),
        joinedload(Pair.mentor_city), joinedload(Pair.mentee_city),
    )  # fmt: skip


def pair(pair_id: int) -> Pair | None:
    """The pair, with its project and the partners."""
    asked = (
        select(Pair)
        .where(Pair.id == pair_id)
        .options(*both(), joinedload(Pair.project).selectinload(Project.partners))
    )
    return db.session.scalar(asked)


def pairs_in_words(project_id: int) -> list[tuple[int, str]]:
    """Pairs to choose from: cities by name; people by the theme of their pair, not by name."""
    asked = select(Pair).where(Pair.project_id == project_id).options(*both())
    found = []
    for one in db.session.scalars(asked.order_by(Pair.id)):
        if one.mentor_city and one.mentee_city:
            words = f"{one.mentor_city.name} – {one.mentee_city.name}"
        else:
            words = f"{in_words(one.theme) or '–'} ({one.id})"
        found.append((one.id, words))
    return found


def meetings(ids: list[int]) -> dict[int, int]:
    """For each pair how many activities belong to it."""
    asked = select(Activity.pair_id, func.count()).where(Activity.pair_id.in_(ids))
    return {
        key: number for key, number in db.session.execute(asked.group_by(Activity.pair_id)) if key
    }


def plans(project_id: int) -> Select:
    """The plans of a project, by city."""
    asked = select(ActionPlan).where(ActionPlan.project_id == project_id)
    asked = asked.options(joinedload(ActionPlan.organisation), selectinload(ActionPlan.measures))
    return asked.order_by(ActionPlan.slug)


def plan(slug: str) -> ActionPlan | None:
    """The plan with its measures, its city, and its project with the partners."""
    asked = select(ActionPlan).where(ActionPlan.slug == slug)
    asked = asked.options(
        joinedload(ActionPlan.organisation),
        selectinload(ActionPlan.measures),
        joinedload(ActionPlan.project)
        .selectinload(Project.partners)
        .joinedload(Partner.organisation),
    )
    return db.session.scalar(asked)


def measure(measure_id: int) -> Measure | None:
    asked = select(Measure).where(Measure.id == measure_id)
    return db.session.scalar(asked.options(joinedload(Measure.plan)))


def for_women(measures: list[Measure]) -> Fraction | None:
    """The share of measures for women, exact; dropped ones are none. None of nothing."""
    counted = [one for one in measures if one.state != MeasureState.DROPPED]
    if not counted:
        return None
    return Fraction(sum(1 for one in counted if one.for_women), len(counted))
