"""Texts that are wrong on purpose: they cost no more than others, and get clear words.

Work is counted in calls of Python's functions: that does not depend on how busy the machine is.
"""

import sys

import pytest

from lms.courses import markup
from lms.courses.blocks import split
from lms.courses.dress import Page, dress
from lms.courses.markup import TooMuch


@pytest.fixture(autouse=True)
def asked(app):
    with app.test_request_context("/lessons/1"):
        yield


def work(function):
    """How many functions are called for an answer; a refusal is an answer."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function()
    except TooMuch:
        pass
    finally:
        sys.setprofile(before)
    return calls


def everything(text):
    """What becomes of a text: its page, its problems, what is shown."""
    html = markup.render_blocks(text, "en")
    markup.problems_of(text, html)
    markup.unknown(text, {"pin"}, {"a.webp"})
    for block in html:
        dress(block, Page("digital"), "abc")


PARTS = [
    "[[pin]] ", "[[", "[[pin|", "!!! task ", "!!! task a\n    x\n\n", "- [ ] x\n", "![](../media/",
    "![](../media/a.webp)\n\n", "[x](javascript:", "`", "``` ", "> x\n", "*a ", "_a*", "<b>",
    "</p>", "| a ", "&#x", "\\", "{: .x }", "!!! video\n    [a](https://youtu.be/a)\n\n", "[^1] ",
    "[^1]: x\n", "*[a]: b\n", "a\n: b\n", "\u202e", "<!-- ", "<img src=../media/a.webp alt=",
    "# a\n", "[a]: <", "<a href='", '" data-term="', "![a][b]\n", "<label class=check>", "\ue000",
    "a\n\n", "- x\n",
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_twice_as_much_costs_at_most_four_times_as_much(part):
    """Whatever is written again and again: nothing explodes. What grows faster than its length is
    refused where there is too much of it."""
    small, large = (work(lambda n=n: everything(part * n)) for n in (100, 200))
    assert large <= 4 * small + 2000


@pytest.mark.parametrize("part", PARTS)
def test_a_whole_file_of_it_is_answered_or_refused(part):
    text = part * (markup.MOST_BYTES // len(part.encode()))
    assert work(lambda: markup.problems(text, "en")) < 3_000_000


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] x\n" * 3000,
        "[[pin]] " * 3000,
        "> " * 10_000 + "x",
        "a\n\n" * 20_000,
        "x" * 20_000_000,
    ],
)
def test_too_much_is_said_in_words(text):
    (problem,) = markup.problems(text, "en")
    assert problem.line == 1
    assert "Make several lessons of it." in problem.words or "flatter" in problem.words


def test_a_lesson_of_the_largest_list_to_tick_is_shown():
    text = "\n".join(f"- [ ] item {number}" for number in range(900))
    (html,) = markup.render_blocks(text, "en")
    assert dress(html, Page("digital"), "abc").count("<input") == 900


def test_no_block_is_lost_whatever_is_in_it():
    text = "a\n\n!!! task\n    x\n\n<div>\n\nb\n\n</div>\n\n[[x\n\nlast"
    assert len(markup.render_blocks(text, "en")) == len(split(text))
    assert "last" in markup.render_blocks(text, "en")[-1]
