"""Pictures and sounds that questions name, as pages load them."""

from collections.abc import Iterable

from lms.courses.markup import media_name
from lms.courses.models import Media
from lms.courses.queries import media_named
from lms.questions import Face, Question


def media_of(course_id: int, questions: Iterable[Question]) -> dict[str, Media]:
    """By what a question says ("../media/lock.webp"), the media of its prompt and of what can be
    chosen. One query; none where nothing is named."""
    named = {one for question in questions for face in faces(question) for one in files(face)}
    names = {one: media_name(one) or "" for one in named}
    found = media_named(course_id, set(names.values()))
    return {one: found[name] for one, name in names.items() if name in found}


def faces(question: Question) -> Iterable[Face]:
    yield question.prompt
    for option in (*question.options, *question.extra):
        yield option.face
    for pair in question.pairs:
        yield pair.left
        yield pair.right


def files(face: Face) -> Iterable[str]:
    if face.picture:
        yield face.picture
    yield from face.audio.values()
