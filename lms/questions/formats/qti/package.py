"""A package (zip) from strangers, read in memory: nothing is ever unpacked onto the disk."""

import io
import posixpath
import re
import stat
import zipfile
import zlib
from urllib.parse import unquote

from flask_babel import gettext as _

from lms.questions.formats.found import Unreadable

MOST_FILES, MOST_BYTES, MOST_OF_ONE = 20_000, 300 * 1024 * 1024, 100 * 1024 * 1024
ENCRYPTED = 0x1
ENTRY = b"PK\x01\x02"  # how each line of a zip's list begins
DRIVE = re.compile(r"[A-Za-z]:")


class Package:
    """The files of a package by their names. Raises Unreadable where it is no zip, where a name
    leads out of it or stands there twice, and where it would unpack to far more than it is."""

    def __init__(self, content: bytes) -> None:
        if content.count(ENTRY) > 2 * MOST_FILES:  # before their list takes any memory
            raise Unreadable(_too_large())
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
            raise Unreadable(_("This package is damaged: it cannot be unpacked.")) from None
        self.entries: dict[str, zipfile.ZipInfo] = {}
        entries = [entry for entry in self.zip.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_FILES or size > MOST_BYTES:
            raise Unreadable(_too_large())
        for entry in entries:
            self.entries[self._checked(entry)] = entry
        self.left = MOST_BYTES

    def _checked(self, entry: zipfile.ZipInfo) -> str:
        """The name of an entry, which has to lie within the package and be the only one."""
        name = posixpath.normpath(entry.filename)
        shown = entry.filename[:80]
        if DRIVE.match(name) or "\\" in name or name.startswith(("/", "..")):
            raise Unreadable(_('The name "%(name)s" leads out of the package.', name=shown))
        if name in self.entries:
            raise Unreadable(_('"%(name)s" is in this package twice.', name=shown))
        if entry.flag_bits & ENCRYPTED:
            raise Unreadable(_("This package has a password. Make one without."))
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unreadable(_('"%(name)s" is only a link to another file.', name=shown))
        return name

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none. However much an entry claims to be, no
        more is unpacked than the package may have in all."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        most = min(self.left, MOST_OF_ONE)
        try:
            with self.zip.open(entry) as file:
                content = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
            raise Unreadable(_('"%(name)s" in this package is damaged.', name=name[:80])) from None
        if len(content) > most:
            raise Unreadable(_too_large())
        self.left -= len(content)
        return content

    def near(self, file: str, href: str) -> str | None:
        """The name of the file that `href` means in another file; None where it leads out."""
        path = unquote(href.partition("#")[0].partition("?")[0])
        name = posixpath.normpath(posixpath.join(posixpath.dirname(file), path.lstrip("/")))
        return None if name.startswith("..") else name


def _too_large() -> str:
    return _("This package would be too large when it is unpacked.")
