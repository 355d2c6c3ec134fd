"""What the people of a group are still to be told of its sessions."""

from sqlalchemy import Select, or_, select

from lms.messages.models import UNSETTLED, Notice


def unsettled(group: str) -> Select:
    """The notices of a group about its sessions and places in them that wait, or that somebody is
    to call for, the oldest first. Locked: they are put into a mail before or after, not
    meanwhile."""
    columns = (Notice.id, Notice.person_id, Notice.kind, Notice.about, Notice.data)
    found = select(*columns).where(
        Notice.group == group,
        Notice.state.in_(UNSETTLED),
        or_(Notice.kind.startswith("session."), Notice.kind.startswith("place.")),
    )
    return found.order_by(Notice.id).with_for_update()
