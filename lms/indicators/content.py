"""Sets of indicators as files: `indicators/<slug>.yaml` of a content folder, or one by itself."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.courses.content.changes import Changes
from lms.courses.content.exporter import as_yaml
from lms.courses.content.fields import Fields, is_slug
from lms.courses.content.parts import Part, take
from lms.courses.content.problems import Problems
from lms.courses.content.reader import Reader
from lms.courses.content.tree import Node
from lms.indicators import formulas, words
from lms.indicators.actions.sets import keep
from lms.indicators.queries import sets
from lms.people.models import Person

FOLDER = "indicators"


class Written(NamedTuple):
    slug: str
    content: dict[str, Any]


def read(reader: Reader, _programmes: set[str]) -> list[Written]:
    """Every set of the folder; what is wrong is reported with file, line and key."""
    found = []
    for entry in reader.files.entries(FOLDER):
        slug = entry.name.removesuffix(".yaml")
        file = f"{FOLDER}/{entry.name}"
        if entry.is_folder or slug == entry.name or not is_slug(slug):
            example = "amif-2021-27.yaml"
            said = _('Each set is a file with a name like "%(example)s".', example=example)
            reader.files.wrong(file, said)
        elif (fields := reader.fields(file)) and (content := content_of(fields, reader.language)):
            found.append(Written(slug, content))
    return found


def of_text(text: str, language: str) -> tuple[dict[str, Any] | None, Problems]:
    """The set that a YAML text holds by itself, and what is wrong with it, with line and key."""
    reader = Reader.__new__(Reader)
    reader.problems, reader.language = Problems(), language
    fields = reader.fields_of(_("this text"), text)
    content = content_of(fields, language) if fields else None
    return (None if reader.problems else content), reader.problems


def content_of(fields: Fields, language: str) -> dict[str, Any] | None:
    """Plain values as they are kept: a title without a language is one of the installation's."""
    node = Node(fields.line, fields.nodes)
    content = node.plain()
    found, problems = formulas.read(content, language)
    for one in problems:
        line, key = where(node, one.place)
        fields.problems.add(fields.file, line, key, words.problem(one))
    return languaged(content, language) if found else None


def languaged(content: dict[str, Any], language: str) -> dict[str, Any]:
    def one(values: dict[str, Any]) -> dict[str, Any]:
        return {
            key: {language: value} if key in ("title", "note") and isinstance(value, str) else value
            for key, value in values.items()
            if value is not None
        }

    return {**one(content), "indicators": [one(value) for value in content["indicators"]]}


def where(node: Node, place: str) -> tuple[int, str | None]:
    """The line of a place such as "indicators[2].count.fact", as far as the file has it."""
    line, key = node.line, None
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        key = name or key
        value = node.value
        if number and isinstance(value, list) and int(number) < len(value):
            node = value[int(number)]
        elif name and isinstance(value, dict) and name in value:
            node = value[name]
        else:
            break
        line = node.line
    return line, key


def as_text(content: dict[str, Any]) -> str:
    """A set as people write it."""
    return as_yaml(content)


def problems(_found: list[Written], _over: bool) -> Problems:
    """A set is versions: nothing of the database is gone over."""
    return Problems()


def put(found: list[Written], changes: Changes, by: Person | None) -> None:
    for one in found:
        kept = keep(one.slug, one.content, by=by, now=changes.now)
        fields = ["content"] if kept.is_changed else []
        changes.note("indicator_set", one.slug, is_new=kept.is_new, fields=fields)


def write(write_: Callable[[list[str], str, str], None]) -> int:
    """Every set in use, as it is in force."""
    every = sets.sets()
    for one in every:
        write_([FOLDER], f"{one.slug}.yaml", as_text(one.version.content))
    return len(every)


take(Part(FOLDER, read, problems, put, write))
