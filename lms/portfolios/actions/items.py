"""What its author does with an item, which is locked (queries.item) or not there yet."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, select

from lms import files
from lms.courses.models import Group, Programme
from lms.courses.rules.handed_in import Upload
from lms.db import db
from lms.errors import Refused
from lms.handouts import safe_name
from lms.messages.actions import outdate, tell
from lms.people.actions import record
from lms.people.models import Person
from lms.portfolios import rules
from lms.portfolios.models import NOUN, Item


class Words(NamedTuple):
    """What an item says. `module_id` none: it belongs to the programme as a whole."""

    title: str
    text: str
    link: str
    module_id: int | None


def save(
    person: Person,
    programme: Programme,
    item: Item | None,
    words: Words,
    upload: Upload | None = None,
    *,
    now: datetime,
) -> Item:
    """Keeps what a person put together so far; only they see it. The same again changes nothing.
    Raises Refused where it is handed in, or where there are too many."""
    if item is None:
        item = begun(person, programme, now=now)
    elif not rules.may_change(item):
        raise Refused(_("This is handed in. Take it back first, then you can change it."))
    before = (item.title, item.text or "", item.link or "", item.module_id)
    if before != tuple(words):
        item.title, item.text, item.link = words.title, words.text or None, words.link or None
        item.module_id, item.changed_at = words.module_id, now
    if upload is not None:
        put_file(item, upload, now=now)
    db.session.flush()
    return item


def begun(person: Person, programme: Programme, *, now: datetime) -> Item:
    number = select(func.count()).where(
        Item.person_id == person.id, Item.programme_id == programme.id
    )
    if (db.session.scalar(number) or 0) >= rules.MOST_ITEMS:
        words = _("There are %(most)s things in your portfolio, which is all it can hold.",
                  most=rules.MOST_ITEMS)  # fmt: skip
        raise Refused(words)
    item = Item(person=person, programme=programme, title="", changed_at=now)
    item.reviews = []
    db.session.add(item)
    return item


def put_file(item: Item, upload: Upload, *, now: datetime) -> None:
    before = item.file_id
    item.file_id = files.keep(upload.content, upload.kind.media_type, now=now).id
    item.file_name, item.changed_at = safe_name(upload.name, upload.kind), now
    forget_file(before if before != item.file_id else None)


def drop_file(item: Item, *, now: datetime) -> None:
    """Takes the file out of an item that is not handed in. Raises Refused where it is."""
    if not rules.may_change(item):
        raise Refused(_("This is handed in. Take it back first, then you can change it."))
    before, item.file_id, item.file_name, item.changed_at = item.file_id, None, None, now
    forget_file(before)


def forget_file(file_id: str | None) -> None:
    db.session.flush()
    if file_id:
        files.forget(file_id)  # unless another row names it


def hand_in(item: Item, group: Group | None, *, now: datetime) -> None:
    """Gives an item to the trainers of its author's group. Raises Refused where nothing shows
    anything, where nobody could read it, or where it is handed in."""
    if not (item.text or item.link or item.file_id):
        raise Refused(rules.nothing_to_see())
    if not rules.may_change(item):
        raise Refused(_("This is handed in already."))
    if group is None:
        raise Refused(rules.no_group())
    item.group, item.handed_in_at = group, now
    db.session.flush()
    record(NOUN, item.id, "handed in", {"title": item.title}, by=item.person, now=now)
    facts = {
        "item": item.id, "title": item.title, "name": item.person.name, "group": group.title,
    }  # fmt: skip
    trainers = [trainer.id for trainer in group.trainers]
    about = f"portfolio:{item.id}"
    tell(trainers, "portfolio.handed_in", facts, about=about, by=item.person, now=now)


def take_back(item: Item, *, now: datetime) -> None:
    """Has an item back that nobody has decided about. Raises Refused where somebody has."""
    if not rules.may_take_back(item):
        raise Refused(_("Somebody has read it and answered, so it cannot be taken back."))
    item.handed_in_at = None
    db.session.flush()
    no_news(item, now=now)
    record(NOUN, item.id, "taken back", {"title": item.title}, by=item.person, now=now)


def no_news(item: Item, *, now: datetime) -> None:
    """What trainers were not told yet of an item is of no use any more."""
    people = [trainer.id for trainer in item.group.trainers] if item.group else []
    outdate(people, ["portfolio.handed_in"], f"portfolio:{item.id}", now=now)


def remove(item: Item, *, now: datetime) -> None:
    """Throws an item away that nobody has seen. Raises Refused where somebody has."""
    if not rules.may_remove(item):
        raise Refused(_("Somebody has said something to this, so it stays."))
    file_id = item.file_id
    record(NOUN, item.id, "removed", {"title": item.title}, by=item.person, now=now)
    db.session.delete(item)
    forget_file(file_id)
