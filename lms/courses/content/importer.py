"""A content folder into the database: all of it or nothing, and only what changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from lms import files as stored
from lms.courses import actions
from lms.courses.content import checks, conflicts, known, parts, written
from lms.courses.content.changes import Changes
from lms.courses.content.course_rows import CourseRows
from lms.courses.content.problems import Wrong
from lms.courses.content.programme_rows import ProgrammeRows
from lms.courses.models import Course, Programme
from lms.db import db
from lms.people import actions as people
from lms.people.models import Organisation, Person


def prepare(
    root: Path,
    there: known.There,
    *,
    language: str,
    again: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> written.Pages:
    """The pages that an import will need. They take time to make, and no database: with them at
    hand, `bring_in` keeps others waiting for a moment only. `tell` is told how many are done, and
    of how many. Raises Wrong with every problem."""
    texts = checks.read(root, language, there.names, there.demands, there.banks).texts()
    new = [text for text in texts if again or (text.language, text.markdown) not in there.texts]
    return checks.pages(new, tell)


def prepare_files(
    root: Path, there: known.There, *, language: str, to_keep: bool = True
) -> written.Files:
    """The files of the courses that are new or different, made ready; `to_keep`: and their bytes
    put into the store. It takes time, too. Raises Wrong with every problem."""
    folder = checks.read(root, language, there.names, there.demands, there.banks)
    return checks.files_of(folder, there.media, to_keep=to_keep)


def bring_in(
    root: Path,
    *,
    language: str,
    by: Person | None,
    now: datetime,
    pages: written.Pages | None = None,
    files: written.Files | None = None,
    again: bool = False,
    over: bool = False,
) -> Changes:
    """Imports the content folder `root`, and says what it did. The commit is the caller's.

    `language` is the installation's. What is in the folder is created or updated; what a course or
    a programme of the folder no longer has is retired, and what people did with it stays. Courses
    and programmes that are not in the folder are left alone, and so is what only the browser has.
    `again` makes every page anew; `pages` are those that `prepare` has made, `files` those of
    `prepare_files`. What people changed in the browser is a problem where the folder says something
    else, unless the folder is to go `over` it: their texts stay versions, their other words stay in
    the history.
    Raises Wrong with every problem, before anything is sent to the database.
    """
    folder = checks.read(root, language, known.names(), known.demands(), known.banks())
    if wrong := checks.of_others(folder, over=over):
        raise Wrong(wrong)
    if files is None:
        files = checks.files_of(folder, known.media(), to_keep=True)
    changes = Changes(now)
    with db.session.no_autoflush:
        there = known.programmes([programme.slug for programme in folder.programmes])
        rows = CourseRows(changes, language, pages or {}, files, by=by, again=again)
        courses = put_courses(folder, rows, there, over=over)
        programmes = put_programmes(folder, changes, courses, there)
    for name, found in folder.others.items():
        parts.PARTS[name].put(found, changes, by)
    changes.record(by=by)
    tell_the_figures(changes, programmes, courses)
    for name in rows.superseded:
        stored.forget(name)
    return changes


def put_courses(
    folder: written.Folder, rows: CourseRows, programmes: Mapping[str, Programme], *, over: bool
) -> dict[str, Course]:
    """The courses. `programmes` are those of the folder that are there already: first it is seen
    that neither goes over what somebody made here."""
    there = known.courses([course.slug for course in folder.courses])
    rows.versions = known.newest_versions(conflicts.ids(there))
    rows.questions = known.questions(conflicts.ids(there))
    if not over:
        was = conflicts.Was(rows.versions, rows.questions, rows.files)
        found = conflicts.found(folder, there, programmes, was)
        if found:
            raise Wrong(found)
    courses = {course.slug: rows.put(course, there.get(course.slug)) for course in folder.courses}
    if rows.problems:
        raise Wrong(rows.problems)
    return courses


def put_programmes(
    folder: written.Folder,
    changes: Changes,
    courses: Mapping[str, Course],
    there: Mapping[str, Programme],
) -> list[Programme]:
    named = {slug for programme in folder.programmes for slug, _units in programme.courses}
    elsewhere = known.courses_alone(named - courses.keys())
    homes = organisations({programme.organisation for programme in folder.programmes}, changes)
    rows = ProgrammeRows(changes, homes, {**elsewhere, **courses})
    programmes = [rows.put(p, there.get(p.slug)) for p in folder.programmes]
    db.session.flush()
    rows.keep_policies()
    rows.retire_left(courses)
    return programmes


def organisations(slugs: set[str], changes: Changes) -> dict[str, Organisation]:
    """The organisations by slug. Who is not known yet is created, and the account says so."""
    changes.organisations = sorted(slugs - known.organisations(slugs))
    return {slug: people.organisation(slug) for slug in sorted(slugs)}


def tell_the_figures(
    changes: Changes, programmes: list[Programme], courses: Mapping[str, Course]
) -> None:
    """Every figure that depends on what changed is counted anew."""
    db.session.flush()
    changed = {change.key.split("/")[0] for change in changes.listed if change.kind != "programme"}
    own = {change.key for change in changes.listed if change.kind == "programme"}
    actions.touch(
        programmes=[row.id for row in programmes if row.slug in own],
        courses=[row.id for slug, row in courses.items() if slug in changed],
    )
