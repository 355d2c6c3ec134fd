"""What a text names is put there when it is shown; what is missing is said in words."""

import pytest
from bs4 import BeautifulSoup

from lms.courses import markup
from lms.courses.dress import Page, dress, frames, meanings
from lms.courses.models import Media, MediaSize, Term

FILM = "https://www.youtube.com/watch?v=abc_123"
PIN = Term(
    slug="pin-code",
    term={"sl": "koda PIN", "en": "PIN code"},
    meaning={"sl": "Štiri številke", "en": "Four digits"},
)


@pytest.fixture(autouse=True)
def asked(app):
    with app.test_request_context("/lessons/1"):
        yield


def shown(markdown, block="", lang="en", **at):
    page = Page("digital", language=lang, **at)
    return BeautifulSoup(dress(markup.render(markdown, lang), page, block), "html.parser")


def test_a_term_leads_to_the_glossary_and_names_its_card():
    link = shown("The [[pin-code]].", terms={"pin-code": PIN}).a
    assert (link["href"], link["data-card"], link.text) == (
        "/courses/digital/glossary#term-pin-code", "card-pin-code", "PIN code",
    )  # fmt: skip


def test_a_term_without_words_is_said_in_the_language_of_the_text():
    terms = {"pin-code": PIN}
    assert shown("[[pin-code]]", lang="sl", terms=terms).a.text == "koda PIN"
    other = shown("[[pin-code]]", lang="ar", terms=terms).a.bdi
    assert (other.text, other["lang"], other["dir"]) == ("PIN code", "en", "ltr")
    assert shown("[[pin-code|the *code*]]", lang="sl", terms=terms).a.em.text == "code"


def test_a_term_that_nobody_knows_stays_a_word():
    soup = shown("The [[pin-code]].")
    assert (soup.text.strip(), soup.find("a")) == ("The pin code.", None)


def test_a_card_says_a_term_in_the_texts_language_and_in_the_readers():
    card = BeautifulSoup(
        meanings(Page("digital", language="sl", terms={"pin-code": PIN})), "html.parser"
    )
    assert card.find(id="card-pin-code").has_attr("popover")
    words = [(part["lang"], part.strong.text) for part in card.select("div > div")]
    assert words == [("sl", "koda PIN"), ("en", "PIN code")]


def test_in_the_page_of_ones_own_language_a_card_has_the_one_beside_the_text():
    page = Page("digital", language="en", beside="sl", terms={"pin-code": PIN})
    card = BeautifulSoup(meanings(page), "html.parser")
    said = [(part["lang"], part["dir"], part.strong.text) for part in card.select("div > div")]
    assert said == [("en", "ltr", "PIN code"), ("sl", "ltr", "koda PIN")]
    card = BeautifulSoup(meanings(page._replace(language="sl", beside="ar")), "html.parser")
    assert [part["lang"] for part in card.select("div > div")] == ["sl", "en"]


def test_words_of_a_glossary_stay_words():
    bad = Term(slug="x", term={"en": "<script>x</script>"}, meaning={"en": '"><img src=x>'})
    soup = shown("[[x]]", terms={"x": bad})
    assert soup.find("script") is None
    assert "<script" not in meanings(Page("digital", terms={"x": bad}))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("![A lock](../media/lock.webp)", "The picture is not here. It shows: A lock"),
        ("![](../media/leaf.webp){: .decorative }", ""),
        ("[The form](../media/form.pdf)", "The form (this file is not here any more)"),
        ("!!! video\n    [It](../media/a.mp4)", "Film It (this file is not here any more)"),
    ],
)
def test_what_is_missing_is_said(written, words):
    soup = shown(written)
    assert " ".join(soup.text.split()) == words
    assert soup.find(["img", "audio", "video", "a"]) is None


def test_a_film_from_elsewhere_comes_only_when_it_is_asked_for():
    box = f'!!! video "How"\n    [Film]({FILM})'
    soup = shown(box, base="/lessons/1?lang=en")
    assert soup.find("iframe") is None
    ask, directly = soup.find_all("a")
    assert ask.text == "Load the film from YouTube"
    assert "This sends your address to YouTube." in soup.text
    assert directly["href"] == FILM
    play = ask["href"].removeprefix("/lessons/1?lang=en&play=").partition("#")[0]
    assert soup.find(id=ask["href"].partition("#")[2])
    frame = shown(box, play=play).iframe
    assert frame["src"] == "https://www.youtube-nocookie.com/embed/abc_123"
    assert frame["title"] == "How"


def test_only_the_host_of_the_film_that_is_asked_for_may_be_framed():
    uses = markup.uses(
        f"!!! video\n    [a]({FILM})\n\n!!! video\n    [b](https://vimeo.com/9)", "en"
    )
    ids = [
        link["href"].partition("play=")[2].partition("#")[0]
        for link in shown(f"!!! video\n    [a]({FILM})").select("a.btn")
    ]
    assert frames(uses, ids[0]) == "; frame-src https://www.youtube-nocookie.com"
    assert frames(uses, "") == frames(uses, "x; script-src *") == ""


@pytest.mark.parametrize(
    ("film", "embedded"),
    [
        ("https://youtu.be/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://www.youtube.com/shorts/abc", "https://www.youtube-nocookie.com/embed/abc"),
        ("https://vimeo.com/123", "https://player.vimeo.com/video/123?dnt=1"),
        ("https://video.arnes.si/watch/ab12", "https://video.arnes.si/embed/ab12"),
    ],
)
def test_every_host_has_a_page_of_the_film_alone(film, embedded):
    box = f"!!! video\n    [x]({film})"
    play = shown(box).select_one("a.btn")["href"].partition("play=")[2].partition("#")[0]
    assert shown(box, play=play).iframe["src"] == embedded


def test_a_task_has_what_is_shown_at_it_or_a_link_to_it():
    box = '!!! task my-street "My street"\n    Look.'
    assert shown(box).find(class_="slot") is None
    link = shown(box, lesson_id=7).a
    assert (link["href"], link.text) == ("/lessons/7/tasks/my-street", "Answer this task")
    assert "Handed in" in shown(box, lesson_id=7, tasks={"my-street": "<p>Handed in</p>"}).text


def test_without_a_place_to_keep_them_ticks_are_only_shown():
    soup = shown("- [ ] a\n- [ ] b", "abc", ticked={"abc.2"})
    boxes = soup.find_all("input")
    assert [box.has_attr("checked") for box in boxes] == [False, True]
    assert all(box.has_attr("disabled") for box in boxes)
    assert soup.find("form") is None


def test_words_of_the_platform_carry_their_own_language():
    soup = shown("[Obrazec](../media/form.pdf)", lang="sl")
    assert soup.small["lang"] == "en"
    assert not shown("[The form](../media/form.pdf)").small.has_attr("lang")


def one(name, kind, **about):
    return Media(id=7, name=name, kind=kind, file_id="0123456789", size=2_500_000, **about)


LOCK = one(
    "lock.webp", "picture", width=1600, height=900,
    sizes=[MediaSize(width=480), MediaSize(width=960)],
)  # fmt: skip
COURSE = {
    media.name: media
    for media in [
        LOCK, one("hi.mp3", "audio"), one("form.pdf", "document"), one("a.mp4", "video"),
        one("a.sl.vtt", "captions"), one("a.en.vtt", "captions"),
    ]
}  # fmt: skip
BOX = (
    '!!! video "How"\n    [Film](../media/a.mp4)\n    [Captions](../media/a.sl.vtt)\n'
    "    [Captions](../media/a.en.vtt)\n\n    Words."
)


def test_a_picture_is_loaded_in_the_size_that_the_screen_needs():
    image = shown("![A lock](../media/lock.webp)", media=COURSE).img
    assert image["alt"] == "A lock"
    assert (image["width"], image["height"], image["loading"]) == ("1600", "900", "lazy")
    assert [size.split()[1] for size in image["srcset"].split(", ")] == ["480w", "960w", "1600w"]
    assert image["src"].startswith("/media/7/lock.webp?v=01234567")


def test_with_small_data_only_the_smallest_picture_is_loaded():
    image = shown("![A lock](../media/lock.webp)", media=COURSE, small_data=True).img
    assert image["src"].endswith("w=480")
    assert not image.has_attr("srcset")


def test_sound_is_played_and_not_loaded_before():
    soup = shown("[Hi](../media/hi.mp3)\n\nSay it. [Hi](../media/hi.mp3)", media=COURSE)
    first, second = soup.find_all("audio")
    assert {first["preload"], second["preload"]} == {"none"}
    assert (first["aria-label"], second["class"]) == ("Hi", ["small-player"])
    assert "2.3 MB" in soup.find(class_="sound").text


def test_a_file_says_what_it_is_and_how_big():
    assert shown("[Form](../media/form.pdf)", media=COURSE).text.strip() == "Form (PDF, 2.3 MB)"


def test_a_film_has_its_captions_and_those_of_the_texts_language_first():
    film = shown(BOX, media=COURSE).video
    assert (film["preload"], film["aria-label"]) == ("none", "How")
    assert [(track["srclang"], track.has_attr("default")) for track in film.find_all("track")] == [
        ("sl", False), ("en", True),
    ]  # fmt: skip


def test_with_small_data_a_film_waits_until_it_is_asked_for():
    soup = shown(BOX, media=COURSE, small_data=True, base="/lessons/1")
    assert soup.find("video") is None
    link = soup.select_one("a.btn")
    assert (link["href"], link.text) == (
        "/lessons/1?play=a.mp4#film-a.mp4",
        "Show the film (2.3 MB)",
    )
    assert soup.details.p.text == "Words."
    assert shown(BOX, media=COURSE, small_data=True, play="a.mp4").video is not None


def test_with_small_data_what_is_said_in_a_film_is_open_and_comes_before_it():
    box = f'!!! video "How"\n    [It]({FILM})\n\n    Words.'
    usual, small = shown(box), shown(box, small_data=True)
    assert not usual.details.has_attr("open")
    assert usual.details in usual.select_one(".film").find_all_next("details")
    assert small.details.has_attr("open")
    assert small.details in small.select_one(".film").find_all_previous("details")
    assert small.select_one("a.btn").text == "Load the film from YouTube"
    assert "A film needs much data." in small.select_one(".still").text
    assert "much data" not in usual.text
    name = small.select_one(".film")["id"].removeprefix("film-")
    asked = shown(box, small_data=True, play=name)
    assert asked.iframe is not None
    assert asked.details in asked.select_one(".film").find_all_next("details")


def test_ticks_are_kept_by_a_form_of_the_block():
    soup = shown("- [ ] a\n- [x] b", "abc", lesson_id=7, may_tick=True, ticked={"abc.1"})
    form = soup.find("form", id="ticks-abc")
    boxes = soup.find_all("input", type="checkbox")
    assert [(box["form"], box["value"], box.has_attr("checked")) for box in boxes] == [
        ("ticks-abc", "1", True), ("ticks-abc", "2", False),
    ]  # fmt: skip
    assert [field["value"] for field in form.find_all("input", attrs={"name": "shown"})] == [
        "1",
        "2",
    ]


def test_ticks_are_sent_by_a_button_only_where_there_are_no_scripts():
    soup = shown("- [ ] a", "abc", lesson_id=7, may_tick=True)
    assert [button.parent.name for button in soup.find_all("button")] == ["noscript"]
