"""Quizzes as values: their settings, and the questions that stand in them or are drawn."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.questions.frameworks import FRAMEWORKS
from lms.questions.reading import SKILLS, read
from lms.questions.shape import Grade, Question, Texts
from lms.questions.values import Problem, Values
from lms.questions.writing import less, plain

MOST_QUESTIONS = 200
MOST_BANK = 5_000  # questions of one course
MOMENT = "%Y-%m-%d %H:%M"


class Feedback(StrEnum):
    """When a person is told what was right."""

    EACH = "each"  # after each question
    HANDED_IN = "handed_in"
    CLOSED = "closed"  # once nobody can answer any more (`closes`)
    NEVER = "never"  # only the score


class Pages(StrEnum):
    ONE = "one"  # a question on each
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Use:
    """A question of the course's bank. `points` None: its own."""

    question: str
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions of the bank, by chance, that have all these tags (and this skill)."""

    count: int
    tags: tuple[str, ...] = ()
    skill: str | None = None
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz as it is set. `minutes` and `attempts` None: as long, as often as one likes. `opens`
    and `closes` are local to the installation's zone, as text ("2026-03-01 08:00").

    `framework` and `bands` (level, part of the points from which it is reached) of a placement or
    exit test: a level for each skill that its questions name.
    """

    summary: Texts = field(default_factory=dict)
    pass_mark: Fraction | None = None
    attempts: int | None = None
    grade: Grade = Grade.BEST
    minutes: int | None = None
    opens: str | None = None
    closes: str | None = None
    shuffle: bool = False  # the questions
    feedback: Feedback = Feedback.HANDED_IN
    pages: Pages = Pages.ONE
    practice: bool = True  # may be tried without counting
    framework: str | None = None
    bands: tuple[tuple[str, Fraction], ...] = ()
    items: tuple[Use | Draw, ...] = ()


def read_quiz(
    given: Any, language: str, prefix: str = "", path: str = ""
) -> tuple[Quiz, list[Question], list[Problem]]:
    """The quiz that plain values tell, the questions written in it, and what is wrong.

    A question without a key is called `<prefix>-<its place>`. Title and kind are not looked at.
    Keys are documented in docs/formats/quizzes.md.
    """
    problems: list[Problem] = []
    values = Values(given, problems, language, path)
    values.asked |= {"title", "kind"}
    items, questions = _items(values, prefix)
    quiz = Quiz(
        summary=values.texts("summary"),
        pass_mark=values.part("pass_mark"),
        attempts=values.whole("attempts", 1, 100),
        grade=Grade(values.choice("grade", list(Grade), Grade.BEST) or Grade.BEST),
        minutes=values.whole("minutes", 1, 600),
        opens=_moment(values, "opens"),
        closes=_moment(values, "closes"),
        shuffle=values.yes("shuffle", False),
        feedback=Feedback(values.choice("feedback", list(Feedback), "handed_in") or "handed_in"),
        pages=Pages(values.choice("pages", list(Pages), Pages.ONE) or Pages.ONE),
        practice=values.yes("practice", True),
        framework=values.choice("framework", list(FRAMEWORKS)),
        bands=_bands(values),
        items=items,
    )
    _times(values, quiz)
    values.end()
    return quiz, questions, problems


def _items(values: Values, prefix: str) -> tuple[tuple[Use | Draw, ...], list[Question]]:
    items: list[Use | Draw] = []
    questions: list[Question] = []
    for place, value in enumerate(values.list_("questions", MOST_QUESTIONS)):
        at = f"questions[{place}]"
        if isinstance(value, dict) and "use" in value:
            items.append(_use(values.inner(at, value)))
        elif isinstance(value, dict) and "draw" in value:
            items.append(_draw(values.inner(f"{at}.draw", value["draw"])))
        else:
            name = f"{prefix}-{place + 1}"
            question, wrong = read(value, values.language, name, values.at(at))
            values.problems.extend(wrong)
            questions.append(question)
            items.append(Use(question.key))
    _each_once(values, items)
    return tuple(items), questions


def _each_once(values: Values, items: list[Use | Draw]) -> None:
    seen = set()
    for place, item in enumerate(items):
        if isinstance(item, Use):
            if item.question in seen:
                words = _('"%(name)s" is here twice.', name=item.question)
                values.wrong(f"questions[{place}]", words)
            seen.add(item.question)


def _use(values: Values) -> Use:
    found = Use(values.line("use", 120) or "", values.number("points", 0, 1000))
    values.end()
    return found


def _draw(values: Values) -> Draw:
    tags = tuple(str(tag).strip() for tag in values.list_("tags") if str(tag).strip())
    count = values.whole("count", 1, MOST_QUESTIONS)
    if count is None and not values.has("count"):
        values.wrong("count", _("Say how many are drawn."))
    skill = values.choice("skill", SKILLS)
    found = Draw(count or 1, tags, skill, values.number("points", 0, 1000))
    values.end()
    return found


def _moment(values: Values, key: str) -> str | None:
    text = values.line(key, 20)
    if text is None:
        return None
    try:
        return datetime.strptime(text.replace("T", " "), MOMENT).strftime(MOMENT)  # noqa: DTZ007
    except ValueError:
        example = "2026-03-01 08:00"
        values.wrong(key, _("Write a day and a time, such as %(example)s.", example=example))
    return None


def _times(values: Values, quiz: Quiz) -> None:
    if quiz.opens and quiz.closes and quiz.closes <= quiz.opens:
        values.wrong("closes", _("It closes before it opens."))
    if quiz.feedback is Feedback.CLOSED and not quiz.closes:
        values.wrong("feedback", _("Say when it closes, or choose another moment for feedback."))


def _bands(values: Values) -> tuple[tuple[str, Fraction], ...]:
    given = values.get("bands")
    if given is None:
        return ()
    inner = values.inner("bands", given)
    found = [(str(level), inner.part(level)) for level in inner.values]
    ready = tuple((level, part) for level, part in found if part is not None)
    if [part for _level, part in ready] != sorted(part for _level, part in ready):
        values.wrong("bands", _("Write the levels from the lowest to the highest."))
    known = FRAMEWORKS.get(str(values.get("framework")))
    for level in inner.values:
        if known and known.level(str(level)) is None:
            names = ", ".join(known.levels)
            inner.wrong(str(level), _("Choose one of these: %(known)s.", known=names))
    if not values.has("framework"):
        values.wrong("framework", _("Say of which framework these levels are."))
    return ready


def plain_quiz(quiz: Quiz, questions: dict[str, Question] | None = None) -> dict[str, Any]:
    """The plain values of a quiz; questions that are given are written in their places."""
    known = questions or {}
    return less(
        {
            "summary": dict(quiz.summary),
            "pass_mark": None if quiz.pass_mark is None else str(quiz.pass_mark),
            "attempts": quiz.attempts,
            "grade": None if quiz.grade is Grade.BEST else str(quiz.grade),
            "minutes": quiz.minutes,
            "opens": quiz.opens,
            "closes": quiz.closes,
            "shuffle": quiz.shuffle or None,
            "feedback": None if quiz.feedback is Feedback.HANDED_IN else str(quiz.feedback),
            "pages": None if quiz.pages is Pages.ONE else str(quiz.pages),
            "practice": None if quiz.practice else False,
            "framework": quiz.framework,
            "bands": {level: str(part) for level, part in quiz.bands},
            "questions": [_plain_item(item, known) for item in quiz.items],
        }
    )


def _plain_item(item: Use | Draw, known: dict[str, Question]) -> dict[str, Any]:
    points = None if item.points is None else str(item.points)
    if isinstance(item, Draw):
        drawn = {"tags": list(item.tags), "skill": item.skill, "count": item.count}
        return {"draw": less({**drawn, "points": points})}
    if item.question in known and points is None:
        return plain(known[item.question])
    return less({"use": item.question, "points": points})
