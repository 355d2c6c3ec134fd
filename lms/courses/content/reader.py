"""What every reader of a file needs: the files, the list of problems, the language."""

import re
from collections.abc import Iterable
from pathlib import Path

from flask_babel import gettext as _

from lms.courses.content.fields import Fields, is_slug
from lms.courses.content.folder import MOST_MB, Files
from lms.courses.content.problems import Problems
from lms.courses.content.tree import compose

NUMBERED = re.compile(r"([0-9]{2})-(.+)")
LONGEST_KEY = 120  # "course/module/lesson"


class Reader:
    """Reads a content folder. `language` is the installation's: of a text that names none."""

    def __init__(self, root: Path, language: str) -> None:
        self.problems = Problems()
        self.files = Files(root, self.problems)
        self.language = language

    def fields(self, file: str, most: int = MOST_MB) -> Fields | None:
        """The keys of a YAML file of up to `most` MB; None where it cannot be read (which is
        reported)."""
        text = self.files.text(file, most)
        return None if text is None else self.fields_of(file, text)

    def fields_of(self, file: str, text: str, first: int = 1) -> Fields | None:
        def complain(line: int, key: str | None, words: str) -> None:
            self.problems.add(file, line, key, words)

        node = compose(text, complain, first)
        return Fields(file, node, self.problems, self.language) if node else None

    def has(self, path: str, file: str, names: Iterable[str]) -> bool:
        """Whether a folder has the file that it must have."""
        if file in names:
            return True
        self.files.wrong(path, _("The file %(file)s is missing in this folder.", file=file))
        return False

    def numbered_twice(self, path: str, names: list[str], ending: str = "") -> None:
        """Reports modules or lessons that share their number, or their name without it."""
        seen: dict[str, str] = {}
        for name in names:
            for part in (name[:2], name[3:]):
                if part in seen:
                    words = _(
                        '"%(part)s" is here twice: see "%(other)s".', part=part, other=seen[part]
                    )
                    self.files.wrong(f"{path}/{name}{ending}", words)
                else:
                    seen[part] = name

    def too_long(self, path: str, key: str) -> None:
        if len(key) > LONGEST_KEY:
            words = _("These names are longer than %(most)s characters together.", most=LONGEST_KEY)
            self.files.wrong(path, words)


def is_numbered(name: str) -> bool:
    """Whether a name is two digits, a hyphen and a name: "02-safe-online"."""
    found = NUMBERED.fullmatch(name)
    return found is not None and is_slug(found[2]) and is_slug(name)
