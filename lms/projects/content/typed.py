"""What somebody types of a project in the browser: written as its file would say it, and read as
that file is read. So the same is refused, and what is kept survives the way there and back."""

from collections.abc import Collection, Mapping
from typing import Any

from lms.courses.content.exporter import as_yaml
from lms.courses.content.fields import Fields
from lms.courses.content.problems import Problems
from lms.courses.content.tree import Node, compose
from lms.projects.content.reading import figure, source

Read = tuple[dict[str, Any], dict[str, str]]  # the values; what is wrong, by key ("": all of it)


def read_figure(
    typed: Mapping[str, Any], codes: Collection[str], *, language: str, empty: str
) -> Read:
    """`codes` are those of the project's sources; `empty` is said where something is left out."""
    fields = written(typed, language)
    return figure(fields, codes, empty), wrong(fields)


def read_source(typed: Mapping[str, Any], *, language: str, empty: str) -> Read:
    fields = written(typed, language)
    return source(fields, empty), wrong(fields)


def written(typed: Mapping[str, Any], language: str) -> Fields:
    problems = Problems()

    def complain(line: int, key: str | None, words: str) -> None:
        problems.add("", line, key, words)

    node = compose(as_yaml(typed), complain) or Node(1, {})
    return Fields("", node, problems, language)


def wrong(fields: Fields) -> dict[str, str]:
    return {one.key or "": one.words for one in fields.problems}
