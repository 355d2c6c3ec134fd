"""A learner with a card and a cheap phone: when, how many hours, what now."""

import pytest
from playwright.sync_api import expect

from tests.browser.walker import PHONE


@pytest.mark.parametrize("language", ["en", "sl", "ar"])
def test_the_first_screen_answers_when_how_many_hours_and_what_now(walk, language):
    amal = walk(PHONE, language).sign_in_by_card("AMA-222")
    page = amal.page
    assert page.locator("main .btn.now").count() == 1
    for answer in (".sign", ".hours", ".btn.now"):
        box = page.locator(f"main {answer}").first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], (answer, box)
    figures = page.locator(".hours .head p").inner_text()
    assert [n for n in figures.split() if n.strip("\u2066\u2069").isdigit()] == ["41", "60"]


def test_a_learner_opens_a_lesson_in_three_languages(walk):
    amal = walk(PHONE).sign_in_by_card("AMA-222")
    amal.follow("Programmes").follow("Digital and Local", "main").follow("Digital basics", "main")
    amal.follow("Buttons and screen", "main")
    for language, direction in (("sl", "ltr"), ("ar", "rtl"), ("en", "ltr")):
        amal.leave_by(amal.page.locator(f"nav.chips a[lang={language}]"))
        text = amal.page.locator("article .prose").first
        expect(text).to_have_attribute("lang", language)
        expect(text).to_have_attribute("dir", direction)


def test_a_lesson_that_is_done_gives_way_to_the_next_one_and_the_learner_leaves(walk):
    amal = walk(PHONE).sign_in_by_card("AMA-222")
    page, button = amal.page, amal.page.locator("main a.huge[href^='/lessons/']")
    first = button.get_attribute("href")
    amal.leave_by(button)
    page.evaluate("window.stayed = true")
    page.click("#mark_button")
    expect(page.locator("#foot")).to_contain_text("Done")
    assert page.evaluate("window.stayed"), "the page was loaded again"
    following = page.locator("#following").get_attribute("href")
    amal.look()

    amal.follow("Ura").says("41 of 60")
    assert button.get_attribute("href") == following.split("?")[0] != first

    amal.follow("All sessions").says("All my hours")
    assert page.locator("table.ledger tbody tr").count() >= 15
    amal.follow("Bye")
    amal.open("/").says("With my card")
