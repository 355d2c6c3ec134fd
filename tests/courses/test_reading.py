"""What a reader sees of a lesson, block by block, in one language and in two."""

from hypothesis import given
from hypothesis import strategies as st

from lms.courses.reading import Page, Words, composed

SOURCE = Page("en", [{"id": name, "of": None, "html": f"<p>{name}</p>"} for name in "abc"])


def page(language, *blocks):
    """Blocks written "x<a": own name x, translated from a; "x" alone: of this language only."""
    parts = [block.partition("<") for block in blocks]
    made = [{"id": name, "of": of or None, "html": f"<p>{name}</p>"} for name, _sign, of in parts]
    return Page(language, made)


def read(page, shown="ar", beside="", source=SOURCE, **more):
    pages = {source.language: source, page.language: page, **more}
    return composed(pages, source.language, shown, beside)


def words(reading):
    return [(block.words.language, block.words.html[3:-4]) for block in reading.blocks]


def test_a_translation_is_shown_block_by_block_under_the_names_of_the_source():
    reading = read(page("ar", "x<a", "y<b", "z<c"))
    assert words(reading) == [("ar", "x"), ("ar", "y"), ("ar", "z")]
    assert [block.name for block in reading.blocks] == ["a", "b", "c"]
    assert not reading.missing


def test_what_is_missing_is_there_in_the_source_language_and_says_so_once_for_each_gap():
    reading = read(page("ar", "x<a"))
    assert words(reading) == [("ar", "x"), ("en", "b"), ("en", "c")]
    assert [block.is_missing for block in reading.blocks] == [False, True, True]
    assert [block.begins_gap for block in reading.blocks] == [False, True, False]


def test_what_is_stale_is_shown_as_it_was_translated():
    assert words(read(page("ar", "x<a", "y<old", "z<c"))) == [("ar", "x"), ("ar", "y"), ("ar", "z")]


def test_what_only_the_translation_has_is_shown_and_what_the_source_dropped_is_not():
    reading = read(page("ar", "x<a", "own", "y<b", "z<c", "w<gone"))
    assert words(reading) == [("ar", "x"), ("ar", "own"), ("ar", "y"), ("ar", "z")]
    assert reading.blocks[1].name == "own"


def test_a_text_that_is_tied_to_no_source_stands_as_it_is():
    reading = read(page("ar", "x", "y"))
    assert words(reading) == [("ar", "x"), ("ar", "y")]
    assert not reading.missing


def test_an_empty_translation_is_no_empty_page():
    assert words(read(Page("ar", []))) == [("en", "a"), ("en", "b"), ("en", "c")]
    nothing = Page("ar", [{"id": "x", "of": None, "html": ""}])
    assert words(read(nothing)) == [("en", "a"), ("en", "b"), ("en", "c")]


def test_the_second_language_stands_beside_its_own_block_and_never_beside_itself():
    reading = read(page("ar", "x<a", "z<c"), beside="en")
    seen = [(block.words.html, block.beside) for block in reading.blocks]
    assert seen == [
        ("<p>x</p>", Words("en", "<p>a</p>")),
        ("<p>b</p>", None),
        ("<p>z</p>", Words("en", "<p>c</p>")),
    ]


def test_a_second_language_that_stands_alone_is_there_as_a_whole():
    reading = read(page("ar", "x<a"), beside="sl", sl=page("sl", "m", "n"))
    assert not reading.has_beside
    assert reading.whole == [Words("sl", "<p>m</p>"), Words("sl", "<p>n</p>")]


def test_of_two_blocks_with_the_same_words_the_first_has_the_name():
    twice = page("en", "a", "b", "a")
    assert [b.name for b in composed({"en": twice}, "en", "en", "").blocks] == ["a", "b", None]


def test_a_block_that_shows_nothing_is_left_out():
    source = Page("en", [*SOURCE.blocks, {"id": "d", "of": None, "html": ""}])
    assert len(composed({"en": source}, "en", "en", "").blocks) == 3


names = st.lists(st.sampled_from("abcdef"), max_size=8)
links = st.lists(st.one_of(st.none(), st.sampled_from("abcdefgh")), max_size=8)


@given(names, links, links)
def test_nobody_meets_an_empty_page_and_no_words_stand_there_twice(source, arabic, slovene):
    own = [{"id": name, "of": None, "html": f"{n}{name}"} for n, name in enumerate(source)]
    pages = {"en": Page("en", own)}
    for language, of in (("ar", arabic), ("sl", slovene)):
        made = [{"id": f"{language}{n}", "of": link, "html": f"{n}"} for n, link in enumerate(of)]
        pages[language] = Page(language, made)
    for shown, beside in (("ar", "sl"), ("ar", "en"), ("en", "ar"), ("sl", "")):
        reading = composed(pages, "en", shown, beside)
        assert bool(reading.blocks) >= bool(source)
        seen = [b.words for b in reading.blocks] + [b.beside for b in reading.blocks if b.beside]
        assert len(seen) == len(set(seen))
        named = [block.name for block in reading.blocks if block.name]
        assert len(named) == len(set(named))
        assert all((b.words.language != shown) == b.is_missing for b in reading.blocks)
