"""Courses of a folder into rows: only what is different is set, what is gone is retired."""

from collections.abc import Iterable
from typing import Any

from lms.courses import blocks, markup
from lms.courses.actions.publishing import Links, Words, links_for, made, publish, weigh
from lms.courses.content import origins, written
from lms.courses.content.changes import Changes, paired, put
from lms.courses.content.front_blocks import links_said, said_of, source_of
from lms.courses.content.media import put_rows
from lms.courses.content.problems import Problems
from lms.courses.content.question_rows import QuestionRows
from lms.courses.models import (
    Assessment,
    Course,
    Lesson,
    LessonText,
    Media,
    Module,
    Question,
    Term,
)
from lms.db import db
from lms.people.models import Person


class CourseRows:
    """Brings courses into the session. Nothing is sent to the database here.

    `language` is the installation's; `again` gives every lesson its page anew, also where the text
    did not change. `pages` are those that are made already; a text that cannot become a page is
    added to `problems`.
    """

    def __init__(
        self,
        changes: Changes,
        language: str,
        pages: written.Pages,
        files: written.Files,
        *,
        by: Person | None,
        again: bool,
    ) -> None:
        self.changes = changes
        self.by = by
        self.now = changes.now
        self.versions: origins.Versions = {}  # the newest of each text
        self.questions: dict[int, dict[str, Question]] = {}  # by course and key
        self.language = language
        self.pages = pages
        self.files = files
        self.media: dict[str, Media] = {}  # of the course that is brought in, by name
        self.superseded: set[str] = set()  # files that another came in the place of
        self.again = again
        self.problems = Problems()

    def put(self, course: written.Course, row: Course | None) -> Course:
        """The course with everything in it; `row` is what the database has of it."""
        is_new = row is None
        if row is None:
            row = Course(slug=course.slug)
            db.session.add(row)
        self.values("course", course.slug, row, course.values, is_new=is_new)
        self.media = put_rows(
            course, row, self.files, self.changes, self.superseded, by=self.by, now=self.now
        )
        self.modules(course, row)
        self.terms(course, row)
        rows = self.questions.get(row.id, {})
        QuestionRows(self.changes, rows, self.homes(row), by=self.by).put(course, row)
        return row

    @staticmethod
    def homes(course: Course) -> dict[tuple[str, str], Assessment]:
        """The quizzes of a course, by the names of their module and their own."""
        return {
            (module.slug, quiz.slug): quiz
            for module in course.modules
            for quiz in module.assessments
        }

    def values(
        self, kind: str, key: str, row: origins.Row, values: dict[str, Any], *, is_new: bool
    ) -> None:
        """Sets what is different. What somebody made here and this goes over, the history keeps."""
        if not is_new:
            names = set(origins.overwritten(row, values)) & values.keys()
            self.changes.before[kind, key] = {name: getattr(row, name) for name in names}
        fields = put(row, {**values, "retired_at": None})
        origins.keep(row, values)
        self.changes.note(kind, key, is_new=is_new, fields=fields)

    def terms(self, course: written.Course, parent: Course) -> None:
        rows = {row.slug: row for row in parent.terms}
        for term in course.terms:
            row = rows.pop(term.slug, None)
            is_new = row is None
            if row is None:
                row = Term(slug=term.slug)
                parent.terms.append(row)
            self.values("term", f"{course.slug}/{term.slug}", row, term.values, is_new=is_new)
        gone = [row for row in rows.values() if not origins.is_only_here(row)]
        self.retire("term", course.slug, gone)

    def modules(self, course: written.Course, parent: Course) -> None:
        there = list(parent.modules)
        rows = paired(there, [module.slug for module in course.modules])
        kept = set(rows.values())
        for module in course.modules:
            self.module(course.slug, module, rows.get(module.slug), parent)
        for row in there:
            if row not in kept and not origins.is_only_here(row):
                self.retire_module(course.slug, row)

    def module(
        self, course: str, module: written.Module, row: Module | None, parent: Course
    ) -> None:
        is_new = row is None
        if row is None:
            row = Module(slug=module.slug)
            parent.modules.append(row)
        key = f"{course}/{module.slug}"
        self.values("module", key, row, module.values, is_new=is_new)
        self.lessons(key, module, row)
        self.assessments(key, module, row)

    def lessons(self, key: str, module: written.Module, parent: Module) -> None:
        there = list(parent.lessons)
        rows = paired(there, [lesson.slug for lesson in module.lessons])
        kept = set(rows.values())
        for lesson in module.lessons:
            is_new = lesson.slug not in rows
            if is_new:
                rows[lesson.slug] = Lesson(slug=lesson.slug)
                parent.lessons.append(rows[lesson.slug])
            self.lesson(f"{key}/{lesson.slug}", lesson, rows[lesson.slug], is_new=is_new)
            place = {"slug": lesson.slug, "in_module": module.slug}
            origins.keep(rows[lesson.slug], {**place, "languages": sorted(lesson.texts)})
        for row in there:
            if row not in kept and not origins.is_only_here(row):
                self.changes.retire("lesson", f"{key}/{row.slug}", row)

    def lesson(self, key: str, lesson: written.Lesson, row: Lesson, *, is_new: bool) -> None:
        ours = origins.texts_only_here(row, self.versions)
        kept = {lang: text for lang, text in ours.items() if lang not in lesson.texts}
        texts = lesson.texts | {lang: origins.as_written(text) for lang, text in kept.items()}
        source = source_of(texts, row.source, self.language)
        before = {text.language: said_of(row, text) for text in row.texts}
        values: dict[str, Any] = {
            "slug": lesson.slug,
            "source": source,
            "minutes": texts[source].minutes,
            "titles": {language: text.title for language, text in texts.items()},
            "retired_at": None,
        }
        fields = put(row, values)
        there = {text.language: text for text in row.texts}
        for language in there.keys() - texts.keys():
            row.texts.remove(there[language])
            fields.append(language)
        for language in sorted(lesson.texts, key=lambda language: language != source):
            text, old = texts[language], there.get(language)
            was = before.get(language, "")
            links = links_said(text, texts[source], old, was, self.problems)
            if self.text(text, row, old, links):
                fields.append(language)
        self.changes.note("lesson", key, is_new=is_new, fields=sorted(fields))

    def text(
        self, text: written.Text, lesson: Lesson, row: LessonText | None, links: Links | None
    ) -> bool:
        """Whether anything changed. To make the page is slow: only where the Markdown did. `links`
        are those that the file says."""
        words = Words(text.title, text.minutes, text.goals, text.summary, text.audio, text.markdown)
        if row is None or any(
            getattr(row, name) != value for name, value in words._asdict().items()
        ):
            html = self.page(text)
            newest = origins.newest(self.versions, lesson, text.language)
            publish(
                lesson, text.language, words,
                links=links, html=html, number=newest.number + 1 if newest else 1,
                media=self.media, by=self.by, now=self.now,
            )  # fmt: skip
            return True
        links = links or links_for(lesson, row, text.language, text.markdown)
        if self.again or not markup.is_current(row.page):
            html = self.page(text)
            row.page = markup.page_key(text.markdown, text.language)
        else:
            html = [block["html"] for block in row.blocks]
        uses = markup.uses_of(text.markdown, html)
        shown = {"blocks": made(text.markdown, links, html), "uses": uses}
        fields = put(row, shown)
        weight = weigh(lesson, row, self.media)
        if "blocks" not in fields:
            weight["text"] = row.weight.get("text", weight["text"])
        return bool(fields + put(row, {"weight": weight}))

    def page(self, text: written.Text) -> list[str]:
        if made := self.pages.get((text.language, text.markdown)):
            return made
        try:
            return markup.render_blocks(text.markdown, text.language)
        except markup.TooMuch as error:
            self.problems.add(text.file, text.first, None, str(error))
            return [""] * len(blocks.split(text.markdown))

    def assessments(self, key: str, module: written.Module, parent: Module) -> None:
        rows = {row.slug: row for row in parent.assessments}
        for assessment in module.assessments:
            row = rows.pop(assessment.slug, None)
            is_new = row is None
            if row is None:
                row = Assessment(slug=assessment.slug)
                parent.assessments.append(row)
            name = f"{key}/{assessment.slug}"
            self.values("assessment", name, row, assessment.values, is_new=is_new)
        gone = [row for row in rows.values() if not origins.is_only_here(row)]
        self.retire("assessment", key, gone)

    def retire_module(self, course: str, row: Module) -> None:
        """With everything in it."""
        key = f"{course}/{row.slug}"
        self.changes.retire("module", key, row)
        self.retire("lesson", key, row.lessons)
        self.retire("assessment", key, row.assessments)

    def retire(self, kind: str, key: str, rows: Iterable[Lesson | Assessment | Term]) -> None:
        for row in rows:
            self.changes.retire(kind, f"{key}/{row.slug}", row)
