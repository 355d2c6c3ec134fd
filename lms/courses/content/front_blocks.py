"""The key `blocks` of a lesson: which blocks of the source its blocks were made from. It is written
only where that does not go without saying (lms/courses/ties.py)."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _

from lms.courses import blocks, ties
from lms.courses.content import written
from lms.courses.content.fields import Fields
from lms.courses.content.problems import Problems
from lms.courses.content.reader import Reader
from lms.courses.models import Lesson, LessonText


def blocks_are_right(fields: Fields, text: written.Text) -> None:
    """Reports a key that cannot be read, or that says more or fewer blocks than the text has."""
    if text.blocks is None or text.blocks in (ties.OWN, ties.SOURCE):
        return
    count = len(blocks.split(text.markdown))
    found = ties.read(text.blocks, count)
    if found is None or len(found) != count:
        words = _(
            "Write %(source)s, %(own)s, or for each block of this text the number of the block "
            "that it translates: %(example)s. This text has %(count)s blocks.",
            source=f'"{ties.SOURCE}"',
            own=f'"{ties.OWN}"',
            example="1-3, 5*, 0, x",
            count=count,
        )
        fields.wrong("blocks", words)


def one_source(reader: Reader, texts: Iterable[written.Text]) -> None:
    """Only one language of a lesson is the one that the others are made from."""
    marked = [text for text in texts if text.blocks == ties.SOURCE]
    for text in marked[1:]:
        words = _('"%(part)s" is here twice: see "%(other)s".', part="source", other=marked[0].file)
        reader.problems.add(text.file, None, "blocks", words)


def source_of(texts: Mapping[str, written.Text], there: str | None, language: str) -> str:
    """The language of a lesson that the others are made from: the one that says so; the one that it
    was; the installation's; any."""
    marked = [lang for lang, text in texts.items() if text.blocks == ties.SOURCE]
    order = (*marked, there, language, *texts)
    return next(lang for lang in order if lang and lang in texts)


def links_said(
    text: written.Text,
    source: written.Text,
    row: LessonText | None,
    before: str,
    problems: Problems,
) -> Sequence[str | None] | None:
    """The links that a file says, or None: they follow from the texts. Where text and key are as
    they were when the file was written (`before`: what the key would have said), it says nothing
    new, and the text keeps its links: what changed is the source."""
    if text.blocks is None or text is source:
        return None
    own: list[str | None] = [None] * len(blocks.split(text.markdown))
    if row is not None and row.markdown == text.markdown and text.blocks == before:
        return row.links if len(row.links) == len(own) else None
    if text.blocks in (ties.OWN, ties.SOURCE):
        return own
    found = ties.read(text.blocks, len(own)) or []
    try:
        return ties.links_of(found, blocks.digests(source.markdown))
    except IndexError:
        words = _("The source has fewer blocks: see %(file)s.", file=source.file)
        problems.add(text.file, None, "blocks", words)
        return None


def words_of(lesson: Lesson, text: LessonText, language: str) -> str | None:
    """What the key of a published text has to say; None where it goes without saying. `language` is
    the installation's."""
    if text.language == lesson.source:
        texts = [one.language for one in lesson.texts]
        usual = language if language in texts else texts[0]
        return ties.SOURCE if usual != lesson.source else None
    return said_of(lesson, text) if not goes_without_saying(lesson, text) else None


def said_of(lesson: Lesson, text: LessonText) -> str:
    """What the key of a published text would say."""
    source = source_row(lesson)
    return ties.written(blocks.digests(source.markdown) if source else [], text.links)


def goes_without_saying(lesson: Lesson, text: LessonText) -> bool:
    source = source_row(lesson)
    if source is None:
        return True
    digests = blocks.digests(source.markdown)
    usual = ties.written(digests, blocks.tied(source.markdown, text.markdown))
    return ties.written(digests, text.links) == usual


def source_row(lesson: Lesson) -> LessonText | None:
    return next((one for one in lesson.texts if one.language == lesson.source), None)
