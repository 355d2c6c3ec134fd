"""The content of the database as a folder, such that importing it changes nothing."""

import shutil
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms import files, stores
from lms.courses import policy as policies
from lms.courses.content import known, parts
from lms.courses.content.bank import Bank
from lms.courses.content.fields import is_slug
from lms.courses.content.front_blocks import words_of
from lms.courses.content.shares import as_percent
from lms.courses.models import Assessment, Course, LessonText, Module, Programme
from lms.courses.rules.media import names_used
from lms.db import db
from lms.errors import Refused


def write_out(root: Path, language: str = "en") -> dict[str, int]:
    """Writes every programme and course that is not retired, and says how many of what.

    `root` is a new or an empty folder; raises Refused where it is not, or cannot be written to.
    `language` is the installation's.
    """
    writer = _Writer(root, language)
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise Refused(_("%(folder)s is not empty. Name a new folder.", folder=str(root)))
        root.mkdir(parents=True, exist_ok=True)
        for programme in db.session.scalars(_programmes()):
            writer.programme(programme)
        for course in known.courses(_courses()).values():
            writer.course(course)
        for part in parts.PARTS.values():
            if number := part.write(writer.write):
                writer.counts[part.folder] = number
    except OSError as error:
        words = _("Nothing can be written to %(file)s.", file=str(error.filename or root))
        raise Refused(words) from None
    except stores.Lost as lost:
        raise Refused(_("The file %(name)s is missing in the store of files.", name=lost)) from None
    return dict(writer.counts)


def _programmes() -> Any:
    parts = selectinload(Programme.courses)
    wanted = select(Programme).options(parts, selectinload(Programme.organisation))
    return wanted.where(Programme.retired_at.is_(None)).order_by(Programme.slug)


def _courses() -> list[str]:
    slugs = select(Course.slug).where(Course.retired_at.is_(None)).order_by(Course.slug)
    return list(db.session.scalars(slugs))


class _Writer:
    def __init__(self, root: Path, language: str) -> None:
        self.root = root
        self.language = language
        kinds = (
            "programmes", "courses", "modules", "lessons", "assessments", "questions", "terms",
            "media",
        )  # fmt: skip
        self.counts = Counter(dict.fromkeys(kinds, 0))

    def write(self, path: list[str], file: str, text: str) -> None:
        """A file in a folder whose names come out of the database."""
        for name in path:
            if not is_slug(name):
                raise Refused(_('"%(name)s" cannot be the name of a file.', name=name))
        folder = self.root.joinpath(*path)
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / file, "w", encoding="utf-8", newline="\n") as made:
            made.write(text)

    def programme(self, programme: Programme) -> None:
        courses = [{"course": part.course.slug, "units": part.units} for part in programme.courses]
        values = {
            "title": programme.title,
            "summary": programme.summary,
            "audience": programme.audience,
            "goals": programme.goals,
            "track": programme.track,
            "organisation": programme.organisation.slug,
            "required_units": programme.required_units,
            "unit_minutes": programme.unit_minutes,
            "theme": programme.theme,
            "courses": courses,
            "policy": as_people_write(programme.policy),
            "levels": programme.levels,
        }
        self.write(["programmes"], f"{_safe(programme.slug)}.yaml", as_yaml(values))
        self.counts["programmes"] += 1

    def course(self, course: Course) -> None:
        values = {
            "title": course.title,
            "summary": course.summary,
            "language": course.language,
            "level": course.level,
            "subject": course.subject,
            "goals": course.goals,
        }
        self.write(["courses", course.slug], "course.yaml", as_yaml(values))
        self.counts["courses"] += 1
        self.glossary(course)
        bank = Bank(course)
        self.media(course, bank)
        if bank.alone:
            questions = {"questions": bank.alone}
            self.write(["courses", course.slug], "questions.yaml", as_yaml(questions))
        self.counts["questions"] += len(bank.asked)
        for module in course.modules:
            if module.retired_at is None:
                self.module(["courses", course.slug, module.slug], module, bank)

    def media(self, course: Course, bank: Bank) -> None:
        """The files of the course byte for byte; of those retired, what a lesson or a question
        still shows."""
        used = {
            name
            for module in course.modules
            for lesson in module.lessons
            for text in lesson.texts
            for name in names_used(text)
        } | bank.media()
        folder = self.root.joinpath("courses", _safe(course.slug), "media")
        for one in course.media:
            if one.retired_at is None or one.name in used:
                folder.mkdir(parents=True, exist_ok=True)
                with (
                    files.opened(one.file_id, one.size) as kept,
                    open(folder / one.name, "wb") as to,
                ):
                    shutil.copyfileobj(kept, to)
                self.counts["media"] += 1

    def glossary(self, course: Course) -> None:
        terms = {
            term.slug: said({"term": term.term, "meaning": term.meaning, "audio": term.audio})
            for term in course.terms
            if term.retired_at is None
        }
        if terms:
            self.write(["courses", course.slug], "glossary.yaml", as_yaml(terms))
            self.counts["terms"] += len(terms)

    def module(self, path: list[str], module: Module, bank: Bank) -> None:
        values = {
            "title": module.title,
            "minutes": module.minutes,
            "summary": module.summary,
            "goals": module.goals,
            "completion": module.completion,
            "dwell": as_percent(module.dwell),
        }
        self.write(path, "module.yaml", as_yaml(values))
        self.counts["modules"] += 1
        for lesson in module.lessons:
            if lesson.retired_at is None:
                self.counts["lessons"] += 1
                for text in lesson.texts:
                    name = f"{_safe(lesson.slug)}.{text.language}.md"
                    said = words_of(lesson, text, self.language)
                    self.write(path, name, as_lesson(text, said))
        for assessment in module.assessments:
            if assessment.retired_at is None:
                self.assessment(path, assessment, bank)

    def assessment(self, path: list[str], assessment: Assessment, bank: Bank) -> None:
        values = {"title": assessment.title, "kind": assessment.kind, **bank.written(assessment)}
        self.write(path, f"{_safe(assessment.slug)}.quiz.yaml", as_yaml(values))
        self.counts["assessments"] += 1


def _safe(slug: str) -> str:
    if not is_slug(slug):
        raise Refused(_('"%(name)s" cannot be the name of a file.', name=slug))
    return slug


def as_people_write(policy: policies.Policy) -> dict[str, Any]:
    """The policy with "80%" for 4/5 where that is as exact."""
    values = policies.as_dict(policy)
    for key in policies.KEYS:
        share = getattr(policy, key)
        if isinstance(share, Fraction) and (share * 100).denominator == 1:
            values[key] = as_percent(str(share))
    return values


def as_yaml(values: Mapping[str, Any]) -> str:
    """The keys that say something, in their order. Texts stay texts, whatever they look like."""
    return yaml.safe_dump(said(values), allow_unicode=True, sort_keys=False, width=100)


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, {}, [])}


def as_lesson(text: LessonText, blocks: str | None) -> str:
    """A lesson's file: its front matter, then its Markdown."""
    values = {
        "title": text.title,
        "minutes": text.minutes,
        "goals": text.goals,
        "summary": text.summary,
        "audio": text.audio,
        "blocks": blocks,
    }
    return f"---\n{as_yaml(values)}---\n\n{text.markdown}\n"
