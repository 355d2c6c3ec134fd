"""What people changed in the browser since the last import, and a folder would go over."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses import ties
from lms.courses.content import known, origins, written
from lms.courses.content.changes import paired
from lms.courses.content.front_blocks import said_of
from lms.courses.content.problems import Problems
from lms.courses.models import (
    Course,
    Lesson,
    LessonText,
    Media,
    Module,
    Programme,
    Question,
)
from lms.questions import plain

TEXT = ("title", "minutes", "goals", "summary", "audio", "markdown")


class Was(NamedTuple):
    """What there is beside the rows of courses and programmes: the newest versions of texts, the
    questions by course and key; and those files of the folder that are different."""

    versions: origins.Versions
    questions: dict[int, dict[str, Question]]
    files: written.Files


def in_folder(folder: written.Folder, files: written.Files) -> Problems:
    """Everything of a folder that would go over what somebody made here; `files` are those that are
    different from what the database has."""
    there = known.courses([course.slug for course in folder.courses])
    programmes = known.programmes([programme.slug for programme in folder.programmes])
    was = Was(known.newest_versions(ids(there)), known.questions(ids(there)), files)
    return found(folder, there, programmes, was)


def ids(courses: Mapping[str, Course]) -> list[int]:
    return [course.id for course in courses.values()]


def found(
    folder: written.Folder,
    there: Mapping[str, Course],
    programmes: Mapping[str, Programme],
    was: "Was",
) -> Problems:
    """The conflicts of the folder's courses and programmes with their rows."""
    conflicts = Conflicts(was)
    for course in folder.courses:
        if row := there.get(course.slug):
            conflicts.course(course, row)
    for programme in folder.programmes:
        if old := programmes.get(programme.slug):
            conflicts.values(f"programmes/{programme.slug}.yaml", old, programme.values)
    return conflicts.problems


class Conflicts:
    """Compares courses and programmes with their rows, and changes nothing."""

    def __init__(self, was: Was) -> None:
        self.versions, self.all_questions, self.files = was
        self.problems = Problems()

    def add(self, file: str, what: Iterable[str]) -> None:
        words = _(
            "This was changed in the browser since the last import: %(what)s. Export the content "
            "and bring both together, or import with --over: then the folder goes over it.",
            what=", ".join(what),
        )
        self.problems.add(file, None, None, words)

    def course(self, course: written.Course, row: Course) -> None:
        path = f"courses/{course.slug}"
        self.values(f"{path}/course.yaml", row, course.values)
        self.terms(f"{path}/glossary.yaml", course, row)
        self.media(course, row.media)
        self.questions(path, course, self.all_questions.get(row.id, {}))
        rows = paired(row.modules, [module.slug for module in course.modules])
        for module in course.modules:
            if module.slug in rows:
                self.module(f"{path}/{module.slug}", module, rows[module.slug])
        matched = set(rows.values())
        for one in row.modules:
            if one not in matched:
                self.module_left_out(f"{path}/{one.slug}", one)

    def values(self, file: str, row: origins.Row, values: dict) -> None:
        if names := origins.overwritten(row, values):
            self.add(file, names)

    def terms(self, file: str, course: written.Course, parent: Course) -> None:
        rows = {row.slug: row for row in parent.terms}
        for term in course.terms:
            row = rows.pop(term.slug, None)
            names = origins.overwritten(row, term.values) if row else []
            if names:
                self.add(file, [f"{term.slug} ({', '.join(names)})"])
        for row in rows.values():
            if row.retired_at is None and origins.is_changed(row):
                self.add(file, [row.slug])

    def media(self, course: written.Course, rows: Iterable[Media]) -> None:
        there = {row.name: row for row in rows if row.by_id is not None}
        for medium in course.media:
            file, row = self.files.get((course.slug, medium.name)), there.get(medium.name)
            if file and row and row.file_id != file.file_id:
                self.add(medium.file, [medium.name])

    def questions(self, path: str, course: written.Course, rows: Mapping[str, Question]) -> None:
        """Those that were changed here and are other, or not there at all, in the folder."""
        wanted = {one.key: one for one in course.questions}
        for key, row in rows.items():
            one = wanted.get(key)
            if one and origins.question_overwritten(row, plain(one.question)):
                self.add(one.file, [key])
            elif one is None and row.retired_at is None and origins.is_question_changed(row):
                self.add(f"{path}/questions.yaml", [key])

    def quizzes(self, path: str, module: written.Module, row: Module) -> None:
        rows = {quiz.slug: quiz for quiz in row.assessments}
        for quiz in module.assessments:
            if there := rows.pop(quiz.slug, None):
                self.values(quiz.file, there, quiz.values)
        for one in rows.values():
            if one.retired_at is None and not origins.is_only_here(one) and origins.is_changed(one):
                self.add(f"{path}/{one.slug}.quiz.yaml", one.title.values())

    def module(self, path: str, module: written.Module, row: Module) -> None:
        self.values(f"{path}/module.yaml", row, module.values)
        self.quizzes(path, module, row)
        rows = paired(row.lessons, [lesson.slug for lesson in module.lessons])
        for lesson in module.lessons:
            if lesson.slug in rows:
                self.lesson(f"{path}/{lesson.slug}", lesson, rows[lesson.slug])
        matched = set(rows.values())
        for one in row.lessons:
            if one not in matched and not origins.is_only_here(one) and self.would_be_lost(one):
                self.add(f"{path}/{one.slug}", one.titles.values())

    def module_left_out(self, path: str, row: Module) -> None:
        """A module that the folder does not have (any more)."""
        if origins.is_only_here(row):
            lost = [lesson for lesson in row.lessons if origins.is_moved(lesson)]
        else:
            lost = [one for one in row.lessons if self.would_be_lost(one)]
            if row.retired_at is None and origins.is_changed(row):
                self.add(path, row.title.values())
            made = [one for one in row.assessments if origins.is_made_here(one)]
            for quiz in made:
                self.add(f"{path}/{quiz.slug}.quiz.yaml", quiz.title.values())
        for lesson in lost:
            self.add(f"{path}/{lesson.slug}", lesson.titles.values())

    def would_be_lost(self, row: Lesson) -> bool:
        """A lesson that is offered and was made, changed or moved here."""
        if row.retired_at is not None:
            return False
        if origins.is_only_here(row) or origins.is_changed(row) or origins.is_moved(row):
            return True
        return any(self.is_a_persons(row, text.language) for text in row.texts)

    def is_a_persons(self, row: Lesson, language: str) -> bool:
        one = origins.newest(self.versions, row, language)
        return one is not None and one.is_a_persons

    def lesson(self, path: str, lesson: written.Lesson, row: Lesson) -> None:
        if names := origins.overwritten(row, {"slug": lesson.slug}):
            self.add(next(iter(lesson.texts.values())).file, names)
        there = {text.language: text for text in row.texts}
        languages = (row.imported or {}).get("languages", ())
        for language, text in lesson.texts.items():
            old = there.get(language)
            withdrawn = old is None and language in languages
            if withdrawn or (old and self.is_a_persons(row, language) and differs(text, old, row)):
                self.add(text.file, [language])
        gone = (
            there.keys() - lesson.texts.keys() - origins.texts_only_here(row, self.versions).keys()
        )
        for language in gone:
            if self.is_a_persons(row, language):
                self.add(f"{path}.{language}.md", [language])


def differs(text: written.Text, old: LessonText, lesson: Lesson) -> bool:
    """Whether a file says something else than what is published."""
    if any(getattr(old, name) != getattr(text, name) for name in TEXT):
        return True
    return text.blocks not in (None, ties.SOURCE) and text.blocks != said_of(lesson, old)
