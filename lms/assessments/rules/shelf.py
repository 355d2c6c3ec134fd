"""Pictures and sounds of questions that are brought in: into the media of the course.

A file that the course has already keeps its name there; another file of the same name gets a name
that is free.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from lms import files
from lms.courses.rules import media as rules
from lms.courses.rules.media import AUDIO, FOLDER, PICTURE, Ready
from lms.courses.rules.unfit import Unfit
from lms.questions import media_in

FITS = PICTURE, AUDIO
PLACES = "picture", "audio"  # keys of a question that name files


@dataclass
class Shelf:
    """The media of a course while questions are brought in. `names`: every name that is taken;
    `by_content`: by the SHA-256 of a file, its name. `new`: files to be added, by their names.
    `keep` names bytes, and may put them into the store."""

    names: set[str]
    by_content: dict[str, str]
    keep: Callable[[bytes], str] = files.name_of
    new: dict[str, rules.Stored] = field(default_factory=dict)
    _known: dict[str, str | Unfit] = field(default_factory=dict)

    def place(self, name: str, content: bytes) -> str:
        """The name under which the course has a file from now on. Raises Unfit."""
        of = files.name_of(content)
        if of not in self._known:
            try:
                self._known[of] = self.by_content.get(of) or self._added(name, content)
            except Unfit as why:
                self._known[of] = why
        found = self._known[of]
        if isinstance(found, Unfit):
            raise found
        return found

    def _added(self, name: str, content: bytes) -> str:
        ready: Ready = rules.made_ready(content, name)
        if ready.kind not in FITS:
            raise Unfit(_("It is neither a picture nor a sound."))
        made = rules.stored(ready, self.keep)
        if there := self.by_content.get(made.file_id):
            return there
        found = rules.free_name(rules.name_for(name, made), self.names)
        self.names.add(found)
        self.by_content[made.file_id] = found
        self.new[found] = made
        return found


def settled(
    plain: Mapping[str, Any], given: Mapping[str, bytes], shelf: Shelf
) -> tuple[dict[str, Any], list[str]]:
    """A question with its media as the course has them, and what had to be left out."""
    said: list[str] = []
    names: dict[str, str | None] = {}
    for address in media_in(plain):
        name = address.removeprefix(FOLDER)
        names[address] = None
        if name in given:
            try:
                names[address] = FOLDER + shelf.place(name, given[name])
            except Unfit as why:
                said.append(_("%(name)s was left out: %(why)s", name=name, why=why))
        elif name in shelf.names:
            names[address] = address
        else:
            said.append(_("%(name)s was left out: the course has no such file.", name=name))
    return _renamed(plain, names, shows=False), said


def _renamed(value: Any, names: Mapping[str, str | None], *, shows: bool) -> Any:
    """Plain values with other addresses of files; those without one are taken out. `shows`: it
    stands where files are named, not where people read."""
    if isinstance(value, Mapping):
        made = {
            key: _renamed(one, names, shows=shows or key in PLACES) for key, one in value.items()
        }
        return {key: one for key, one in made.items() if one is not None and one != {}}
    if isinstance(value, list | tuple):
        return [_renamed(one, names, shows=shows) for one in value]
    return names.get(value, value) if shows and isinstance(value, str) else value
