"""What is done with projects: each change with its author and time. The commit is the caller's."""

from datetime import datetime
from typing import Any

from lms.people import actions as people
from lms.people.models import Person
from lms.projects.models import Project


def change(
    project: Project, values: dict[str, Any], *, language: str, by: Person, now: datetime
) -> list[str]:
    """Sets what is different, and says which. `values["texts"]` are in this language; a text that
    is empty is taken out, but the last title stays."""
    wanted = {name: value for name, value in values.items() if name != "texts"}
    for name, text in values["texts"].items():
        there = dict(getattr(project, name) or {})
        there.pop(language, None)
        wanted[name] = ({**there, language: text} if text else there) or None
    if not wanted["title"]:
        wanted["title"] = project.title
    different = [name for name, value in wanted.items() if getattr(project, name) != value]
    for name in different:
        setattr(project, name, wanted[name])
    if different:
        detail = {"fields": different}
        people.record("project", project.slug, "updated", detail, by=by, now=now)
    return different


def publish(project: Project, *, on: bool, by: Person, now: datetime) -> bool:
    """Lets everybody read the results, or nobody but staff any more. Whether that is different."""
    if on == (project.published_at is not None):
        return False
    project.published_at = now if on else None
    verb = "published" if on else "unpublished"
    people.record("project", project.slug, verb, by=by, now=now)
    return True
