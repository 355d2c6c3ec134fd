"""The files of a content folder: which there are, and what they say as text."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses.content.problems import Problems
from lms.courses.content.tree import unprintable

MOST_MB = 1  # of one file, where nothing else is said
LEFT_ALONE = {"README.md", "LICENSE", "LICENSE.md"}


class Entry(NamedTuple):
    name: str
    is_folder: bool


class Files:
    """What lies in a content folder. Paths are relative to it, with "/"."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self.inside = os.path.realpath(root)
        self.problems = problems

    def entries(self, path: str = "") -> list[Entry]:
        """The files and folders of a folder, by name. Hidden ones and notes for authors are left
        out; links that lead outside are reported and left out."""
        try:
            names = sorted(os.listdir(self.root / path))
        except OSError:
            self.wrong(path or ".", _("This folder cannot be opened."))
            return []
        found = []
        for name in names:
            if name.startswith(".") or name in LEFT_ALONE:
                continue
            there = f"{path}/{name}" if path else name
            if not self.is_inside(there):
                self.wrong(there, _("This link leads outside the folder."))
            else:
                found.append(Entry(name, (self.root / there).is_dir()))
        return found

    def is_inside(self, path: str) -> bool:
        target = os.path.realpath(self.root / path)
        return target.startswith(self.inside + os.sep)

    def text(self, path: str, most: int = MOST_MB) -> str | None:
        """What a file says, its lines ended by new lines alone; or None, and why is reported."""
        file = self.root / path
        try:
            if not file.is_file():
                raise OSError
            if file.stat().st_size > most * 1_000_000:
                self.wrong(path, _("This file is larger than %(most)s MB.", most=most))
                return None
            raw = file.read_bytes()
        except OSError:
            self.wrong(path, _("This file cannot be opened."))
            return None
        return self.decoded(path, raw)

    def decoded(self, path: str, raw: bytes) -> str | None:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            words = _("This is not UTF-8. Save the file with the encoding UTF-8.")
            self.problems.add(self.shown(path), raw[: error.start].count(b"\n") + 1, None, words)
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if unprintable(text):
            line = next(n for n, line in enumerate(text.split("\n"), 1) if unprintable(line))
            words = _("There is a control character here. Take it out.")
            self.problems.add(self.shown(path), line, None, words)
            return None
        return text

    def wrong(self, path: str, words: str) -> None:
        self.problems.add(self.shown(path), None, None, words)

    @staticmethod
    def shown(path: str) -> str:
        """A path as it can be printed, whatever bytes its name has."""
        clean = path.encode("utf-8", "replace").decode()
        return re.sub(r"[\x00-\x1f\x7f]", "?", clean)
