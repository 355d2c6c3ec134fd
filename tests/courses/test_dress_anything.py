"""Whatever an author writes is shown: whole, and with nothing in it that only we can make."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.courses import markup
from lms.courses.dress import Page, dress
from tests.courses.test_dress import COURSE, FILM, PIN, asked, shown

__all__ = ["asked"]  # a fixture

OURS = [
    '<p class="film">words</p>', '<p class="film"><a class="foreign">x</a></p>',
    '<p class="film"><a class="foreign" href="https://[x">x</a></p>',
    '<p class="film"><a class="foreign" href="https://x.org/film">x</a></p>',
    '<p class="fil&#109;"><a class="foreign">x</a></p>', "words\n{: .film }",
    '<div class="slot" data-key="a"></div>', '<div class="slot ticks"></div>',
    '<div class="admonition task" data-kind="task" data-key="a" data-flags=""></div>',
    '<ul class="checklist"><li><label class="check">x</label></li></ul>',
    '<label class="check" data-item="1">x</label>', '<a class="media" href="../media/a.mp3">x</a>',
    '<a class="term bare" data-term="pin-code">x</a>', "[x](/y){: .term data-term=pin-code }",
    '<details class="transcript">x</details>', "[x](/y){: .foreign }", "!!! note slot\n    x",
]  # fmt: skip


@pytest.mark.parametrize("written", OURS)
def test_only_the_renderer_makes_what_is_dressed(written):
    soup = shown(written, "abc", lesson_id=7, terms={"pin-code": PIN}, may_tick=True)
    assert not soup.find(["form", "input", "audio", "iframe"])
    assert not soup.select(
        ".film, .foreign, .slot, .task, .checklist, .check, .media, .term, .transcript, .btn"
    )
    assert "data-" not in str(soup)


def test_a_link_whose_address_looks_like_a_term_stays_a_link():
    assert shown('<a href="/x data-term=y">x</a>').a.text == "x"


@pytest.mark.parametrize(
    "page",
    [
        '<p class="film">words</p>', '<p class="film"><a class="foreign">x</a></p>',
        '<p class="film"><a class="foreign" href="https://[x">x</a></p>',
        '<p class="film"><a class="foreign" href="https://x.org/film">x</a></p>',
    ],
)  # fmt: skip
def test_a_page_without_what_it_needs_stays_as_it_is(page):
    """Of those that an older renderer made."""
    assert dress(page, Page("digital")) == page


PIECES = [
    *OURS, f"[f]({FILM})", "!!! video\n    ", "[[pin-code]]",
    "[[pin-code]]{: href=../media/a.mp4 }", "[x](../media/a.mp4)", "![x](../media/lock.webp)",
    "- [ ] x\n", "!!! task a\n    x", "\n\n", " ", "https://www.youtube.com",
    "[f](https://youtu.be/%5B){: .a }", "[f](https://youtu.be/a?v=&v;)", "<table>", "<tr>", "<td>",
    "</table>", "<th>a", "<div>", "</div>", "<p>", "</p>", '<a href="', '" class="film" data-term=',
    ">", "<details>", "</details>", "<b>", "<!--", "`", "| a | b |\n|---|---|\n",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=9)), max_size=12).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS)
def test_whatever_is_written_can_be_shown_in_pieces_that_are_whole(text):
    try:
        blocks = markup.render_blocks(text, "en")
    except markup.TooMuch:
        return
    for block in blocks:
        whole(block)
        for small in (False, True):
            about = {"terms": {"pin-code": PIN}, "media": COURSE, "small_data": small}
            whole(dress(block, Page("digital", lesson_id=7, **about)))


def whole(html):
    """Each element of a piece ends in it, inside the one in which it began."""
    is_open = []
    for ends, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", html):
        if ends:
            assert (is_open.pop() if is_open else "") == name, html
        elif name not in ("br", "hr", "img", "input", "track", "use"):
            is_open.append(name)
    assert not is_open, html


def test_a_table_in_a_table_scrolls_with_it():
    inner = "<table><tr><td>b</td></tr></table>"
    soup = shown(f"<table><tr><th>A</th></tr><tr><td>{inner}</td></tr></table>\n\n{inner}")
    boxes = soup.select(".scroll")
    assert [len(box.find_all("table")) for box in boxes] == [2, 1]
    assert [box["aria-label"] for box in boxes] == ["A", "1"]
