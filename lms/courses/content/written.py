"""What a content folder says, as plain values. Maps of languages have at least one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lms.courses.rules.media import Stored
from lms.questions import Draw, Use
from lms.questions import Question as Value

Texts = dict[str, str]  # language -> text
Lists = dict[str, list[str]]  # language -> texts
Files = dict[tuple[str, str], Stored]  # (course, name) -> what it is
Pages = dict[tuple[str, str], list[str]]  # (language, Markdown) -> HTML of its blocks
# questions by key, with what a draw chooses by: tags, skill
Bank = Mapping[str, tuple[tuple[str, ...], str | None]]


@dataclass(frozen=True, slots=True)
class Text:
    """A lesson in one language. `markdown` as it was written; `first` is its line in `file`."""

    file: str
    first: int
    language: str
    title: str
    minutes: int
    goals: list[str] | None
    summary: str | None
    audio: str | None
    markdown: str
    blocks: str | None = None  # what the file says of its blocks (lms/courses/ties.py)


@dataclass(frozen=True, slots=True)
class Lesson:
    slug: str
    texts: dict[str, Text]  # by language, never empty


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and where it is written. `home`: the module and the quiz in whose file; none: in
    the file of the course's bank."""

    question: Value
    file: str
    line: int
    home: tuple[str, str] | None

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def drawn_by(self) -> tuple[tuple[str, ...], str | None]:
        return self.question.tags, self.question.skill


@dataclass(frozen=True, slots=True)
class Assessment:
    """`content` as lms.questions.plain_quiz writes it; `questions` are those written in its file,
    `uses` what it takes from the bank, each with its line; `own` the keys of all that stand in it,
    whoever else draws."""

    slug: str
    kind: str
    title: Texts
    content: dict[str, Any]
    file: str = ""
    questions: list[Question] = field(default_factory=list)
    uses: list[tuple[Use | Draw, int]] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        """What its row has of it."""
        return {name: getattr(self, name) for name in ("kind", "title", "content")}


@dataclass(frozen=True, slots=True)
class Module:
    slug: str
    title: Texts
    minutes: int | None
    summary: Texts | None
    goals: Lists | None
    completion: str
    dwell: str | None  # an exact fraction, as text
    lessons: list[Lesson]
    assessments: list[Assessment]

    @property
    def values(self) -> dict[str, Any]:
        """What its row has of it."""
        names = ("slug", "title", "minutes", "summary", "goals", "completion", "dwell")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a course's glossary. `audio`: language -> "../media/<name>"."""

    slug: str
    term: Texts
    meaning: Texts
    audio: Texts | None

    @property
    def values(self) -> dict[str, Any]:
        """What its row has of it."""
        return {"term": self.term, "meaning": self.meaning, "audio": self.audio}


@dataclass(frozen=True, slots=True)
class Medium:
    """A file of the folder `media` of a course. `file` as people are told; `path` to open it."""

    file: str
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Course:
    slug: str
    title: Texts
    summary: Texts | None
    language: str | None
    level: str | None
    goals: Lists | None
    modules: list[Module]
    terms: list[Term] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)
    bank: list[Question] = field(default_factory=list)  # those that stand in no quiz
    subject: str | None = None

    @property
    def questions(self) -> list[Question]:
        """All of its questions, those of its quizzes with them."""
        quizzes = [quiz for module in self.modules for quiz in module.assessments]
        return self.bank + [one for quiz in quizzes for one in quiz.questions]

    @property
    def values(self) -> dict[str, Any]:
        """What its row has of it."""
        names = ("title", "summary", "language", "level", "goals", "subject")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Programme:
    """`courses`: slug and units, in their order; `rules`: the whole policy, in exact text."""

    slug: str
    title: Texts
    summary: Texts | None
    audience: Texts | None
    goals: Lists | None
    track: str
    organisation: str
    required_units: int
    unit_minutes: int
    courses: list[tuple[str, int]]
    rules: dict[str, Any]
    levels: list[dict[str, Any]] | None  # as instruments.plain
    theme: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What its row has of it and people may change in the browser, or a folder."""
        names = (
            "title", "summary", "audience", "goals", "track", "required_units", "unit_minutes",
            "levels", "theme",
        )  # fmt: skip
        parts = [[course, units] for course, units in self.courses]
        return {
            **{name: getattr(self, name) for name in names},
            "courses": parts,
            "policy": self.rules,
        }


@dataclass(frozen=True, slots=True)
class Folder:
    programmes: list[Programme] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    others: dict[str, Any] = field(default_factory=dict)  # by folder, what parts.PARTS read

    def texts(self) -> list[Text]:
        """Every lesson in every language."""
        return [
            text
            for course in self.courses
            for module in course.modules
            for lesson in module.lessons
            for text in lesson.texts.values()
        ]
