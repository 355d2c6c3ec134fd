"""Boxes of a lesson in which something is handed in, found in its Markdown."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.courses import markup
from lms.courses.actions.publishing import Words, publish
from tests.cast import NOW

TEXT = """Words.

!!! task file peer chain-of-five "Your chain"
    Hand in the chain.

    A second paragraph.

!!! reflection a-figure "A figure"
    Write.

!!! note "No task"
    Nothing.

!!! task peer
    Without a key.

!!! task chain-of-five "Again"
    The same key.

!!! reflection own-story
    No title.

!!! reflection file my-story
    A reflection takes no file: this is a box to read.

!!! task extra other-key
    Nobody knows this flag.

!!! task SHOUTED "Small"
    Keys are in small letters.
"""


@pytest.fixture(autouse=True)
def words(app):
    """The words of boxes come out of the catalogues."""


def tasks_of(markdown):
    return markup.uses(markdown, "en")["tasks"]


def test_each_box_has_its_key_title_and_flags():
    found = [(t["key"], t["kind"], t["title"], t["file"], t["peer"], t["place"])
             for t in tasks_of(TEXT)]  # fmt: skip
    assert found == [
        ("chain-of-five", "task", "Your chain", True, True, 1),
        ("a-figure", "reflection", "A figure", False, False, 2),
        ("own-story", "reflection", "Own story", False, False, 6),
        ("shouted", "task", "Small", False, False, 9),
    ]


def test_a_box_in_a_box_or_in_code_is_no_task():
    assert tasks_of('!!! note "N"\n    !!! task inside "T"\n        x\n') == []
    assert tasks_of('```\n!!! task inside "T"\n```\n') == []


LINES = st.lists(
    st.sampled_from(
        ["!!! task a", "!!! task file peer b-c", "!!! task extra a", "!!! reflection file a",
         '!!! reflection A "T"', "!!! task a b", "!!! task file", "!!! Task  a", "!!!task a",
         '!!! task a "T" x', "    words", "words", "", "", "- x", "```", "<div>", "</div>", "> x"]
    ),
    max_size=12,
).map("\n".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(LINES)
def test_the_tasks_of_a_text_are_those_that_its_page_has_a_place_for(text):
    page = markup.render_blocks(text, "en")
    shown = [
        (slot["data-key"], place)
        for place, block in enumerate(page)
        for slot in BeautifulSoup(block, "html.parser").select("div.slot[data-key]")
    ]
    assert [(task["key"], task["place"]) for task in markup.uses_of(text, page)["tasks"]] == shown


def test_what_is_published_says_which_tasks_it_has(world):
    lesson = world.housing.modules[0].lessons[0]
    publish(lesson, "en", Words("First", 10, None, None, None, TEXT), by=None, now=NOW)
    text = next(one for one in lesson.texts if one.language == "en")
    keys = [task["key"] for task in text.uses["tasks"]]
    assert keys == ["chain-of-five", "a-figure", "own-story", "shouted"]
    assert "Your chain" in text.blocks[1]["html"]
