"""The key `blocks`: states of translations that do not follow from the texts alone."""

import pytest
from sqlalchemy import select

from lms.courses import blocks
from lms.courses.blocks import State, aligned
from lms.courses.content.problems import Wrong
from lms.courses.models import Lesson, LessonText
from lms.db import db
from tests.courses.content.test_export import exported, files

EN = "courses/digital/01-phone/07-ties.en.md"
SL = "courses/digital/01-phone/07-ties.sl.md"
HEAD = "---\ntitle: T\nminutes: 5\n{more}---\n\n{text}\n"


def written(*parts, blocks=None):
    more = f"blocks: {blocks}\n" if blocks else ""
    return HEAD.format(more=more, text="\n\n".join(parts))


@pytest.fixture
def tied(folder):
    folder.write(EN, written("# One", "two", "three"))
    folder.write(SL, written("# Ena", "dva", "tri"))
    folder.bring_in()
    return folder


def lesson():
    return db.session.scalars(select(Lesson).where(Lesson.slug == "07-ties")).one()


def text(language):
    found = select(LessonText).where(LessonText.language == language)
    return db.session.scalars(found.where(LessonText.lesson_id == lesson().id)).one()


def states():
    source = blocks.digests(text(lesson().source).markdown)
    other = text("sl" if lesson().source == "en" else "en")
    return [pair.state for pair in aligned(source, other.links)]


def key_of(folder, file=SL, name="out"):
    out, _counts = exported(folder, name)
    head = (out.root / file).read_text().split("---")[1]
    return next((line[8:] for line in head.split("\n") if line.startswith("blocks: ")), None)


READY, STALE = State.READY, State.STALE


def test_block_for_block_and_ready_goes_without_saying(tied):
    assert states() == [READY, READY, READY]
    assert key_of(tied) is None


def test_a_stale_block_stays_stale_in_another_database(tied, tmp_path):
    tied.write(EN, written("# One", "two, changed", "three"))
    tied.bring_in(days=1)
    assert states() == [READY, STALE, READY]
    out, _counts = exported(tied, "out")
    assert "blocks: 1, 2*, 3\n" in (out.root / SL).read_text()
    assert out.bring_in(days=2).counts()["updated"] == 0
    empty(lesson())
    out.bring_in(days=3)
    assert states() == [READY, STALE, READY]
    again, _counts = exported(out, "again")
    assert files(again.root) == files(out.root)


def empty(row):
    """As if this lesson had never been imported."""
    for one in list(row.texts):
        row.texts.remove(one)
    row.source = row.imported = None
    db.session.commit()


def test_a_key_that_nobody_touched_does_not_hide_what_changed_since(tied):
    tied.write(EN, written("# One", "two, changed", "three"))
    tied.bring_in(days=1)
    out, _counts = exported(tied, "out")
    out.write(EN, written("# One", "two, changed", "three, changed"))
    out.bring_in(days=2)
    assert states() == [READY, STALE, STALE]


def test_an_author_says_that_a_block_is_right_as_it_is(tied):
    tied.write(EN, written("# One", "two, changed", "three"))
    tied.bring_in(days=1)
    tied.write(SL, written("# Ena", "dva", "tri", blocks="1-3"))
    assert tied.bring_in(days=2).counts()["updated"] == 1
    assert states() == [READY, READY, READY]
    assert key_of(tied) is None


def test_a_text_that_stands_alone_stays_alone(tied):
    tied.write(SL, written("# Ena", "dva", "tri", blocks="own"))
    tied.bring_in(days=1)
    assert text("sl").links == [None, None, None]
    out, _counts = exported(tied, "out")
    assert "blocks: own\n" in (out.root / SL).read_text()
    assert out.bring_in(days=2).counts()["updated"] == 0
    assert text("sl").links == [None, None, None]


def test_the_language_that_others_are_made_from_is_said_where_it_is_not_the_usual_one(tied):
    tied.write(SL, written("# Ena", "dva", "tri", blocks="source"))
    tied.bring_in(days=1)
    assert (lesson().source, states()) == ("sl", [READY, READY, READY])
    out, _counts = exported(tied, "out")
    assert "blocks: source\n" in (out.root / SL).read_text()
    assert "blocks" not in (out.root / EN).read_text()
    assert out.bring_in(days=2).counts()["updated"] == 0
    empty(lesson())
    out.bring_in(days=3)
    assert (lesson().source, states()) == ("sl", [READY, READY, READY])


@pytest.mark.parametrize("key", ["1-2", "1-4", "all", "1, 2, y", '"1;2;3"'])
def test_a_key_that_does_not_fit_says_where(tied, key):
    tied.write(SL, written("# Ena", "dva", "tri", blocks=key))
    (problem,) = tied.problems()
    assert problem.startswith(f'{SL}, line 4, key "blocks": Write "source", "own", or for each')
    assert problem.endswith("This text has 3 blocks.")


def test_a_key_that_names_a_block_which_is_not_there_is_refused(tied):
    tied.write(SL, written("# Ena", "dva", "tri", blocks="1, 2, 9"))
    with pytest.raises(Wrong, match="The source has fewer blocks"):
        tied.bring_in(days=1)


def test_only_one_language_is_the_source(tied):
    tied.write(EN, written("# One", blocks="source"))
    tied.write(SL, written("# Ena", blocks="source"))
    assert [problem.split(":")[0] for problem in tied.problems()] == [SL]
