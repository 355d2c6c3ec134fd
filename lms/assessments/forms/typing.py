"""The fields of the editor of questions, and the plain values that they are.

A field is named by where its value stands: `q.options.0.text.en`. The tree that they make is nearly
that of the plain values (lms/questions); this module is the difference between the two, both ways.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

LISTS = frozenset(
    {"options", "items", "pairs", "extra", "answers", "units", "spots", "rubric"}
)  # fmt: skip
BOXES = frozenset({"right", "case", "accents", "shuffle", "unit_required"})
# what is one text, and what is a text for each language: anything else there came from no page
ALONE = frozenset({
    "accents", "answer", "case", "factor", "id", "language", "most", "name", "partial", "picture",
    "points", "radius", "share", "shuffle", "skill", "tags", "tolerance", "type", "unit_required",
    "value", "x", "y",
})  # fmt: skip
SPOKEN = frozenset(
    {"audio", "hint", "levels", "model_answer", "picture_words", "prompt", "title", "words"}
)
SHUFFLED = frozenset({"choice", "choices", "match", "cloze"})
FOLDER = "../media/"
NAME = re.compile(r"q((?:\.[A-Za-z0-9][A-Za-z0-9_-]{0,39}){1,7})")
MOST_ROWS = 100
Tree = dict[str, Any]


def tree_of(fields: Iterable[tuple[str, str]]) -> Tree:
    """What was typed, as a tree. What no page of ours sends is left out."""
    tree: Tree = {}
    for name, value in fields:
        if found := NAME.fullmatch(name):
            *above, last = found[1].strip(".").split(".")
            inside: Any = tree
            for part in above:
                inside = inside.setdefault(part, {}) if isinstance(inside, dict) else None
            if isinstance(inside, dict) and not isinstance(inside.get(last), dict):
                inside[last] = value.replace("\r\n", "\n")
    return _shaped(_rowed(tree))


def _shaped(tree: Tree) -> Tree:
    """The same, without what has another shape than its place."""
    found: Tree = {}
    for key, value in tree.items():
        if key == "gaps":
            gaps = value.items() if isinstance(value, dict) else ()
            found[key] = {name: _shaped(gap) for name, gap in gaps if isinstance(gap, dict)}
        elif key in SPOKEN:
            texts = value.items() if isinstance(value, dict) else ()
            found[key] = {code: text for code, text in texts if isinstance(text, str)}
        elif isinstance(value, list):
            found[key] = [_shaped(row) for row in value]
        elif isinstance(value, dict) and key not in ALONE:
            found[key] = _shaped(value)
        elif isinstance(value, str):
            found[key] = value
    return found


def _rowed(tree: Tree) -> Tree:
    """The same, with lists where rows are meant."""
    found: Tree = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            value = _rowed(value)
            if key in LISTS:
                places = sorted((int(at), row) for at, row in value.items() if _is_place(at))
                value = [row for _at, row in places if isinstance(row, dict)][:MOST_ROWS]
        elif key in LISTS:
            continue
        found[key] = value
    return found


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def is_bare(row: Any) -> bool:
    """Whether nothing was typed into a row; its name and its box alone are nothing."""
    if isinstance(row, Mapping):
        return all(is_bare(value) for key, value in row.items() if key not in ("id", *BOXES))
    return all(is_bare(one) for one in row) if isinstance(row, list) else not str(row).strip()


def without_bare_rows(tree: Tree) -> Tree:
    """The tree without the rows that nobody filled."""
    found: Tree = {}
    for key, value in tree.items():
        if key in LISTS and isinstance(value, list):
            value = [without_bare_rows(row) for row in value if not is_bare(row)]
        elif isinstance(value, dict):
            value = without_bare_rows(value)
        found[key] = value
    return found


def plain_of(tree: Tree) -> dict[str, Any]:
    """The plain values that a tree is."""
    found = {name: _plain(name, value) for name, value in tree.items() if name != "shuffle"}
    found["tags"] = [tag.strip() for tag in tree.get("tags", "").split(",") if tag.strip()]
    if tree.get("type") in SHUFFLED:
        found["shuffle"] = "shuffle" in tree
    for row in found.get("rubric", ()):
        row["levels"] = levels_of(row.get("levels") or {})
    return found


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(name, row) for row in value]
    if name == "audio" and isinstance(value, dict):
        return {code: address(file) for code, file in value.items()}
    if isinstance(value, dict):
        return {key: _plain(key, inner) for key, inner in value.items()}
    if name == "picture":
        return address(value)
    return True if name in BOXES and value == "on" else value.strip()


def address(file: str) -> str:
    """A file of the course as questions name it; people type only its name."""
    file = file.strip()
    return f"{FOLDER}{file}" if file and not file.startswith(FOLDER) else file


def levels_of(typed: Mapping[str, str]) -> list[dict[str, str]]:
    """What each number of points means, from a line for each in every language."""
    lines = {code: text.split("\n") for code, text in typed.items() if text.strip()}
    many = max((len(one) for one in lines.values()), default=0)
    found = [
        {code: one[at].strip() for code, one in lines.items() if at < len(one)}
        for at in range(many)
    ]
    while found and not any(found[-1].values()):
        found.pop()
    return found


def typed_of(content: Mapping[str, Any]) -> Tree:
    """The tree that shows plain values."""
    tree = {name: _typed(name, value) for name, value in content.items() if name != "key"}
    tree["tags"] = ", ".join(content.get("tags", ()))
    tree["shuffle"] = "" if content.get("shuffle") is False else "on"
    if "answer" in content:
        tree["answer"] = "true" if content["answer"] else "false"
    for row in tree.get("rubric", ()):
        levels = row.get("levels") or []
        codes = dict.fromkeys(code for level in levels for code in level)
        row["levels"] = {
            code: "\n".join(level.get(code, "").replace("\n", " ") for level in levels)
            for code in codes
        }
    return {key: value for key, value in tree.items() if value != ""}


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_typed(name, row) for row in value]
    if isinstance(value, dict):
        return {key: _typed(key, inner) for key, inner in value.items()}
    if isinstance(value, bool):
        return "on" if value else ""
    return str(value).removeprefix(FOLDER)


def media_in(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The files that a tree names: (where, the name of the file)."""
    if isinstance(tree, list):
        for at, row in enumerate(tree):
            yield from media_in(row, f"{path}.{at}")
        return
    for key, value in tree.items() if isinstance(tree, dict) else ():
        here = f"{path}.{key}".strip(".")
        if key == "audio" and isinstance(value, dict):
            for code, file in value.items():
                yield f"{here}.{code}", file.strip().removeprefix(FOLDER)
        elif key == "picture" and isinstance(value, str):
            yield here, value.strip().removeprefix(FOLDER)
        else:
            yield from media_in(value, here)
