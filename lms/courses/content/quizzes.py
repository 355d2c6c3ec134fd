"""Reading the quizzes of a course and the questions of its bank; each problem with its line."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.courses.content import written
from lms.courses.content.fields import Fields, is_slug
from lms.courses.content.media import is_missing, missing
from lms.courses.content.problems import Problems
from lms.courses.content.reader import Reader
from lms.courses.content.tree import Node
from lms.meant import meant
from lms.questions import (
    MOST_BANK,
    Draw,
    Problem,
    Use,
    media_in,
    plain,
    plain_quiz,
    read,
    read_quiz,
)

KINDS = ("quiz", "placement", "exit")
ENDING = ".quiz.yaml"
MOST_BANK_MB = 10
_STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def read_assessment(reader: Reader, path: str, name: str) -> written.Assessment:
    """A file `<name>.quiz.yaml`: its settings, and the questions that are written in it."""
    file, slug = f"{path}/{name}", name.removesuffix(ENDING)
    if not is_slug(slug):
        reader.files.wrong(file, _("Use small letters a to z, digits and hyphens."))
    reader.too_long(path, f"{path.removeprefix('courses/')}/{slug}")
    fields = reader.fields(file)
    if fields is None:
        return written.Assessment(slug, "quiz", {}, {}, file)
    title = fields.texts("title", _("This key is missing. Write a title.")) or {}
    kind = fields.choice("kind", KINDS) or "quiz"
    root = Node(fields.line, fields.nodes)
    module = path.rpartition("/")[2]
    quiz, questions, problems = read_quiz(root.plain(), reader.language, f"{module[3:]}-{slug}")
    report(fields, root, problems)
    lines = lines_of(fields)
    own = [item.question for item in quiz.items if isinstance(item, Use)]
    inline = {question.key for question in questions}
    found = [
        written.Question(question, file, line, (module, slug))
        for question, line in zip(questions, lines_written(fields), strict=False)
    ]
    uses = [
        (item, line)
        for item, line in zip(quiz.items, lines, strict=False)
        if isinstance(item, Draw) or item.question not in inline
    ]
    return written.Assessment(slug, kind, title, plain_quiz(quiz), file, found, uses, own)


def read_bank(reader: Reader, file: str) -> list[written.Question]:
    """The file `questions.yaml` of a course: the questions that stand in no quiz's file."""
    fields = reader.fields(file, MOST_BANK_MB)
    if fields is None:
        return []
    node = fields.get("questions", _("This key is missing. Write the questions, in a list."))
    fields.end()
    if node is None:
        return []
    if not isinstance(node.value, list):
        fields.wrong("questions", _("Write a list here: a line with a hyphen for each."))
        return []
    if len(node.value) > MOST_BANK:
        words = _("A course has at most %(most)s questions.", most=MOST_BANK)
        fields.wrong("questions", words)
        return []
    root, found = Node(fields.line, fields.nodes), []
    for place, item in enumerate(node.value):
        at = f"questions[{place}]"
        question, problems = read(item.plain(), reader.language, path=at)
        if not question.key and not any(one.path == f"{at}.key" for one in problems):
            words = _("This key is missing. Write a short name for the question.")
            problems.append(Problem(f"{at}.key", words))
        report(fields, root, problems)
        found.append(written.Question(question, file, item.line, None))
    return [one for one in found if one.key]


def report(fields: Fields, root: Node, problems: Iterable[Problem]) -> None:
    """Problems with values, at the lines where these stand."""
    for problem in problems:
        line, key = line_of(root, problem.path), people_count(problem.path)
        fields.problems.add(fields.file, line, key or None, problem.words)


def people_count(path: str) -> str:
    """ "questions[0].options[1]" as people count: "questions[1].options[2]"."""
    return re.sub(r"\[([0-9]+)\]", lambda found: f"[{int(found[1]) + 1}]", path)


def line_of(root: Node, path: str) -> int:
    """The line of what a path leads to, or of the last step to it that is there."""
    node = root
    for name, place in _STEP.findall(path):
        inside: Any = node.value
        if name and isinstance(inside, dict) and name in inside:
            node = inside[name]
        elif place and isinstance(inside, list) and int(place) < len(inside):
            node = inside[int(place)]
        else:
            break
    return node.line


def _items(fields: Fields) -> list[Node]:
    node = fields.nodes.get("questions")
    return node.value if node and isinstance(node.value, list) else []


def lines_of(fields: Fields) -> list[int]:
    """The line of each item of a quiz."""
    return [item.line for item in _items(fields)]


def lines_written(fields: Fields) -> list[int]:
    """The lines of those items that are whole questions."""
    elsewhere = {"use", "draw"}
    return [
        item.line
        for item in _items(fields)
        if not (isinstance(item.value, dict) and elsewhere & item.value.keys())
    ]


def names_in_quizzes(
    problems: Problems,
    courses: Iterable[written.Course],
    there: Mapping[str, written.Bank],
) -> None:
    """Reports questions that are written twice, those that a quiz uses and nobody wrote, draws of
    more than there are, and files that are not in the folder. `there` are the questions that only
    the database has, by course."""
    for course in courses:
        _each_once(problems, course)
        _media(problems, course)
        own = {one.key: one.drawn_by for one in course.questions}
        bank = {**there.get(course.slug, {}), **own}
        for module in course.modules:
            for quiz in module.assessments:
                _uses(problems, quiz, bank)
                _draws(problems, quiz, bank)


def _each_once(problems: Problems, course: written.Course) -> None:
    seen: dict[str, written.Question] = {}
    for one in course.questions:
        first = seen.setdefault(one.key, one)
        if first is not one:
            other = _("%(file)s, line %(line)s", file=first.file, line=first.line)
            words = _('"%(part)s" is here twice: see "%(other)s".', part=one.key, other=other)
            problems.add(one.file, one.line, "key", words)


def _media(problems: Problems, course: written.Course) -> None:
    names = {medium.name for medium in course.media}
    for one in course.questions:
        for address in media_in(plain(one.question)):
            if is_missing(address, names):
                problems.add(one.file, one.line, one.key, missing(address))


def _uses(problems: Problems, quiz: written.Assessment, bank: written.Bank) -> None:
    for item, line in quiz.uses:
        if isinstance(item, Use) and item.question not in bank:
            words = _('There is no question "%(key)s" in this course.', key=item.question)
            problems.add(quiz.file, line, "use", words + meant(item.question, list(bank)))


def _draws(problems: Problems, quiz: written.Assessment, bank: written.Bank) -> None:
    """A draw takes none of those that stand in the quiz anyway, nor of an equal draw before it."""
    taken: Counter[Any] = Counter()
    for item, line in quiz.uses:
        if not isinstance(item, Draw):
            continue
        which = (frozenset(item.tags), item.skill)
        taken[which] += item.count
        many = sum(
            1
            for key, (tags, skill) in bank.items()
            if key not in quiz.own and which[0] <= set(tags) and item.skill in (None, skill)
        )
        if many < taken[which]:
            words = ngettext(
                "Only %(num)d question can be drawn here.",
                "Only %(num)d questions can be drawn here.", many,
            )  # fmt: skip
            problems.add(quiz.file, line, "draw", words)
