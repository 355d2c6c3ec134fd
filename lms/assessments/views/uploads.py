"""Pictures and recordings that come with a question: they become files of the course."""

from typing import NamedTuple

from flask import request
from flask_babel import gettext as _

from lms import clock
from lms.courses.actions import media as actions
from lms.courses.models import Course
from lms.courses.queries import media as found
from lms.courses.rules import media as rules
from lms.courses.rules.media import AUDIO, PICTURE, Stored
from lms.courses.rules.unfit import Unfit
from lms.questions import Problem
from lms.web import me


class Sent(NamedTuple):
    """What came for one place of a question ("options.0.picture"): ready to be kept, or why not."""

    path: str
    name: str
    file: Stored | None
    words: str = ""


def files_sent() -> list[Sent]:
    """The files of this request, ready and in the store. It needs nothing of the database."""
    chosen = [
        (name.removeprefix("file."), file)
        for name, file in request.files.items(multi=True)
        if name.startswith("file.") and file.filename
    ]
    return [_ready(path, file) for path, file in chosen]


def _ready(path, file) -> Sent:
    kind = PICTURE if path.rpartition(".")[2] == "picture" else AUDIO
    try:
        ready = rules.made_ready(file.read(), file.filename)
    except Unfit as why:
        return Sent(path, file.filename, None, str(why))
    if ready.kind != kind:
        words = _("Send a picture here.") if kind == PICTURE else _("Send a sound here.")
        return Sent(path, file.filename, None, words)
    return Sent(path, file.filename, actions.put(ready))


def kept(course: Course, sent: list[Sent]) -> tuple[dict[str, str], list[Problem]]:
    """Puts the files into the course: where each belongs and how it is called now; and what was not
    taken. The same file is kept once."""
    names, problems = {}, []
    for one in sent:
        if one.file is None:
            problems.append(Problem(one.path, f"{one.name}: {one.words}"))
            continue
        there = found.same_file(course.id, one.file.file_id)
        if there is None:
            wanted = rules.name_for(one.name, one.file)
            name = rules.free_name(wanted, found.names_taken(course.id))
            there = actions.add(course, name, one.file, by=me(), now=clock.now())
        names[one.path] = there.name
    return names, problems
