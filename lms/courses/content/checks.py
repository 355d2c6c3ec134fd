"""A whole content folder: read it, or say everything that is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses import markup
from lms.courses.content import media, parts, written
from lms.courses.content.courses import read_course
from lms.courses.content.fields import is_slug
from lms.courses.content.glossaries import names_in_texts
from lms.courses.content.problems import Problems, Wrong
from lms.courses.content.programmes import Names, read_programme
from lms.courses.content.quizzes import names_in_quizzes
from lms.courses.content.reader import Reader
from lms.meant import meant

FOLDERS = ("courses", "programmes")  # and those of parts.PARTS


class Demand(NamedTuple):
    """A programme's policy asks for a module, and perhaps for an assessment of it."""

    programme: str
    course: str
    module: str
    assessment: str | None = None


def read(
    root: Path,
    language: str,
    there: Names | None = None,
    demands: Iterable[Demand] = (),
    banks: Mapping[str, written.Bank] | None = None,
) -> written.Folder:
    """What the content folder `root` says.

    `language` is the installation's. `there` are the courses of the database, which a programme may
    name; `demands` what the database's programmes ask of courses; `banks` the questions, by course,
    that only the database has. Raises Wrong with every problem.
    """
    reader = Reader(root, language)
    inside = reader.files.entries()
    folders = sorted((*FOLDERS, *parts.PARTS))
    for entry in inside:
        if entry.name not in folders or not entry.is_folder:
            words = _("A content folder has these folders: %(known)s.", known=", ".join(folders))
            reader.files.wrong(entry.name, words + meant(entry.name, folders))
    here = {entry.name for entry in inside if entry.is_folder} & set(folders)
    if not here:
        reader.files.wrong(".", _("There are no courses and no programmes in this folder."))
    courses = read_courses(reader) if "courses" in here else []
    names = dict(there or {}) | {course.slug: _modules(course) for course in courses}
    names_in_texts(reader.problems, courses)
    media.names_in_texts(reader.problems, courses)
    names_in_quizzes(reader.problems, courses, banks or {})
    slugs = programme_slugs(reader) if "programmes" in here else []
    programmes = [read_programme(reader, slug, names) for slug in slugs]
    still_asked_for(reader, names, {course.slug for course in courses}, set(slugs), demands)
    others = {
        name: part.read(reader, set(slugs)) for name, part in parts.PARTS.items() if name in here
    }
    if reader.problems:
        raise Wrong(reader.problems)
    return written.Folder([programme for programme in programmes if programme], courses, others)


def read_courses(reader: Reader) -> list[written.Course]:
    courses = []
    for entry in reader.files.entries("courses"):
        if entry.is_folder and is_slug(entry.name):
            courses.append(read_course(reader, entry.name))
        else:
            words = _(
                "Each course is a folder, named with small letters a to z, digits and hyphens."
            )
            reader.files.wrong(f"courses/{entry.name}", words)
    return courses


def programme_slugs(reader: Reader) -> list[str]:
    slugs = []
    for entry in reader.files.entries("programmes"):
        slug = entry.name.removesuffix(".yaml")
        if entry.is_folder or slug == entry.name or not is_slug(slug):
            example = "digital-and-local.yaml"
            words = _('Each programme is a file with a name like "%(example)s".', example=example)
            reader.files.wrong(f"programmes/{entry.name}", words)
        else:
            slugs.append(slug)
    return slugs


def _modules(course: written.Course) -> Mapping[str, frozenset[str]]:
    return {
        module.slug: frozenset(assessment.slug for assessment in module.assessments)
        for module in course.modules
    }


def still_asked_for(
    reader: Reader, names: Names, courses: set[str], programmes: set[str], demands: Iterable[Demand]
) -> None:
    """A programme that stays as it is must not lose a module that its policy asks for."""
    for demand in demands:
        if demand.programme in programmes or demand.course not in courses:
            continue
        modules = names[demand.course]
        quizzes = modules.get(demand.module)
        gone = demand.module if quizzes is None else demand.assessment
        if quizzes is None or (gone and gone not in quizzes):
            words = _(
                '"%(gone)s" is missing. The programme "%(programme)s" in the database asks for it.',
                gone=gone,
                programme=demand.programme,
            )
            reader.files.wrong(f"courses/{demand.course}", words)


def pages(
    texts: Iterable[written.Text], tell: Callable[[int, int], None] | None = None
) -> written.Pages:
    """The pages of these texts. Raises Wrong with every text that cannot become one. `tell` is told
    how many are done, of how many."""
    problems, made, wanted = Problems(), {}, list(texts)
    for number, text in enumerate(wanted, 1):
        if tell:
            tell(number, len(wanted))
        try:
            html = markup.render_blocks(text.markdown, text.language)
        except markup.TooMuch as error:
            problems.add(text.file, text.first, None, str(error))
            continue
        made[text.language, text.markdown] = html
        for line, words in markup.problems_of(text.markdown, html):
            problems.add(text.file, text.first + line - 1, None, words)
    if problems:
        raise Wrong(problems)
    return made


def files_of(
    folder: written.Folder, there: set[tuple[str, str, str]], *, to_keep: bool
) -> written.Files:
    """What the files of the courses are, but those that are `there` as they are here (course, name,
    hash). `to_keep`: and their bytes go into the store. Raises Wrong with every one that cannot be
    taken."""
    problems = Problems()
    made = media.made(folder.courses, there, problems, to_keep=to_keep)
    if problems:
        raise Wrong(problems)
    return made


def counts(folder: written.Folder) -> dict[str, int]:
    """How many of what there are in a folder."""
    modules = [module for course in folder.courses for module in course.modules]
    return {
        "programmes": len(folder.programmes),
        "courses": len(folder.courses),
        "modules": len(modules),
        "lessons": sum(len(module.lessons) for module in modules),
        "assessments": sum(len(module.assessments) for module in modules),
        "questions": sum(len(course.questions) for course in folder.courses),
        "terms": sum(len(course.terms) for course in folder.courses),
        "media": sum(len(course.media) for course in folder.courses),
        **{name: parts.PARTS[name].count(found) for name, found in folder.others.items()},
    }


def of_others(folder: written.Folder, *, over: bool) -> Problems:
    """What the folders of packages above have that does not fit to the database."""
    problems = Problems()
    for name, found in folder.others.items():
        problems += parts.PARTS[name].problems(found, over)
    return problems
