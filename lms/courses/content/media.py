"""The folder `media` of a course: its files, what lessons name of them, and their rows."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from lms import files
from lms.config import setting
from lms.courses.actions.media import fill, put
from lms.courses.content import written
from lms.courses.content.changes import Changes
from lms.courses.content.problems import Problems
from lms.courses.content.reader import Reader
from lms.courses.markup import MEDIA, unknown
from lms.courses.models import Course, Media
from lms.courses.rules.media import FOLDER, Stored, made_ready, stored, wrong_name
from lms.courses.rules.unfit import Unfit
from lms.people.models import Person

MEGABYTE = 1024 * 1024


def read_media(reader: Reader, path: str) -> list[written.Medium]:
    """The files in a course's folder `media`, by name. They are opened later (`made`)."""
    found = []
    for entry in reader.files.entries(path):
        file = f"{path}/{entry.name}"
        if entry.is_folder or not MEDIA.fullmatch(entry.name):
            words = _("Name the file with letters a to z, digits, hyphens and dots.")
            reader.files.wrong(file, words)
        elif (reader.files.root / file).stat().st_size > setting("MEDIA_MB") * MEGABYTE:
            words = _("This file is larger than %(most)s MB.", most=setting("MEDIA_MB"))
            reader.files.wrong(file, words)
        else:
            found.append(written.Medium(file, reader.files.root / file, entry.name))
    return found


def names_in_texts(problems: Problems, courses: Iterable[written.Course]) -> None:
    """Reports the files that lessons and glossaries name and the folder does not have."""
    for course in courses:
        names = {medium.name for medium in course.media}
        for text in written.Folder([], [course]).texts():
            for line, words in unknown(text.markdown, media=names):
                problems.add(text.file, text.first + line - 1, None, words)
            if is_missing(text.audio, names):
                problems.add(text.file, None, "audio", missing(text.audio))
        for term in course.terms:
            for address in (term.audio or {}).values():
                if is_missing(address, names):
                    file = f"courses/{course.slug}/glossary.yaml"
                    problems.add(file, None, term.slug, missing(address))


def is_missing(address: str | None, names: set[str]) -> bool:
    name = (address or "").removeprefix(FOLDER)
    return name != (address or "") and name not in names


def missing(address: str | None) -> str:
    return _('There is no file "%(name)s" in the folder media.', name=address)


def made(
    courses: Iterable[written.Course], there: set[tuple[str, str, str]], problems: Problems, *,
    to_keep: bool,
) -> written.Files:  # fmt: skip
    """What the files are that are not `there` (course, name, hash) as they lie in the folder;
    `to_keep`: and their bytes are put into the store. What cannot be taken goes to `problems`."""
    found: written.Files = {}
    for course in courses:
        for medium in course.media:
            content = medium.path.read_bytes()
            if (course.slug, medium.name, files.name_of(content)) in there:
                continue
            try:
                ready = made_ready(content)
                if wrong := wrong_name(medium.name, ready):
                    raise Unfit(wrong)
            except Unfit as why:
                problems.add(medium.file, None, None, str(why))
            else:
                name = (course.slug, medium.name)
                found[name] = put(ready) if to_keep else stored(ready, files.name_of)
    return found


def put_rows(
    course: written.Course, parent: Course, made: written.Files, changes: Changes,
    superseded: set[str], *, by: Person | None, now: datetime,
) -> dict[str, Media]:  # fmt: skip
    """The rows of a course's files by name; what the folder has no more is retired, but for what
    people sent in the browser. `superseded` is told the files that another came in the place of."""
    rows = {row.name: row for row in parent.media}
    kept: dict[str, Media] = {}
    for medium in course.media:
        row, file = rows.pop(medium.name, None), made.get((course.slug, medium.name))
        is_new = row is None
        if row is None:
            row = Media(name=medium.name, by_id=by and by.id, made_at=now)
        before = {row.file_id, *(size.file_id for size in row.sizes)} - {None}
        fields = put_row(row, file, now=now)
        if "file" in fields and not is_new:
            superseded |= before
            row.by_id = by.id if by else None
        if is_new:
            parent.media.append(row)
        changes.note("media", f"{course.slug}/{medium.name}", is_new=is_new, fields=fields)
        kept[medium.name] = row
    for name, row in rows.items():
        if row.by_id is None:
            changes.retire("media", f"{course.slug}/{name}", row)
        else:
            kept[name] = row
    return kept


def put_row(row: Media, file: Stored | None, *, now: datetime) -> list[str]:
    """Which fields of a row are different, and set now. No file: it is as it was."""
    fields = []
    if file and row.file_id != file.file_id:
        fill(row, file, now=now)
        fields.append("file")
    if row.retired_at is not None:
        row.retired_at = None
        fields.append("retired_at")
    return fields
