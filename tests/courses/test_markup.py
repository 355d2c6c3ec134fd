"""What an author may write, and what becomes of it."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.courses import markup
from lms.courses.markup import cleaning

NEVER = (
    "script",
    "style",
    "iframe",
    "form",
    "input",
    "button",
    "img",
    "svg",
    "object",
    "base",
    "h1",
)


@pytest.fixture(autouse=True)
def words(app):
    """The words of boxes come out of the catalogues."""


def page(markdown, lang="en"):
    return BeautifulSoup(markup.render(markdown, lang), "html.parser")


def levels(soup):
    return [heading.name for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick='alert(1)' style='color: red'>x</p>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "<a href=' javascript:alert(1)'>x</a>",
        "<iframe src='/'></iframe>",
        "<form action='/x'><input name=a><button>b</button></form>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<base href='//elsewhere'>",
        "<meta http-equiv=refresh content='0;/x'>",
        '# x {: hx-get="/x" onclick="y" hx-on:click="z" data-x="1" }',
        '[x](/y){: hx-post="/x" target="_blank" class="btn main" }',
        "<p class='btn' hx-get='/x' tabindex=1 role=button aria-hidden=true>x</p>",
        "<style>p { display: none }</style>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
    ],
)
def test_nothing_that_acts_comes_through(written):
    for tag in page(f"Before\n\n{written}\n\nAfter").find_all(True):
        assert tag.name not in NEVER
        assert set(tag.attrs) <= {"id", "href", "rel"}
        assert not tag.get("href", "").strip().lower().startswith(("javascript", "data", "vb"))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet="<>/=\"' \n#*_[](){}:!|-`aonpxhref&;", max_size=120))
def test_whatever_is_written_only_allowed_elements_come_out(written):
    for tag in page(written).find_all(True):
        assert tag.name in cleaning.TAGS


def test_links_lead_to_the_web_to_mail_and_within_the_platform_only():
    soup = page("[a](https://x.org) [b](mailto:a@x.org) [c](/lessons/1) [d](ftp://x) [e](tel:112)")
    assert [link.get("href") for link in soup.find_all("a")] == [
        "https://x.org", "mailto:a@x.org", "/lessons/1", None, None,
    ]  # fmt: skip
    assert {tuple(link["rel"]) for link in soup.find_all("a")} == {("noopener",)}


def test_a_picture_is_a_link_with_its_words():
    link = page("![A map of the town](https://x.org/map.png)").a
    assert (link.text, link["href"]) == ("A map of the town", "https://x.org/map.png")


def test_a_picture_in_a_link_leaves_one_link():
    links = page("[![A map](map.png)](https://x.org)").find_all("a")
    assert [(link.text, link["href"]) for link in links] == [("A map", "https://x.org")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# a\n\n## b\n\n# c", ["h2", "h3", "h2"]),
        ("## a\n\n### b", ["h2", "h3"]),
        ("## a\n\n#### b\n\n##### c", ["h2", "h3", "h4"]),
        ("### a\n\n## b", ["h2", "h2"]),
        ("> ## a\n\n# b", ["h2", "h2"]),
        ("a\n=\n\nb\n-", ["h2", "h3"]),
    ],
)
def test_headings_begin_at_the_second_level_and_skip_none(written, shown):
    assert levels(page(written)) == shown


def test_ids_never_meet_those_of_the_page():
    soup = page('# Main\n\n<p id="main">x</p>\n\n<p id="main">y</p>\n\n<b id="a b">z</b>', "sl")
    assert [tag["id"] for tag in soup.find_all(id=True)] == ["text-sl-main"]


def test_headings_in_every_script_have_ids_that_links_find():
    soup = page("# مرحبا\n\n# Živjo\n\n[there](#مرحبا) [nowhere](#nothing)", "ar")
    assert [heading["id"] for heading in soup.find_all("h2")] == ["text-ar-مرحبا", "text-ar-živjo"]
    assert [link.get("href") for link in soup.find_all("a")] == ["#text-ar-مرحبا", None]


def test_a_list_of_contents_leads_to_the_headings():
    soup = page("[TOC]\n\n# One\n\n# Two")
    ids = {heading["id"] for heading in soup.find_all("h2")}
    assert {link["href"][1:] for link in soup.find_all("a")} == ids


def test_a_footnote_leads_there_and_back():
    soup = page("Text[^1].\n\n[^1]: Note.")
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    assert {link["href"][1:] for link in soup.find_all("a")} == ids == {
        "text-en-fnref:1", "text-en-fn:1",
    }  # fmt: skip
    assert "Jump back" not in str(soup)


def test_a_table_scrolls_by_itself_and_is_named_after_its_columns():
    box = page("| Word | *Say* it |\n|---|--:|\n| a | 1 |").find("div")
    assert (box["class"], box["tabindex"], box["role"]) == (["scroll"], "0", "group")
    assert box["aria-label"] == "Word, Say it"
    assert box.table.td.get("class") is None
    assert box.table.find_all("td")[1]["class"] == ["n"]
    assert not box.find_all(align=True)


def test_two_tables_with_the_same_columns_have_two_names():
    table = '| A "b" |\n|---|\n| a |\n\ntext\n\n'
    names = [box["aria-label"] for box in page(table * 2).find_all(class_="scroll")]
    assert names == ['A "b"', 'A "b" (2)']


def test_a_table_out_of_html_scrolls_too():
    soup = page("<table><tr><th></th><th>B</th></tr><tr><td>a</td><td>b</td></tr></table>")
    assert soup.find(class_="scroll")["aria-label"] == "B"
    assert [heading.text for heading in soup.find_all("th")] == ["B"]


def test_a_box_keeps_its_kind_and_its_title():
    box = page('!!! warning "Safety first"\n    Never read a code to others.').div
    assert (box["class"], box.p["class"]) == (["admonition", "warning"], ["admonition-title"])
    assert box.p.text == "Safety first"


def test_a_box_of_a_kind_that_has_no_look_is_a_plain_box():
    assert page('!!! btn "x"\n    y').div["class"] == ["admonition"]


def test_a_box_without_a_title_is_called_by_its_kind():
    assert page("!!! note\n    y", "fa-AF").div.p.text == "Note"


def test_words_in_another_language_can_be_marked():
    soup = page('Say <span lang="sl" dir="ltr">dober dan</span> <b lang="x\'" dir="up">x</b>.')
    assert soup.span.attrs == {"lang": "sl", "dir": "ltr"}
    assert soup.b.attrs == {}


def test_abbreviations_definitions_code_and_answers_to_open_are_kept():
    soup = page(
        "The CUD.\n\n*[CUD]: Advice centre\n\nterm\n:   meaning\n\n```\nx = '<b>'\n```\n\n"
        "<details><summary>Answers</summary>1. a</details>"
    )
    assert soup.abbr["title"] == "Advice centre"
    assert (soup.dt.text, soup.dd.text.strip()) == ("term", "meaning")
    assert soup.code.text == "x = '<b>'\n"
    assert soup.summary.text == "Answers"


@pytest.mark.parametrize(
    "written",
    [
        ">" * 10_000 + " x",
        "> " * 10_000 + "x",
        "".join("    " * depth + "- x\n" for depth in range(150)),
        "<div>" * 1500,
        "[" * 200_000,
        "<a " * 60_000,
        "# a\n" * 20_000,
        "x" * 20_000_000,
    ],
)
def test_what_would_take_for_ever_is_refused_at_once(written):
    with pytest.raises(markup.TooMuch):
        markup.render(written, "en")
