"""Whether something that was begun by mistake can be removed: nothing may hang on it."""

from sqlalchemy import ColumnElement, exists, or_, select

from lms.authoring.models import LessonDraft
from lms.courses.models import Course, Lesson, Module
from lms.db import Base, db

OWN = {"modules", "lessons", "lesson_drafts"}  # go with it


def inside(row: Course | Module | Lesson) -> dict[str, list[int]]:
    """The ids of what is removed with it, by table."""
    found = {"courses": [row.id] if isinstance(row, Course) else []}
    found["modules"] = [row.id] if isinstance(row, Module) else ids(Module, "course_id", found)
    found["lessons"] = [row.id] if isinstance(row, Lesson) else ids(Lesson, "module_id", found)
    return found


def ids(table: type[Module] | type[Lesson], parent: str, above: dict[str, list[int]]) -> list[int]:
    over = above["courses" if table is Module else "modules"]
    column = getattr(table, parent)
    return list(db.session.scalars(select(table.id).where(column.in_(over)))) if over else []


def is_removable(row: Course | Module | Lesson, person_id: int) -> bool:
    """Whether nothing of it was ever published, nobody else has a draft in it, and nothing that
    people have done or arranged names it. Whatever table refers to it counts: those of packages
    above are known by their keys, not by their names."""
    gone = inside(row)
    others = LessonDraft.lesson_id.in_(gone["lessons"]) & (LessonDraft.person_id != person_id)
    hang: list[ColumnElement[bool]] = [exists().where(others)]
    for table in Base.metadata.tables.values():
        if table.name in OWN:
            continue
        for key in table.foreign_keys:
            if rows := gone.get(key.column.table.name):
                hang.append(exists().where(key.parent.in_(rows)))
    return not db.session.scalar(select(or_(*hang)))
