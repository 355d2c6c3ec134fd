"""Sets of indicators with their versions."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms.db import db
from lms.indicators import formulas
from lms.indicators.models import IndicatorSet, SetVersion
from lms.indicators.sets import Set


def sets() -> list[IndicatorSet]:
    """Those in use, with their versions in force."""
    wanted = select(IndicatorSet).where(IndicatorSet.retired_at.is_(None))
    wanted = wanted.options(selectinload(IndicatorSet.version))
    return list(db.session.scalars(wanted.order_by(IndicatorSet.slug)))


def set_(slug: str) -> IndicatorSet | None:
    return db.session.scalar(select(IndicatorSet).where(IndicatorSet.slug == slug))


def versions(of: IndicatorSet) -> list[SetVersion]:
    """The newest first."""
    wanted = select(SetVersion).where(SetVersion.set_id == of.id)
    return list(db.session.scalars(wanted.order_by(SetVersion.number.desc())))


def content(version: SetVersion) -> Set:
    """What a version asks."""
    return formulas.known(version.content)
