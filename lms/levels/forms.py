"""What is typed about levels: of several people at once, and what a programme asks."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.courses.instruments import METHODS, Instrument, read
from lms.levels.actions.saying import Word
from lms.levels.models import Method
from lms.levels.rules.said import Said
from lms.people.models import Person
from lms.questions.frameworks import FRAMEWORKS, level
from lms.questions.values import Problem


class GroupForm:
    """A level in each skill for several people: `level-<person>-<skill>` is "cefr:a1", or empty
    where nothing is said."""

    def __init__(
        self, instrument: Instrument, people: Sequence[Person], sent: Mapping[str, str] | None
    ) -> None:
        self.instrument = instrument
        self.sent = sent
        self.words: list[Word] = []
        self.problems: dict[str, str] = {}
        self.method = Method.TRAINER
        for person in people if sent is not None else ():
            for skill in instrument.skills:
                self.take(person, skill)
        self.take_method()

    @staticmethod
    def name(person: Person, skill: str) -> str:
        return f"level-{person.id}-{skill}"

    def chosen(self, person: Person, skill: str, there: Mapping[str, Said]) -> str:
        """What the page shows: as it was typed, else as it was said before by the same method."""
        if self.sent is not None:
            return self.sent.get(self.name(person, skill), "")
        before = there.get(self.method)
        return f"{before.level.framework}:{before.level.name}" if before else ""

    def take(self, person: Person, skill: str) -> None:
        name = self.name(person, skill)
        text = (self.sent or {}).get(name, "").strip()
        if not text:
            return
        framework, _colon, wanted = text.partition(":")
        known = level(framework, wanted)
        if known is None or framework not in self.instrument.frameworks:
            self.problems[name] = _("Choose a level from the list.")
        else:
            self.words.append(Word(person, skill, known))

    def take_method(self) -> None:
        asked = (self.sent or {}).get("method") or methods(self.instrument)[0]
        if asked in methods(self.instrument):
            self.method = Method(asked)
        else:
            self.problems["method"] = _("Choose one from the list.")


def methods(instrument: Instrument) -> list[str]:
    """How trainers may have found a level: their own word, a test on paper."""
    found = [one for one in instrument.methods if one in (Method.TRAINER, Method.TEST)]
    return found or [str(Method.TRAINER)]


class Row(NamedTuple):
    """An instrument as it was typed; `problems`: by key."""

    values: dict[str, Any]
    problems: dict[str, str]

    @property
    def known(self):
        return FRAMEWORKS[self.values["framework"]]


class AskForm:
    """What a programme asks. Nothing is kept until it is saved; each press of another button sends
    all of it, and it comes back changed."""

    def __init__(self, kept: Sequence[Mapping[str, Any]] | None) -> None:
        self.values = [dict(one) for one in kept or ()]
        self.instruments, self.problems = read(self.values, "en")

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "AskForm":
        count = form.get("count", "0")
        places = range(min(int(count), 20) if count.isdecimal() and len(count) < 4 else 0)
        rows = [typed(form, str(place)) for place in places]
        made = cls([row for row in rows if row["framework"] in FRAMEWORKS])
        made.press(form.get("do", "save"), form.get("add", ""))
        return made

    def press(self, asked: str, framework: str) -> None:
        """What a button does: "add", "out-<place>"; anything else does nothing here."""
        if asked == "add" and framework in FRAMEWORKS:
            self.values.append({"framework": framework, "methods": ["self"]})
        place = asked.removeprefix("out-")
        if asked.startswith("out-") and place.isdecimal() and int(place) < len(self.values):
            del self.values[int(place)]

    @property
    def rows(self) -> list[Row]:
        return [Row(one, in_row(self.problems, place)) for place, one in enumerate(self.values)]


def typed(form: MultiDict[str, str], place: str) -> dict[str, Any]:
    """One instrument of the page. What is left empty is as usual."""
    text = {
        key: form.get(f"{key}-{place}", "").strip()
        for key in ("framework", "language", "entry_test", "exit_test", "overall")
    }
    first = form.get(f"first-{place}", "")
    chosen = [one for one in form.getlist(f"methods-{place}") if one in METHODS]
    found = {
        **text,
        "skills": form.getlist(f"skills-{place}"),
        "methods": sorted(chosen, key=lambda one: one != first),
        "also": form.getlist(f"also-{place}"),
    }
    if "test" not in chosen:
        found |= {"entry_test": "", "exit_test": ""}
    return found


def in_row(problems: Sequence[Problem], place: int) -> dict[str, str]:
    start = f"levels[{place}]."
    return {one.path[len(start) :]: one.words for one in problems if one.path.startswith(start)}
