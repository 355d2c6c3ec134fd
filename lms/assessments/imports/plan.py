"""What an import would do with the bank of a course. It writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lms.assessments.queries import bank_files as queries
from lms.assessments.rules.shelf import Shelf, settled
from lms.courses.models import Course
from lms.courses.models import Question as Row
from lms.questions import Question, plain, read
from lms.questions.formats import Note, Outcome
from lms.questions.formats.taking import in_words, placed

Step = Callable[[int, int], Any]  # (done, of)


class Taken(NamedTuple):
    """A question that is taken, and the row of the bank that it changes, where there is one."""

    item: str
    question: Question
    row: Row | None
    is_different: bool


@dataclass
class Plan:
    """What would be taken, in the order of the file; what is changed and what is dropped."""

    taken: list[Taken] = field(default_factory=list)
    changed: list[Note] = field(default_factory=list)
    dropped: list[Note] = field(default_factory=list)
    shelf: Shelf = field(default_factory=lambda: Shelf(set(), {}))

    @property
    def created(self) -> int:
        return sum(one.row is None for one in self.taken)

    @property
    def updated(self) -> int:
        return sum(one.row is not None and one.is_different for one in self.taken)

    @property
    def unchanged(self) -> int:
        return len(self.taken) - self.created - self.updated

    def as_dict(self) -> dict[str, Any]:
        """The answer of `lms questions import --dry-run --format json`."""
        return {
            "taken": len(self.taken),
            "changed": [note._asdict() for note in self.changed],
            "dropped": [note._asdict() for note in self.dropped],
        }

    def account(self) -> dict[str, Any]:
        """The same for people: how many are new, different, the same; and which."""
        return {
            "new": self.created,
            "different": self.updated,
            "same": self.unchanged,
            "media": len(self.shelf.new),
            "taken": [[one.item, one.question.key, str(one.question.kind), _begins(one.question),
                       _how(one)] for one in self.taken],
            "changed": [list(note) for note in self.changed],
            "dropped": [list(note) for note in self.dropped],
        }  # fmt: skip


def _begins(question: Question) -> str:
    words = " ".join(in_words(question.prompt.text).split())
    return words if len(words) <= 100 else f"{words[:99]}…"


def _how(one: Taken) -> str:
    if one.row is None:
        return "new"
    return "different" if one.is_different else "same"


def planned(
    course: Course, outcome: Outcome, language: str, *,
    keep: Callable[[bytes], str] | None = None, step: Step | None = None,
) -> Plan:  # fmt: skip
    """The plan for what was read. `keep` puts the bytes of media into the store; without it they
    are only looked at."""
    shelf = queries.shelf_of(course.id)
    if keep:
        shelf.keep = keep
    plan = Plan(changed=list(outcome.changed), dropped=list(outcome.dropped), shelf=shelf)
    found: list[tuple[str, Question]] = []
    for number, one in enumerate(outcome.questions, 1):
        values, said = settled(one.plain, one.files, shelf)
        question, problems = read(values, language)
        if problems:
            told = dict.fromkeys([*said, *(placed(*problem) for problem in problems)])
            plan.dropped.append(Note(one.item, " ".join(told)))
        else:
            plan.changed += [Note(one.item, words) for words in said]
            found.append((one.item, question))
        if step:
            step(number, len(outcome.questions))
    rows = queries.rows_named(course.id, [question.key for _item, question in found])
    for item, question in found:
        row = rows.get(question.key)
        plan.taken.append(Taken(item, question, row, is_different(row, question)))
    return plan


def is_different(row: Row | None, question: Question) -> bool:
    if row is None or row.retired_at is not None:
        return True
    before = next(one.content for one in row.versions if one.number == row.version)
    return before != plain(question)
