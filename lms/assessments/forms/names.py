"""How rows are called, once and for all; and the languages in which a question says something."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lms.questions.parts import letter
from lms.questions.places import TOP
from lms.questions.values import LANGUAGE

NAMED = frozenset({"options", "items", "pairs", "extra", "spots", "rubric"})  # rows with an id


def languages_in(content: Any) -> list[str]:
    """The languages in which a question says something, in the order in which they come."""
    found: dict[str, None] = {}
    if isinstance(content, list):
        for one in content:
            found |= dict.fromkeys(languages_in(one))
    for key, value in content.items() if isinstance(content, dict) else ():
        if isinstance(value, str) and key not in TOP and LANGUAGE.fullmatch(key):
            found[key] = None
        else:
            found |= dict.fromkeys(languages_in([*value.values()] if key == "gaps" else value))
    return [code for code in found if code not in ("id", "text")]


def name_rows(tree: dict[str, Any], taken: Collection[str]) -> None:
    """Gives every row without a name the next letter that no row of its list has or ever had. The
    right sides of pairs and those too many share their letters."""
    had = {*taken, *names_had([tree])}
    for above, part in _parts(tree):
        for key in sorted(NAMED & part.keys()):
            where = f"{above}{'pairs' if key == 'extra' else key}."
            for row in part[key]:
                if not row.get("id"):
                    row["id"] = _free(where, had)
                    had.add(f"{where}{row['id']}")


def _parts(content: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """A question and its gaps, each with what stands before the names of its rows."""
    gaps = content.get("gaps") or {}
    return [("", content), *((f"gaps.{name}.", gap) for name, gap in gaps.items())]


def _free(where: str, taken: Collection[str]) -> str:
    return next(name for place in range(10_000) if f"{where}{(name := letter(place))}" not in taken)


def names_had(contents: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names that rows have in any of these versions, as `name_rows` knows them."""
    found: set[str] = set()
    for content in contents:
        for above, part in _parts(content):
            for key in NAMED & part.keys():
                where = f"{above}{'pairs' if key == 'extra' else key}."
                found |= {f"{where}{row['id']}" for row in part[key] if row.get("id")}
    return found
