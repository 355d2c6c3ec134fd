"""One ZIP, made file by file: whatever its size, one file is in memory at a time.

The same contents in the same language give the same bytes: files in one order, their times 1980,
nothing packed smaller (what is large is packed already, and how a library packs changes with it).
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any, NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lms.evidence.exports import columns, tables
from lms.evidence.letters import coverage, readme, register
from lms.evidence.queries.contents import Contents
from lms.evidence.rules import names
from lms.evidence.rules.coverage import Sitting
from lms.evidence.rules.letterhead import pictures
from lms.files import content_of
from lms.pdf import pdf
from lms.tables import to_csv

Step = Callable[[int, int], None]  # how many files are done, of how many
File = tuple[str, Callable[[], bytes]]
Folders = Mapping[int, str]  # session -> what its files are called
BLOCK = 1024 * 1024


class Made(NamedTuple):
    """A pack that was written."""

    sha256: str
    size: int  # bytes
    files: int


@dataclass
class Manifest:
    """Size and SHA-256 of what is in the pack so far."""

    rows: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, name: str, content: bytes) -> None:
        self.rows.append((name, len(content), hashlib.sha256(content).hexdigest()))

    def as_csv(self) -> bytes:
        return to_csv(columns.MANIFEST, self.rows).encode()

    def as_text(self) -> bytes:
        """As `sha256sum -c` reads it; sizes are comments."""
        lines = (f"# {size} bytes\n{digest}  {name}\n" for name, size, digest in self.rows)
        return "".join(lines).encode()


def write(out: IO[bytes], contents: Contents, step: Step) -> Made:
    """Writes the pack into an empty file that can be read again. `step` is called after each file,
    when the bytes of scans and lists were read from the database: let go of it there."""
    found = files(contents)
    manifest = Manifest()
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for number, (name, make) in enumerate(found, 1):
            content = make()
            put(packed, name, content)
            manifest.add(name, content)
            step(number, len(found))
        summary = manifest.as_csv()
        put(packed, "manifest.csv", summary)
        manifest.add("manifest.csv", summary)
        put(packed, "manifest.txt", manifest.as_text())
    return Made(*fingerprint(out), len(found) + 2)


def put(packed: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o100644 << 16  # alike on every computer
    packed.writestr(entry, content)


def fingerprint(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of a file."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := file.read(BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def files(of: Contents) -> list[File]:
    """What is in the pack, in its order: each name, and what makes its bytes."""
    folders = folders_of(of)
    return [*papers(of), *registers(of, folders), *handed_in(of, folders)]


def papers(of: Contents) -> Iterator[File]:
    about = of.group, of.first, of.last, of.coverage
    yield "README.txt", lambda: readme.readme(*about).encode()
    rows = {
        "timetable.csv": (columns.TIMETABLE, tables.timetable),
        "trainers.csv": (columns.TRAINERS, tables.trainers),
        "presences.csv": (columns.PRESENCES, tables.presences),
        "make_up.csv": (columns.MAKE_UPS, tables.make_ups),
        "offers.csv": (columns.OFFERS, tables.offers),
        "amendments.csv": (columns.AMENDMENTS, tables.amendments),
        "seals.csv": (columns.SEALS, tables.seals),
        "coverage.csv": (columns.COVERAGE, tables.coverage),
    }
    for name, (header, table) in rows.items():
        yield name, partial(as_csv, header, table, of)
    yield "coverage.pdf", lambda: on_paper(coverage.report(*about, has_logo=bool(of.logo)), of)
    yield "gaps.csv", partial(as_csv, columns.GAPS, tables.gaps, of)


def as_csv(
    header: Sequence[str], table: Callable[[Contents], Iterable[Sequence[Any]]], of: Contents
) -> bytes:
    return to_csv(header, table(of)).encode()


def registers(of: Contents, folders: Folders) -> Iterator[File]:
    for sitting in of.coverage.held:
        name = folders[sitting.session.id]
        yield f"registers/{name}.pdf", partial(register_pdf, of, sitting)


def register_pdf(of: Contents, sitting: Sitting) -> bytes:
    """The register of one session on paper."""
    key = sitting.session.id
    corrected, sealed = of.amendments.get(key, ()), of.links.get(key, ())
    made_up: Counter[str] = Counter()
    for row in of.make_ups:
        if row.session_code == sitting.session.code:
            made_up[row.code] += row.minutes
    about = of.group, sitting, corrected, sealed, made_up
    return on_paper(register.register(*about, has_logo=bool(of.logo)), of)


def handed_in(of: Contents, folders: Folders) -> Iterator[File]:
    """Scans, then lists of meetings, session by session in the order in which they came."""
    for folder, found in (("scans", of.scans), ("lists", of.lists)):
        for sitting in of.coverage.sittings:
            of_session = folders[sitting.session.id]
            for number, row in enumerate(found.get(sitting.session.id, ()), 1):
                name = names.of_file(number, row.file_name, row.kind)
                place = f"{folder}/{of_session}/{name}"
                yield place, partial(content_of, row.file_id)


def folders_of(of: Contents) -> Folders:
    about = (sitting.session for sitting in of.coverage.sittings)
    return names.of_sessions((one.id, one.day, one.code) for one in about)


def on_paper(facts: Mapping[str, Any], of: Contents) -> bytes:
    return pdf("record", facts, pictures=pictures(of.logo))
