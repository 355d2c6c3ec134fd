"""What a text can name: pictures, sound, films, files, terms, tasks, lists to tick."""

import pytest
from bs4 import BeautifulSoup

from lms.courses import markup


@pytest.fixture(autouse=True)
def words(app):
    """The words of boxes come out of the catalogues."""


def page(markdown, lang="en"):
    return BeautifulSoup(markup.render(markdown, lang), "html.parser")


def wrong(markdown, **known):
    return [(one.line, one.words) for one in markup.problems(markdown, "en", **known)]


def test_a_picture_of_the_course_stands_with_its_words_and_its_caption():
    figure = page('![A lock](../media/lock.webp "The lock of my phone")').figure
    assert figure["class"] == ["picture"]
    assert figure.img.attrs == {"src": "../media/lock.webp", "alt": "A lock"}
    assert figure.figcaption.text == "The lock of my phone"


def test_a_picture_among_words_stays_among_them():
    paragraph = page("Tap ![the wheel](../media/wheel.webp) twice.").p
    assert (paragraph.text, paragraph.img["alt"]) == ("Tap  twice.", "the wheel")


def test_a_picture_that_shows_nothing_says_so():
    image = page("![](../media/leaf.webp){: .decorative }").img
    assert (image["alt"], image["class"]) == ("", ["decorative"])


@pytest.mark.parametrize(
    "written",
    [
        "<img src='https://x.org/a.png' alt=a>",
        "<img src='../media/../a.png' alt='>'>",
        "<img alt='a' onerror='x'>",
        "<img src='//x.org/../media/a.png'>",
    ],
)
def test_no_other_picture_is_loaded(written):
    assert page(f"a {written} b").find("img") is None


def test_a_link_to_a_file_says_how_it_stands():
    soup = page(
        "[Listen](../media/a.mp3)\n\nSay it. [Listen](../media/b.mp3)\n\nSee [c](../media/c.pdf)."
    )
    assert [link["class"] for link in soup.find_all("a")] == [
        ["media", "alone"], ["media", "last"], ["media"],
    ]  # fmt: skip


def test_a_film_stands_first_with_its_captions_and_its_transcript_is_to_be_opened():
    box = page(
        '!!! video "Lock it"\n    [Film](../media/lock.mp4)\n    [Captions](../media/lock.sl.vtt)\n'
        "\n    First you **press**.\n"
    ).div
    assert [part.name for part in box.find_all(recursive=False)] == ["p", "p", "details"]
    assert [link["href"] for link in box.find(class_="film").find_all("a")] == [
        "../media/lock.mp4", "../media/lock.sl.vtt",
    ]  # fmt: skip
    assert box.details.summary.text == "What is said and shown"
    assert box.details.p.text == "First you press."


def test_a_film_from_elsewhere_is_known_by_its_host():
    soup = page("!!! video\n    [Film](https://www.youtube.com/watch?v=abc)")
    assert soup.find("a", class_="foreign")["href"] == "https://www.youtube.com/watch?v=abc"
    assert page("!!! video\n    [Film](https://x.org/film)").find("a", class_="foreign") is None
    assert page("!!! video\n    [x](http://youtube.com/1)").find("a", class_="foreign") is None


def test_a_term_is_a_link_that_the_page_completes():
    bare, worded = page("The [[pin-code]] and [[pin-code|your *PIN*]].").find_all("a")
    assert (bare["data-term"], bare["class"], bare.text) == (
        "pin-code",
        ["term", "bare"],
        "pin code",
    )
    assert (worded["class"], worded.text, worded.em.text) == (["term"], "your PIN", "PIN")


def test_a_term_stands_in_tables_too_and_not_in_code():
    soup = page("| a |\n|---|\n| [[pin\\|PIN]] |\n\n`[[pin]]` \\[[pin]]")
    assert [link.text for link in soup.find_all("a")] == ["PIN"]
    assert soup.code.text == "[[pin]]"


def test_a_task_has_its_key_its_flags_and_a_slot():
    box = page('!!! task file peer my-street "My street"\n    Look.').div
    assert (box["data-kind"], box["data-key"], box["data-flags"]) == (
        "task", "my-street", "file peer",
    )  # fmt: skip
    assert (box["id"], box["class"]) == ("text-en-task-my-street", ["admonition", "task"])
    assert box.find(class_="slot")["data-key"] == "my-street"


def test_only_the_first_task_of_a_key_can_be_answered():
    soup = page('!!! task a "A"\n    1\n\n!!! reflection a "B"\n    2\n\n!!! task "C"\n    3')
    assert [box["data-key"] for box in soup.find_all(class_="slot")] == ["a"]
    assert len(soup.find_all(class_="task")) == 3


def test_the_items_of_a_list_to_tick_are_numbered_in_their_block():
    first, second = markup.render_blocks(
        "- [ ] take **it**\n    - [x] turn it\n- no box\n\ntext\n\n1. [ ] again", "en"
    )[::2]
    soup = BeautifulSoup(first, "html.parser")
    assert [(label["data-item"], label.text) for label in soup.find_all("label")] == [
        ("1", "take it"), ("2", "turn it"),
    ]  # fmt: skip
    assert soup.find_all(True)[-1]["class"] == ["slot", "ticks"]
    assert 'data-item="1"' in second


@pytest.mark.parametrize(
    ("box", "title"),
    [
        ("steps", "Step by step"), ("think", "Think about it"), ("video", "Film"),
        ("task a", "Task"), ("reflection a", "Reflection"),
    ],
)  # fmt: skip
def test_every_box_has_a_title(box, title):
    assert page(f"!!! {box}\n    x").find(class_="admonition-title").text == title


def test_what_a_text_uses_is_told():
    uses = markup.uses(
        "![a](../media/a.webp) [b](../media/b.mp3) [again](../media/b.mp3) [[pin]] [[pin|x]]\n\n"
        '!!! task file tell "Tell & *show*"\n    x\n\n!!! reflection peer\n    no key\n\n'
        "!!! video\n    [x](https://vimeo.com/1)\n\n```\n[[not]] ![](../media/not.png)\n```",
        "en",
    )
    assert uses == {
        "media": ["a.webp", "b.mp3"],
        "terms": ["pin"],
        "films": ["https://vimeo.com/1"],
        "tasks": [
            {
                "key": "tell",
                "kind": "task",
                "file": True,
                "peer": False,
                "title": "Tell & *show*",
                "place": 1,
            },
        ],
    }


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        ("a\n\n![](../media/a.webp)", 3, "Say in words what this picture shows"),
        ("a\n\n![ ](../media/a.webp 'x')\n", 3, "Say in words what this picture shows"),
        ("![][p]\n\n[p]: ../media/a.webp", 1, "Say in words what this picture shows"),
        ("a\nb [x](javascript:alert(1))", 2, 'A link cannot begin with "javascript:"'),
        ("<a href='vbscript:x'>x</a>", 1, 'A link cannot begin with "vbscript:"'),
        ('a\n\n!!! task "T"\n    x', 3, "This task needs a key"),
        ("!!! task file\n    x", 1, "This task needs a key"),
        ("!!! task a\n    x\n\n!!! reflection a\n    x", 4, 'The key "a" is here twice.'),
        ("!!! task fiel a\n    x", 1, '"fiel" is not known here. Did you mean "file"?'),
        ("!!! reflection file a\n    x", 1, '"file" is not known here.'),
        ("!!! task a_b\n    x", 1, "Use small letters a to z, digits and hyphens."),
        ("!!! warnign\n    x", 1, 'There is no box "warnign". Did you mean "warning"?'),
        ("!!! video\n    [x](https://x.org)", 1, "This box has no film."),
        ("a [[Pin Code]]", 1, "Write the short name of a term"),
        ("a \u202etxt.exe", 1, "A hidden sign turns the words round here."),
        ("a\nb \u2067c", 2, "A hidden sign changes the direction here and is not closed."),
        (">" * 50 + "x", 1, "Quotes, lists or elements stand too deep"),
        ("x" * 300_000, 1, "This text is longer than 200 KB."),
    ],
)  # fmt: skip
def test_an_author_is_told_what_to_mend_and_where(written, line, words):
    found = wrong(written)
    assert [place for place, _said in found] == [line]
    assert found[0][1].startswith(words)


@pytest.mark.parametrize(
    "written",
    [
        "```\n!!! taks\n[x](javascript:1) [[A B]]\n```",
        "`[[A B]]` `[x](javascript:1)`",
        "name \u2067שלום\u2069 and \u202bשלום\u202c",
        "![](https://x.org/a.png)",
        "![](../media/a.webp){: .decorative }",
        '!!! task file peer a "x"\n    y',
    ],
)
def test_what_is_right_is_not_complained_about(written):
    assert wrong(written) == []


def test_names_are_looked_up_where_they_are_known():
    text = "The [[pin-cod]].\n\nmore\n[a](../media/a.mp3) ![b](../media/b.webp)"
    assert wrong(text, terms={"pin-code"}, media={"a.mp3"}) == [
        (1, 'There is no term "pin-cod" in the glossary. Did you mean "pin-code"?'),
        (4, 'There is no file "../media/b.webp" in this course.'),
    ]


@pytest.mark.parametrize(
    ("markdown", "notes"),
    [
        ("One.\n\nTwo.\n\n<script>alert(1)</script>\n", [(5, "<script>")]),
        ("A <iframe\nsrc='x'></iframe> film.\n", [(1, "<iframe>")]),
        ('<img src="x" onerror="a()" alt="words">\n', [(1, "<img onerror>")]),
        ('<p style="color: red">Red</p>\n', [(1, "<p style>")]),
        ('# Red\n\nOne\n{: style="color: red" }\n', [(4, "style=")]),
        ("See `<script>` and \\<iframe>.\n\n```\n<style>\n```\n", []),
        ("<https://example.org> and 1 < 2, <b>bold</b>, <span lang='de'>ja</span>.\n", []),
    ],
)
def test_html_that_is_taken_out_is_said_with_its_line(markdown, notes):
    found = markup.taken_out(markdown, markup.render_blocks(markdown, "en"))
    assert [(one.line, one.words.partition(": ")[2]) for one in found] == notes
