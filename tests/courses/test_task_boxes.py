"""Boxes of a lesson in which something is handed in, found in its Markdown."""

from lms.courses.actions.publishing import Words, publish
from lms.courses.markup.tasks import tasks_in
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

!!! reflection file own-story
    No title, and a reflection takes no file.
"""


def test_each_box_has_its_key_title_and_flags():
    found = [(t["key"], t["kind"], t["title"], t["file"], t["peer"], t["place"])
             for t in tasks_in(TEXT)]  # fmt: skip
    assert found == [
        ("chain-of-five", "task", "Your chain", True, True, 1),
        ("a-figure", "reflection", "A figure", False, False, 2),
        ("own-story", "reflection", "Own story", False, False, 6),
    ]


def test_a_box_in_a_box_or_in_code_is_no_task():
    assert tasks_in('!!! note "N"\n    !!! task inside "T"\n        x\n') == []
    assert tasks_in('```\n!!! task inside "T"\n```\n') == []


def test_what_is_published_says_which_tasks_it_has(world):
    lesson = world.housing.modules[0].lessons[0]
    publish(lesson, "en", Words("First", 10, None, None, None, TEXT), by=None, now=NOW)
    text = next(one for one in lesson.texts if one.language == "en")
    keys = [task["key"] for task in text.uses["tasks"]]
    assert keys == ["chain-of-five", "a-figure", "own-story"]
    assert "Your chain" in text.blocks[1]["html"]
