"""A figure that somebody types in the browser: written as its project's file would say it, and read
as that file is read. So the same is refused, and what is kept survives the way there and back."""

from collections.abc import Collection, Mapping
from typing import Any

from lms.courses.content.exporter import as_yaml
from lms.courses.content.fields import Fields
from lms.courses.content.problems import Problems
from lms.courses.content.tree import Node, compose
from lms.projects.content.reading import figure


def read_figure(
    typed: Mapping[str, Any], codes: Collection[str], *, language: str, empty: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of a figure, and what is wrong by the name of its field ("": the figure). `codes`
    are those of the project's sources; `empty` is said where something is left out."""
    problems = Problems()

    def complain(line: int, key: str | None, words: str) -> None:
        problems.add("", line, key, words)

    node = compose(as_yaml(typed), complain) or Node(1, {})
    found = figure(Fields("", node, problems, language), codes, empty)
    return found, {one.key or "": one.words for one in problems}
