"""The questions of a course out of a folder into its bank: new versions, never other ones."""

from collections.abc import Iterable, Mapping

from lms.courses.actions.questions import put_question
from lms.courses.content import origins, written
from lms.courses.content.changes import Changes
from lms.courses.models import Assessment, Course, Question
from lms.people.models import Person


class QuestionRows:
    """Brings the questions of one course into the session; `rows` are those that are there, by key,
    `homes` the rows of its quizzes by module and quiz."""

    def __init__(
        self,
        changes: Changes,
        rows: Mapping[str, Question],
        homes: Mapping[tuple[str, str], Assessment],
        *,
        by: Person | None,
    ) -> None:
        self.changes = changes
        self.rows = rows
        self.homes = homes
        self.by = by

    def put(self, course: written.Course, parent: Course) -> None:
        """What is there and different becomes a new version. What the folder no longer has is
        retired, but for what only the browser has and what a quiz goes on asking."""
        for one in course.questions:
            self.one(f"{course.slug}/{one.key}", one, parent)
        quizzes = [quiz for module in parent.modules for quiz in module.assessments]
        wanted = {one.key for one in course.questions} | asked(quizzes)
        for key, row in self.rows.items():
            if key not in wanted and not origins.is_only_here(row):
                self.changes.retire("question", f"{course.slug}/{key}", row)

    def one(self, name: str, one: written.Question, parent: Course) -> None:
        row, home = self.rows.get(one.key), self.homes[one.home] if one.home else None
        if row and origins.question_overwritten(row, {}):
            self.changes.before["question", name] = origins.in_force(row)
        is_new = row is None
        row, is_other = put_question(
            parent, one.question, row, home=home, by=self.by, now=self.changes.now
        )
        row.home = home  # which file it is written in changes nothing of what it asks
        origins.keep_question(row)
        fields = ["question"] if is_other else []
        self.changes.note("question", name, is_new=is_new, fields=fields)


def asked(quizzes: Iterable[Assessment]) -> set[str]:
    """The keys of the questions that stand in these quizzes, where they are not retired."""
    return {
        item["use"]
        for quiz in quizzes
        if quiz.retired_at is None
        for item in quiz.content.get("questions", ())
        if "use" in item
    }
