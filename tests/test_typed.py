"""What people type in several lines is kept without tricks and shown without dangers."""

import pytest

from lms.typed import beginning, tidy, typed


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\n\n\n\n\nb  \n", "a\n\nb"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("\u2066hidden\u2069\x07", "hidden"),
        ("  indented\n\tline", "  indented\n\tline"),
        ("سلام\u200f (abc)", "سلام\u200f (abc)"),
        (None, None),
        ("", ""),
    ],
)
def test_what_is_kept(written, kept):
    assert tidy(written) == kept


def test_paragraphs_and_line_ends_are_shown_and_nothing_else_is_markup():
    shown = typed('<script>alert("x")</script>\nsecond & last\n\nسلام')
    assert shown == (
        '<p dir="auto">&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;<br>\n'
        'second &amp; last</p>\n<p dir="auto">سلام</p>'
    )


@pytest.mark.parametrize(
    ("written", "links"),
    [
        ("see https://example.org/a?b=1&c=2.", ["https://example.org/a?b=1&amp;c=2"]),
        ("(http://example.org)", ["http://example.org"]),
        ("javascript:alert(1) example.org data:text/html,x", []),
        ('https://example.org/"onmouseover="x', ["https://example.org/"]),
    ],
)
def test_only_whole_addresses_are_links(written, links):
    shown = str(typed(written))
    assert [part.split('"')[0] for part in shown.split('href="')[1:]] == links
    assert shown.count('rel="nofollow noopener ugc"') == len(links)


def test_a_beginning_is_cut_at_a_word():
    assert beginning("one\ntwo  three", 20) == "one two three"
    assert beginning("one two three", 9) == "one two …"
    assert typed(None) == ""
