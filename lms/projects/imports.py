"""Outcomes from a file: all of it or none of it."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock, tables
from lms.people.models import Person
from lms.people.rules import coordinates
from lms.projects.actions.outcomes import Word, is_said, known, say
from lms.projects.models import OutcomeKind, Project
from lms.projects.words import SOURCES
from lms.tables import Plan, Row
from lms.tables.formats import OUTCOMES
from lms.tables.items import Item, once
from lms.tables.lookups import found

YES_NO = {"yes": True, "no": False}
NOTE_MOST = 2_000  # letters
Key = tuple[str, str, str | None, object]


def outcomes(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of outcomes.csv (or .xlsx) would do; `plan.write()` does it.

    Of a person, project, outcome and day there is one answer: a later file changes it. Raises
    FileRefused with everything that is wrong.
    """
    sheet = tables.read(data, OUTCOMES)
    items = once((outcome_of(row) for row in sheet.rows), None)
    projects = {
        row[0].slug: row[0]
        for row in found(select(Project), Project.slug, list({one.key[1] for one in items}))
    }
    named = {
        row[0].code: row[0]
        for row in found(select(Person), Person.code, list({one.key[0] for one in items}))
    }
    for item in items:
        check(item, projects, named, by, clock.today(zone, now))
    sheet.problems.refuse_if_any()
    words = [word_of(item, projects, named) for item in items]
    before = known(words)
    words = [whole(one, item, before) for one, item in zip(words, items, strict=True)]
    different = [one for one in words if not is_said(before.get(one.key), one)]
    plan = Plan(OUTCOMES, sheet)
    plan.created = sum(1 for one in different if one.key not in before)
    plan.updated = len(different) - plan.created
    plan.unchanged = len(words) - len(different)
    plan.steps.append(lambda: keep(different, by, now))
    return plan


def whole(word: Word, item: Item[Key], before: dict) -> Word:
    """With what was said before in the columns that the file does not have."""
    there = before.get(word.key)
    if there is None:
        return word
    missing = [name for name in ("source", "note") if not item.row.has(name)]
    return word._replace(**{name: getattr(there, name) for name in missing})


def keep(words: list[Word], by: Person | None, now: datetime) -> None:
    say(words, by=by, now=now)


def outcome_of(row: Row) -> Item[Key]:
    """What a row says."""
    kind = row.choice("outcome", list(OutcomeKind))
    values = {
        "answer": YES_NO.get(row.choice("answer", list(YES_NO)) or ""),
        "source": row.choice("source", list(SOURCES)) or "document",
        "note": row.text("note", NOTE_MOST) or None,
    }
    for column, value in (("outcome", kind), ("answer", values["answer"])):
        if value is None and row.ok:
            row.wrong(column, _("This cell must not be empty."))
    on = row.day("date", needed=True)
    return Item(row, (row.code("person_code", 40), row.code("project"), kind, on), values)


def check(item: Item[Key], projects: dict, named: dict, by: Person | None, today: object) -> None:
    """The person and the project are known, nothing is said of a day to come, and a coordinator
    brings in what became of their own people."""
    row, (code, slug, _kind, on) = item.row, item.key
    person = named.get(code)
    if slug and slug not in projects:
        row.wrong("project", _("There is no project with this name."))
    if code and (person is None or person.erased_at is not None):
        row.wrong("person_code", _("There is no person with this code. Import people first."))
    elif person and by is not None and not coordinates(by, person.organisation_id):
        row.wrong("person_code", _("You import what became of people of your own organisation."))
    if on is not None and on > today:  # type: ignore[operator]
        row.wrong("date", _("This day is still to come."))


def word_of(item: Item[Key], projects: dict, named: dict) -> Word:
    code, slug, kind, on = item.key
    said = item.values
    return Word(
        projects[slug].id, named[code].id, str(kind), said["answer"], on,  # type: ignore[arg-type]
        said["source"], said["note"],
    )  # fmt: skip
