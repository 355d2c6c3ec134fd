"""Packs that were asked for, and their bytes."""

from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Group, Programme
from lms.db import db
from lms.evidence.models import Pack, PackPart, PackState

UNDER_WAY = (PackState.WAITING, PackState.BUILDING)


def pack(pack_id: int) -> Pack | None:
    """The pack, with all that tells who may have it. One query, and one for the trainers."""
    return db.session.scalars(wanted().where(Pack.id == pack_id)).one_or_none()


def wanted() -> Select[Pack]:
    group = joinedload(Pack.group)
    return select(Pack).options(
        group.joinedload(Group.programme).joinedload(Programme.organisation),
        group.joinedload(Group.organisation),
        group.selectinload(Group.trainers),
        joinedload(Pack.asked_by),
    )


def of_group(group: Group) -> Select[Pack]:
    """The packs of a group, the newest first."""
    newest = Pack.asked_at.desc(), Pack.id.desc()
    asked = select(Pack).where(Pack.group_id == group.id).options(joinedload(Pack.asked_by))
    return asked.order_by(*newest)


def under_way(like: Pack) -> Pack | None:
    """A pack that waits or is being built, for the same as this one."""
    same = (
        Pack.group_id == like.group_id,
        Pack.first == like.first,
        Pack.last == like.last,
        Pack.with_gaps == like.with_gaps,
        Pack.language == like.language,
        Pack.state.in_(UNDER_WAY),
    )
    return db.session.scalar(select(Pack).where(*same).order_by(Pack.id).limit(1))


def with_bytes(packs: list[int]) -> set[int]:
    """Those of these packs that can be downloaded still: pieces of a pack that is not done are
    nothing yet."""
    parts = select(PackPart.pack_id).join(Pack, Pack.id == PackPart.pack_id)
    whole = parts.where(Pack.id.in_(packs), Pack.state == PackState.DONE, PackPart.number == 0)
    return set(db.session.scalars(whole))


def numbers(pack_id: int) -> list[int]:
    """The numbers of a pack's pieces, in order."""
    found = select(PackPart.number).where(PackPart.pack_id == pack_id)
    return list(db.session.scalars(found.order_by(PackPart.number)))


def some_numbers(pack_id: int, most: int) -> list[int]:
    """The numbers of the first pieces that are here."""
    found = select(PackPart.number).where(PackPart.pack_id == pack_id)
    return list(db.session.scalars(found.order_by(PackPart.number).limit(most)))


def locked_state(pack_id: int) -> str | None:
    """The state of a pack as it is now; it stays so until the end of the transaction."""
    return db.session.scalar(select(Pack.state).where(Pack.id == pack_id).with_for_update())


def piece(pack_id: int, number: int) -> bytes:
    """One piece; nothing, where it was given up meanwhile."""
    one = PackPart.pack_id == pack_id, PackPart.number == number
    return db.session.scalar(select(PackPart.content).where(*one)) or b""


def old(before: datetime, most: int) -> list[int]:
    """Packs that were made before then, and whose bytes are still here."""
    here = exists().where(PackPart.pack_id == Pack.id)
    found = select(Pack.id).where(Pack.done_at < before, here).order_by(Pack.id).limit(most)
    return list(db.session.scalars(found))


def lock(group: Group) -> None:
    """Of two who ask at once, the second sees what the first asked for."""
    db.session.execute(select(Group.id).where(Group.id == group.id).with_for_update()).all()
