"""What is said to items, and by what they are looked at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.courses.models import Programme
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person
from lms.portfolios.actions.items import no_news
from lms.portfolios.models import NOUN, Item, Review, Rubric, State, Verdict


def review(
    item: Item,
    verdict: Verdict,
    given: Mapping[str, int],
    words: str,
    criteria: list[dict[str, Any]],
    *,
    by: Person,
    now: datetime,
) -> Review:
    """Keeps what was found of an item, and tells its author. `given`: criterion -> points. Returned
    needs words: what to do. The item is locked (queries.item).

    Raises Refused where it is not handed in any more.
    """
    if item.state not in (State.WAITING, State.ACCEPTED):
        raise Refused(_("This was taken back or given back meanwhile. You can read it later."))
    said = Review(
        item_id=item.id,
        by=by,
        verdict=verdict,
        rubric=[one | {"given": given.get(one["id"])} for one in criteria],
        words=words or None,
        shown={"title": item.title, "text": item.text, "link": item.link, "file": item.file_name},
        at=now,
    )
    item.reviews.append(said)
    item.accepted_at = now if verdict == Verdict.ACCEPTED else None
    if verdict == Verdict.RETURNED:
        item.handed_in_at = None
    db.session.flush()
    detail = {"title": item.title, "verdict": verdict, "points": dict(given)}
    record(NOUN, item.id, "reviewed", detail, by=by, now=now)
    no_news(item, now=now)
    facts = {
        "item": item.id, "title": item.title, "name": by.name, "verdict": verdict,
        "words": words,
    }  # fmt: skip
    about = f"portfolio:{item.id}"
    tell([item.person_id], "portfolio.reviewed", facts, about=about, by=by, now=now)
    return said


def set_rubric(
    programme: Programme,
    criteria: list[dict[str, Any]],
    each_module: bool,
    *,
    by: Person,
    now: datetime,
) -> bool:
    """By what the portfolios of a programme are looked at from now on; what was found before stays
    as it was found. Whether anything is different."""
    row = db.session.get(Rubric, programme.id)
    if row and (row.criteria, row.each_module) == (criteria, each_module):
        return False
    row = row or Rubric(programme_id=programme.id)
    row.criteria, row.each_module, row.by_id, row.at = criteria, each_module, by.id, now
    db.session.add(row)
    detail = {"criteria": criteria, "each_module": each_module}
    record("portfolio rubric", programme.slug, "set", detail, by=by, now=now)
    return True
