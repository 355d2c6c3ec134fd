"""The forms of a quiz: what is set, what is drawn. Questions are read by lms/questions."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from lms.assessments.actions.quizzes import Set
from lms.assessments.rules.times import quiz_of
from lms.courses.models import Assessment
from lms.forms import Form, one_line
from lms.questions import Draw, Problem, Quiz, read_quiz
from lms.questions.frameworks import FRAMEWORKS
from lms.questions.reading import SKILLS

TOO_LONG = _l("This is too long.")
KINDS = {
    "quiz": _l("A quiz of this module"),
    "placement": _l("A placement test: where somebody begins"),
    "exit": _l("A test at the end"),
}
GRADES = {
    "best": _l("The best attempt"),
    "last": _l("The last attempt"),
    "average": _l("The average of all attempts"),
    "first": _l("The first attempt"),
}
FEEDBACK = {
    "each": _l("After each question"),
    "handed_in": _l("When the quiz is handed in"),
    "closed": _l("When the quiz is closed for everybody"),
    "never": _l("Never: only the score"),
}
PAGES = {"one": _l("One question on a page"), "all": _l("All questions on one page")}
SKILL_WORDS = {
    "listening": _l("Listening"),
    "speaking": _l("Speaking"),
    "reading": _l("Reading"),
    "writing": _l("Writing"),
    "digital": _l("Digital skills"),
}


def choices(named: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in named.items()]


class QuizForm(Form):
    """What is set of a quiz, but for its questions. Made by `quiz_form`."""

    languages: tuple[str, ...] = ()

    kind = RadioField(_l("What it is"), choices=choices(KINDS), default="quiz")
    pass_mark = StringField(_l("Passed from (optional)"), filters=[one_line])
    attempts = StringField(_l("Attempts (optional)"), filters=[one_line])
    grade = SelectField(_l("Which attempt counts"), choices=choices(GRADES), default="best")
    minutes = StringField(_l("Minutes for one attempt (optional)"), filters=[one_line])
    opens = StringField(_l("Opens (optional)"), filters=[one_line])
    closes = StringField(_l("Closes (optional)"), filters=[one_line])
    feedback = RadioField(
        _l("When people see what was right"), choices=choices(FEEDBACK), default="handed_in"
    )
    pages = RadioField(_l("On the screen"), choices=choices(PAGES), default="one")
    shuffle = BooleanField(_l("Put the questions in another order each time"))
    practice = BooleanField(_l("It can be tried without counting"), default=True)
    framework = SelectField(_l("Levels of"))
    bands = TextAreaField(_l("From which part of the points a level is reached"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {name: one.title for name, one in FRAMEWORKS.items()}
        self.framework.choices = choices({"": _("No levels"), **known})

    def texts(self, name: str) -> dict[str, str]:
        typed = {code: (self[f"{name}-{code}"].data or "").strip() for code in self.languages}
        return {code: text for code, text in typed.items() if text}

    def plain(self) -> dict[str, Any]:
        """The settings as a file would have them."""
        names = ("pass_mark", "attempts", "grade", "minutes", "opens", "closes")
        typed = {name: (self[name].data or "").strip() for name in names}
        more = ("feedback", "pages", "shuffle", "practice", "framework")
        said = {name: self[name].data for name in more}
        return {**typed, **said, "summary": self.texts("summary"), "bands": self.typed_bands()}

    def typed_bands(self) -> dict[str, str]:
        """ "a1 40%" in each line: a level, then a part of the points."""
        found = {}
        for line in (self.bands.data or "").splitlines():
            level, _space, part = line.replace(":", " ").strip().rpartition(" ")
            if part:
                found[level.strip().lower() or part] = part
        return found

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        first = self[f"title-{self.languages[0]}"]
        if not self.texts("title"):
            first.errors = [*first.errors, _("Write a title.")]
            fine = False
        _quiz, _questions, problems = read_quiz(self.plain(), self.languages[0])
        for problem in problems:
            self.told(problem)
        return fine and not problems

    def told(self, problem: Problem) -> None:
        """A problem beside its field."""
        name, _dot, rest = problem.path.partition(".")
        name = f"summary-{rest or self.languages[0]}" if name == "summary" else name
        words = problem.words
        if name == "bands" and rest:
            words = _("%(part)s: %(words)s", part=rest, words=words)
        field = self[name if name in self else "kind"]
        field.errors = [*field.errors, words]

    def said(self) -> Set:
        quiz, _questions, _problems = read_quiz(self.plain(), self.languages[0])
        return Set(self.texts("title"), self.kind.data, quiz)


def quiz_form(languages: Iterable[str], row: Assessment | None = None) -> QuizForm:
    """The form with a title and a summary in each of these languages, filled with what is set."""
    codes = tuple(languages)
    fields: dict[str, Any] = {"languages": codes}
    summary = quiz_of(row.content).summary if row else {}
    for code in codes:
        fields[f"title-{code}"] = StringField(
            _l("Title"), [Length(max=300, message=TOO_LONG)], filters=[one_line],
            default=row.title.get(code) if row else None,
        )  # fmt: skip
        fields[f"summary-{code}"] = TextAreaField(
            _l("What it is about (optional)"), default=summary.get(code)
        )
    made = type("QuizForm", (QuizForm,), fields)
    return made(data=as_typed(row.kind, quiz_of(row.content)) if row else None)


def as_typed(kind: str, quiz: Quiz) -> dict[str, Any]:
    """The settings of a quiz as people type them."""
    bands = [f"{level} {percent(part)}" for level, part in quiz.bands]
    return {
        "kind": kind,
        "pass_mark": percent(quiz.pass_mark),
        "attempts": str(quiz.attempts or ""),
        "grade": str(quiz.grade),
        "minutes": str(quiz.minutes or ""),
        "opens": (quiz.opens or "").replace(" ", "T"),
        "closes": (quiz.closes or "").replace(" ", "T"),
        "feedback": str(quiz.feedback),
        "pages": str(quiz.pages),
        "shuffle": quiz.shuffle,
        "practice": quiz.practice,
        "framework": quiz.framework or "",
        "bands": "\n".join(bands),
    }


def percent(part: Fraction | None) -> str:
    """A part as people type it: "50%"; the fraction itself where it is not a whole number."""
    if part is None:
        return ""
    return f"{part * 100}%" if (part * 100).denominator == 1 else str(part)


class DrawForm(Form):
    """So many questions by chance."""

    tags = StringField(_l("Tags, with a comma between two (optional)"), filters=[one_line])
    skill = SelectField(_l("Skill"))
    count = StringField(_l("How many"), filters=[one_line], default="1")
    points = StringField(_l("Points for each (optional)"), filters=[one_line])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skill.choices = choices(
            {"": _("Any skill"), **{name: SKILL_WORDS[name] for name in SKILLS}}
        )

    def plain(self) -> dict[str, Any]:
        tags = [tag.strip() for tag in (self.tags.data or "").split(",") if tag.strip()]
        said = {"skill": self.skill.data, "count": self.count.data, "points": self.points.data}
        return {"draw": {"tags": tags, **said}}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        _quiz, _inline, problems = read_quiz({"questions": [self.plain()]}, "en")
        for problem in problems:
            name = problem.path.rpartition(".")[2].partition("[")[0]
            field = self[name if name in self else "tags"]
            field.errors = [*field.errors, problem.words]
        return fine and not problems

    def said(self) -> Draw:
        (item,) = read_quiz({"questions": [self.plain()]}, "en")[0].items
        return item  # type: ignore[return-value]
