"""A question while somebody writes it: what was typed, in which languages, and what is wrong."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from lms.assessments.forms.names import languages_in, name_rows
from lms.assessments.forms.typing import (
    LISTS,
    MOST_ROWS,
    NAME,
    Tree,
    media_in,
    plain_of,
    tree_of,
    typed_of,
    without_bare_rows,
)
from lms.questions import Kind, Problem, Question, read
from lms.questions.parts import IN_TEXT
from lms.questions.places import TOP, Place, dotted, place_of
from lms.questions.values import LANGUAGE, exact

# the lists of a kind, and how many rows of each are offered to a beginner
ROWS = {
    Kind.CHOICE: {"options": 3},
    Kind.CHOICES: {"options": 4},
    Kind.MATCH: {"pairs": 3, "extra": 0},
    Kind.ORDER: {"items": 3},
    Kind.TEXT: {"answers": 1},
    Kind.NUMBER: {"answers": 1, "units": 0},
    Kind.HOTSPOT: {"spots": 2},
    Kind.AUDIO: {"rubric": 0},
    Kind.ESSAY: {"rubric": 0},
    Kind.FILE: {"rubric": 0},
}
ALIKE = (Kind.CHOICE, Kind.CHOICES)  # one may become the other


class Draft:
    """What stands in the editor. Paths have points: "options.0.text.en"."""

    def __init__(self, kind: Kind, tree: Tree, languages: Iterable[str]) -> None:
        self.kind, self.tree = kind, tree
        self.tree["type"] = str(kind)
        self.languages = [code for code in dict.fromkeys(languages) if LANGUAGE.fullmatch(code)]
        self.problems: list[Problem] = []
        self.new_row = ""  # the row that was just added
        self._offer_rows()

    @classmethod
    def of(cls, content: Mapping[str, Any], languages: Iterable[str]) -> "Draft":
        """The draft that shows plain values."""
        tree = typed_of(content)
        return cls(Kind(content["type"]), tree, [*languages, *languages_in(content)])

    @classmethod
    def begun(cls, kind: Kind, languages: Iterable[str]) -> "Draft":
        return cls(kind, {"shuffle": "on"}, languages)

    @classmethod
    def sent(
        cls, kind: Kind, fields: Iterable[tuple[str, str]], languages: Iterable[str]
    ) -> "Draft":
        """The draft as it came from the page. What a page sends may make one of two kinds that are
        alike the other."""
        tree = tree_of(fields)
        asked = tree.get("type")
        if kind in ALIKE and asked in [str(one) for one in ALIKE]:
            kind = Kind(str(asked))
        return cls(kind, tree, languages)

    def _offer_rows(self) -> None:
        for name, least in ROWS.get(self.kind, {}).items():
            rows = self.tree.setdefault(name, [])
            if not rows:
                rows.extend({} for _row in range(least))
        if self.kind is Kind.CLOZE:
            self._offer_gaps()

    def _offer_gaps(self) -> None:
        """A place for every gap that the text has."""
        gaps = self.tree.setdefault("gaps", {})
        for text in self.rows_of("prompt").values():
            for name in IN_TEXT.findall(text):
                gaps.setdefault(name, {})
        for gap in gaps.values():
            gap.setdefault("answers", [])
            if not gap["answers"] and not gap.setdefault("options", []):
                gap["answers"].append({})

    # what the page asks

    def rows_of(self, path: str) -> Any:
        """The rows of a list, or the texts of a map; empty where there are none."""
        return self._at(path) or {}

    def value(self, path: str) -> str:
        found = self._at(path)
        return found if isinstance(found, str) else ""

    def _at(self, path: str) -> Any:
        found: Any = self.tree
        for part in path.split("."):
            if isinstance(found, list):
                found = found[int(part)] if part.isdigit() and int(part) < len(found) else None
            else:
                found = found.get(part) if isinstance(found, dict) else None
        return found

    def wrong(self, path: str) -> list[str]:
        """What is wrong exactly here."""
        return [problem.words for problem in self.problems if dotted(problem.path) == path]

    def below(self, *paths: str) -> list[str]:
        """What is wrong here or anywhere below."""
        return [
            problem.words
            for problem in self.problems
            for path in paths
            if f"{dotted(problem.path)}.".startswith(f"{path}.")
        ]

    def has(self, *paths: str) -> bool:
        """Whether anything was typed below one of these paths."""
        return any(_says(self._at(path)) for path in paths)

    def complaints(self) -> list[tuple[Place, str, str]]:
        """Everything that is wrong: where in words, what, and the id of what it is about."""
        return [
            (place_of(problem.path), problem.words, self._anchor(dotted(problem.path)))
            for problem in self.problems
        ]

    def _anchor(self, path: str) -> str:
        top, _point, rest = path.partition(".")
        row = rest.partition(".")[0]
        if row and (top in LISTS or top == "gaps") and self._at(f"{top}.{row}") is not None:
            return field_id(f"{top}.{row}")
        return field_id(top) if top in TOP else ""

    def spots(self, width: int, height: int) -> list[dict[str, Any]]:
        """The places as they lie on a picture of so many pixels, in hundredths of its sides; those
        that are not written yet are left out."""
        found = []
        for at, row in enumerate(self.rows_of("spots")):
            x, y = exact(row.get("x", "")), exact(row.get("y", ""))
            radius = exact(row.get("radius", "") or "8")
            if x is not None and y is not None and radius is not None:
                rise = radius * width / height
                sides = {"x": x, "y": y, "rx": abs(radius), "ry": abs(rise)}
                drawn = {name: f"{float(side):.2f}" for name, side in sides.items()}
                found.append({**drawn, "at": at, "right": row.get("right") == "on"})
        return found

    # what its buttons do

    def change(self, asked: str) -> None:
        """What a button asks for: "add:options", "drop:options.2", "up:options.2", "type:choices",
        "forget:gaps.2". What no button of ours says changes nothing."""
        verb, _colon, path = asked.partition(":")
        if verb == "type" and self.kind in ALIKE and path in [str(one) for one in ALIKE]:
            self.kind = Kind(path)
            self.tree["type"] = path
            self.tree.pop("partial", None)
        elif not NAME.fullmatch(f"q.{path}"):
            return
        elif verb == "add":
            self._add(path)
        elif verb == "forget" and path.startswith("gaps."):
            self.tree.get("gaps", {}).pop(path.removeprefix("gaps."), None)
        else:
            self._row(verb, path)

    def _add(self, path: str) -> None:
        above, _point, name = path.rpartition(".")
        inside = self._at(above) if above else self.tree
        if name in LISTS and isinstance(inside, dict):
            rows = inside.setdefault(name, [])
            if len(rows) < MOST_ROWS:
                rows.append({})
            self.new_row = f"{path}.{len(rows) - 1}"

    def _row(self, verb: str, path: str) -> None:
        above, _point, place = path.rpartition(".")
        rows = self._at(above)
        if not isinstance(rows, list) or not place.isdigit() or int(place) >= len(rows):
            return
        at = int(place)
        if verb == "drop":
            del rows[at]
            return
        to = {"up": at - 1, "down": at + 1}.get(verb, at)
        if 0 <= to < len(rows):
            rows.insert(to, rows.pop(at))
            self.new_row = f"{above}.{to}"

    def put(self, path: str, value: Any) -> None:
        """A value at a place, as if it had been typed there: a file that was sent, by its name."""
        above, _point, last = path.rpartition(".")
        inside: Any = self.tree
        for part in above.split(".") if above else ():
            if isinstance(inside, list):
                if not part.isdigit() or int(part) >= len(inside):
                    return
                inside = inside[int(part)]
            else:
                inside = inside.setdefault(part, {})
        if isinstance(inside, dict):
            inside[last] = value

    # what it is

    def read(self, language: str, key: str, taken: Collection[str]) -> Question:
        """The question that was typed; `problems` says what is wrong. `taken`: names of rows that
        a version had once ("options.c"): no other row ever gets them."""
        self.tree = without_bare_rows(self.tree)
        name_rows(self.tree, taken)
        given = plain_of(self.tree)
        question, problems = read(given, language, key)
        self.problems = [*problems, *self._twice_worth()]
        self._offer_rows()
        return question

    def _twice_worth(self) -> list[Problem]:
        return [
            Problem(
                f"options[{at}].share",
                _("Tick it as right, or write what it is worth: one of both."),
            )
            for at, row in enumerate(self.rows_of("options"))
            if row.get("right") and row.get("share", "").strip()
        ]

    def refuse(self, question: Question) -> None:
        """Notes what an author is asked to mend, though what comes from elsewhere may have it."""
        found = []
        if question.prompt.picture and not question.prompt.words:
            words = _("Say in words what the picture shows.")
            found.append(Problem("picture_words", words))
        if self.kind is Kind.CHOICE and sum(one.share == 1 for one in question.options) > 1:
            words = _("Only one can be right here. Where several are, press “%(button)s”.",
                      button=_("Make it: several may be chosen"))  # fmt: skip
            found.append(Problem("options", words))
        self.problems += found

    def media(self) -> set[str]:
        """The names of the files that it shows or plays."""
        return {name for _path, name in media_in(self.tree) if name}

    def not_there(self, pictures: Collection[str], sounds: Collection[str]) -> None:
        """Notes the files that the course does not have."""
        for path, name in media_in(self.tree):
            known = pictures if path.endswith("picture") else sounds
            if name and name not in known:
                words = _("The course has no such file. Choose one from the list, or send it.")
                self.problems.append(Problem(path, words))


def field_id(path: str) -> str:
    """The id of what is at a path."""
    return f"q-{path.replace('.', '-')}"


def _says(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_says(one) for one in value.values())
    return any(_says(one) for one in value) if isinstance(value, list) else bool(value)
