"""The bank of a course as its files have it: each question once, in a quiz's file or alone."""

from typing import Any

from lms.courses.content import known, origins
from lms.courses.content.question_rows import asked
from lms.courses.content.shares import as_percent
from lms.courses.models import Assessment, Course, Question
from lms.courses.rules.media import FOLDER
from lms.questions import media_in

SHARES = ("pass_mark",)


class Bank:
    """The questions that are asked in a course; of those retired, what a quiz goes on asking."""

    def __init__(self, course: Course) -> None:
        quizzes = [
            quiz
            for module in course.modules
            if module.retired_at is None
            for quiz in module.assessments
            if quiz.retired_at is None
        ]
        rows = known.questions([course.id]).get(course.id, {})
        used = asked(quizzes)
        self.asked = {
            key: origins.in_force(row)
            for key, row in rows.items()
            if row.retired_at is None or key in used
        }
        self.homes = {key: quiz.id for quiz in quizzes for key in inline(quiz, rows)}
        self.alone = [one for key, one in self.asked.items() if key not in self.homes]

    def media(self) -> set[str]:
        """The names of the files that its questions show and play."""
        return {
            address.removeprefix(FOLDER)
            for content in self.asked.values()
            for address in media_in(content)
        }

    def written(self, quiz: Assessment) -> dict[str, Any]:
        """What the file of a quiz says of it: its settings, and its own questions in their
        places."""
        items = [
            self.asked[item["use"]] if self.homes.get(item.get("use")) == quiz.id else item
            for item in quiz.content.get("questions", ())
        ]
        values = {**quiz.content, "questions": items}
        for key in SHARES:
            values[key] = as_percent(values.get(key))
        if bands := values.get("bands"):
            values["bands"] = {level: as_percent(part) for level, part in bands.items()}
        return values


def inline(quiz: Assessment, rows: dict[str, Question]) -> list[str]:
    """The keys of the questions that stand in the quiz's own file."""
    found = []
    for item in quiz.content.get("questions", ()):
        row = rows.get(item.get("use"))
        if row and row.home_id == quiz.id and "points" not in item:
            found.append(row.key)
    return found
