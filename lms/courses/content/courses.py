"""Reading a course: its folder, its modules, their lessons and assessments."""

import re
from dataclasses import replace

from flask_babel import gettext as _

from lms.courses import markup
from lms.courses.content import written
from lms.courses.content.fields import Fields, is_language
from lms.courses.content.front_blocks import blocks_are_right, one_source
from lms.courses.content.glossaries import read_glossary
from lms.courses.content.media import read_media
from lms.courses.content.quizzes import ENDING, read_assessment, read_bank
from lms.courses.content.reader import Reader, is_numbered
from lms.courses.words import SUBJECTS
from lms.meant import meant

GLOSSARY, BANK, MEDIA = "glossary.yaml", "questions.yaml", "media"
FILES = ("course.yaml", GLOSSARY, BANK)
COMPLETIONS = ("lessons", "attendance", "trainer")
_LESSON = re.compile(r"(.+)\.([^.]+)\.md")
_AUDIO = re.compile(r"https://[^\s\"'<>]+|(?:\.\./media/|/)?(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)+")


def missing_title() -> str:
    return _("This key is missing. Write a title.")


def read_course(reader: Reader, slug: str) -> written.Course:
    """The course in `courses/<slug>/`. What is wrong is reported, the rest still read."""
    path = f"courses/{slug}"
    names: list[str] = []
    modules: list[str] = []
    for entry in reader.files.entries(path):
        if entry.is_folder and is_numbered(entry.name):
            modules.append(entry.name)
        elif entry.is_folder and entry.name == MEDIA:
            names.append(entry.name)
        elif entry.is_folder:
            example = "01-first-steps"
            words = _(
                'Name a module by two digits, a hyphen and a name: "%(example)s".', example=example
            )
            reader.files.wrong(f"{path}/{entry.name}", words)
        elif entry.name not in FILES:
            words = _("This file has no place here.") + meant(entry.name, FILES)
            reader.files.wrong(f"{path}/{entry.name}", words)
        else:
            names.append(entry.name)
    reader.numbered_twice(path, modules)
    there = reader.has(path, "course.yaml", names)
    fields = reader.fields(f"{path}/course.yaml") if there else None
    inside = [read_module(reader, slug, name) for name in modules]
    terms = read_glossary(reader, f"{path}/{GLOSSARY}") if GLOSSARY in names else []
    media = read_media(reader, f"{path}/{MEDIA}") if MEDIA in names else []
    bank = read_bank(reader, f"{path}/{BANK}") if BANK in names else []
    return replace(_course(slug, fields, inside, terms), media=media, bank=bank)


def _course(
    slug: str, fields: Fields | None, modules: list[written.Module], terms: list[written.Term]
) -> written.Course:
    if fields is None:
        return written.Course(slug, {}, None, None, None, None, modules, terms)
    course = written.Course(
        slug=slug,
        title=fields.texts("title", missing_title()) or {},
        summary=fields.texts("summary", most=5000),
        language=fields.a_language("language"),
        level=fields.text("level", most=40),
        goals=fields.lists("goals"),
        modules=modules,
        terms=terms,
        subject=fields.choice("subject", SUBJECTS),
    )
    fields.end()
    return course


def read_module(reader: Reader, course: str, slug: str) -> written.Module:
    """The module in `courses/<course>/<slug>/`."""
    path = f"courses/{course}/{slug}"
    names, lessons, quizzes = [], [], []
    for entry in reader.files.entries(path):
        if entry.name == "module.yaml" and not entry.is_folder:
            names.append(entry.name)
        elif entry.name.endswith(ENDING) and not entry.is_folder:
            quizzes.append(entry.name)
        elif entry.name.endswith(".md") and not entry.is_folder:
            lessons.append(entry.name)
        else:
            known = ("module.yaml", "01-name.en.md", "name.quiz.yaml")
            words = _("This has no place here. A module has: %(known)s.", known=", ".join(known))
            reader.files.wrong(f"{path}/{entry.name}", words)
    there = reader.has(path, "module.yaml", names)
    fields = reader.fields(f"{path}/module.yaml") if there else None
    assessments = [read_assessment(reader, path, name) for name in quizzes]
    return _module(slug, fields, read_lessons(reader, path, lessons), assessments)


def _module(
    slug: str,
    fields: Fields | None,
    lessons: list[written.Lesson],
    assessments: list[written.Assessment],
) -> written.Module:
    if fields is None:
        return written.Module(slug, {}, None, None, None, "lessons", None, lessons, assessments)
    module = written.Module(
        slug=slug,
        title=fields.texts("title", missing_title()) or {},
        minutes=fields.minutes("minutes", required=False),
        summary=fields.texts("summary", most=5000),
        goals=fields.lists("goals"),
        completion=fields.choice("completion", COMPLETIONS) or "lessons",
        dwell=_dwell(fields),
        lessons=lessons,
        assessments=assessments,
    )
    fields.end()
    return module


def _dwell(fields: Fields) -> str | None:
    share = fields.share("dwell")
    return None if share == "0" else share


def read_lessons(reader: Reader, path: str, names: list[str]) -> list[written.Lesson]:
    """The lessons of a module out of its files `<NN-lesson>.<lang>.md`, in their order."""
    lessons: dict[str, dict[str, written.Text]] = {}
    for name in names:
        file = f"{path}/{name}"
        found = _LESSON.fullmatch(name)
        if not found or not is_numbered(found[1]):
            words = _('Name a lesson by number, name and language: "%(e)s".', e="01-hello.en.md")
            reader.files.wrong(file, words)
        elif not is_language(found[2]):
            words = _(
                'There is no language "%(code)s". Use a code such as %(examples)s.',
                code=found[2],
                examples="en, sl, ar, fa-AF",
            )
            reader.files.wrong(file, words)
        else:
            texts = lessons.setdefault(found[1], {})
            if text := read_text(reader, file, found[2]):
                texts[found[2]] = text
    reader.numbered_twice(path, list(lessons))
    for slug in lessons:
        reader.too_long(path, f"{path.removeprefix('courses/')}/{slug}")
    for texts in lessons.values():
        one_source(reader, texts.values())
    return [written.Lesson(slug, texts) for slug, texts in lessons.items()]


def read_text(reader: Reader, file: str, language: str) -> written.Text | None:
    """One lesson in one language: its front matter between two lines "---", then its Markdown."""
    text = reader.files.text(file)
    if text is None:
        return None
    head, *lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if head.rstrip() != "---" or not ends:
        words = _('Begin with a line "---", then title and minutes, then a line "---" again.')
        reader.problems.add(file, 1, None, words)
        return None
    front, body = lines[: ends[0]], lines[ends[0] + 1 :]
    fields = reader.fields_of(file, "\n".join(front), first=2)
    markdown = "\n".join(body).strip("\n").rstrip()
    first = ends[0] + 3 + next((n for n, line in enumerate(body) if line.strip()), 0)
    if not markdown.strip():
        reader.problems.add(file, first, None, _("This lesson has no text."))
    try:
        markup.refuse_too_much(markdown)
    except markup.TooMuch as error:
        reader.problems.add(file, first, None, str(error))
    return _text(fields, file, language, markdown, first) if fields else None


def _text(fields: Fields, file: str, language: str, markdown: str, first: int) -> written.Text:
    text = written.Text(
        file=file,
        first=first,
        language=language,
        title=fields.text("title", missing_title()) or "",
        minutes=fields.minutes("minutes", required=True) or 0,
        goals=fields.list_of_texts("goals"),
        summary=fields.text("summary", most=5000),
        audio=fields.text("audio"),
        markdown=markdown,
        blocks=fields.text("blocks", most=5000),
    )
    blocks_are_right(fields, text)
    if text.audio and not _AUDIO.fullmatch(text.audio):
        fields.wrong("audio", _("Write the address of a sound file, without spaces."))
    fields.end()
    return text
