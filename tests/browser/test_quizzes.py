"""A learner takes a quiz: on the smallest phone, by keyboard alone, without scripts, in Arabic;
with scripts, without network for a while, in two tabs, after signing in anew."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from lms.demo.people import PIN
from tests.browser.test_offline import Device
from tests.browser.walker import PATIENCE, PHONE, SMALL

DIGITAL = "/programmes/jesenice-digital-local/courses/digital-basics"
SLOVENE = "/programmes/jesenice-digital-local/courses/slovene-first-steps"
ANSWER = "main form#answer"
FIRST, SECOND, THIRD, FOURTH = "DEM-K22", "DEM-L22", "DEM-M22", "DEM-N22"  # without attempts
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('quiz-')).length"


def quiz_page(learner, course=DIGITAL, title=""):
    """The page of the first quiz of the course that is called so."""
    learner.page.goto(course)
    quizzes = learner.page.locator("main a[href^='/quizzes/']", has_text=title)
    return learner.leave_by(quizzes.first)


def by_keyboard(learner, selector, key="Enter"):
    """Comes to it with the tabulator, presses, and looks at the page that comes."""
    learner.tab_to(selector)
    with learner.page.expect_navigation():
        learner.page.keyboard.press(key)
    return learner.look()


def fill_by_keyboard(learner):
    """Something for each control of the question; the arrows choose, the digits are typed."""
    page = learner.page
    radios, selects = page.locator(f"{ANSWER} input[type=radio]"), page.locator(f"{ANSWER} select")
    if radios.count():
        learner.tab_to(f"{ANSWER} input[type=radio]")
        page.keyboard.press("Space")
        expect(page.locator(f"{ANSWER} input[type=radio]:checked")).to_have_count(1)
    for number in range(selects.count()):
        name = selects.nth(number).get_attribute("id")
        learner.tab_to(f"#{name}")
        for _press in range(number + 1):
            page.keyboard.press("ArrowDown")
    if page.locator(f"{ANSWER} input[type=text]").count():
        learner.tab_to(f"{ANSWER} input[type=text]")
        page.keyboard.type("3")


@pytest.mark.parametrize(("card", "language"), [(FIRST, "en"), (SECOND, "ar")])
def test_a_whole_quiz_on_the_smallest_phone_by_keyboard_without_scripts(walk, card, language):
    learner = quiz_page(walk(SMALL, language, scripts=False).sign_in_by_card(card))
    page = learner.page
    by_keyboard(learner, "form#begin button, main a.huge")
    for number in range(1, 7):
        expect(page.locator("h1")).to_contain_text(str(number))
        fill_by_keyboard(learner)
        by_keyboard(learner, f"{ANSWER} button.now")
        expect(page.locator("section.panel .notice").first).to_be_visible()  # why
        by_keyboard(learner, f"{ANSWER} a.now")
    expect(page.locator(".overview .c-done")).to_have_count(6)
    by_keyboard(learner, "form#hand_in button")
    assert "/result" in page.url
    expect(page.locator("#score ~ p .big")).to_be_visible()
    expect(page.locator("section[id^=told_]")).to_have_count(6)


def test_the_pages_of_a_quiz_are_sound_as_axe_sees_them_in_arabic(walk):
    learner = quiz_page(walk(SMALL, "ar").sign_in_by_card(THIRD))
    learner.leave_by(learner.page.locator("form#begin button, main a.huge").first)
    learner.leave_by(learner.page.locator(f"{ANSWER} [value=overview]"))
    learner.leave_by(learner.page.locator("form#hand_in button"))
    assert "/result" in learner.page.url


@pytest.fixture
def answering(walk):
    """A learner on a phone before the first question of a test that keeps each answer at once."""
    learner = walk(PHONE).sign_in_by_card(THIRD)
    quiz_page(learner, SLOVENE, "Where do I begin?")
    learner.leave_by(learner.page.locator("form#begin button, main a.huge").first)
    first = re.sub(r"/questions/\d+", "/questions/1", urlsplit(learner.page.url).path)
    learner.open(first)
    return Device(learner).kept(first)


def option(page, number):
    return page.locator(f"{ANSWER} .option input").nth(number)


def waits_until_sent(page):
    for _try in range(PATIENCE // 100):
        if not page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("an answer still waits on this device")


def test_an_answer_without_network_is_kept_sent_later_and_shown(answering):
    page = answering.page
    answering.switch(network=False)
    option(page, 1).check()
    answering.says("#unsent_answers", "There is no network. Your answers are kept on this device")
    answering.walker.look()
    assert page.evaluate(KEPT) == 1
    answering.switch(network=True)
    waits_until_sent(page)
    expect(page.locator("#unsent_answers")).to_be_hidden()
    page.reload()
    expect(option(page, 1)).to_be_checked()


def test_an_old_token_loses_no_answer_and_another_person_sends_none(answering):
    page = answering.page
    for field in page.locator("[name=csrf_token]").all():
        field.evaluate("field => { field.value = 'old'; }")
    option(page, 2).check()
    waits_until_sent(page)
    expect(page.locator("#saved_answer span")).to_be_visible()

    other = page.context.new_page()
    other.goto("/account")
    with other.expect_navigation():
        other.locator("#sign_out button").click()
    other.goto("/sign-in")
    other.fill("#card_card-code", FIRST)
    other.fill("#card_card-pin", PIN)
    with other.expect_navigation():
        other.locator("form#card button").click()
    option(page, 0).check()
    answering.says("#unsent_answers", "You were signed out.")
    assert page.evaluate(KEPT) == 1


def test_a_tab_that_is_stale_is_told_and_both_answers_are_kept(answering):
    page = answering.page
    other = page.context.new_page()
    other.goto(page.url)
    option(page, 0).check()
    waits_until_sent(page)
    option(other, 1).check()
    expect(other.locator("main")).to_contain_text("The answer that does not count")
    expect(other.locator(f"{ANSWER} .option input:checked")).to_have_count(1)


def test_a_page_made_before_the_answer_was_there_comes_once_more_and_shows_it(walk):
    learner = walk(PHONE)
    learner.page.add_init_script("delete Navigator.prototype.serviceWorker")  # routes see each page
    learner = quiz_page(learner.sign_in_by_card(THIRD), SLOVENE, "Where do I begin?")
    page = learner.page
    learner.leave_by(page.locator("form#begin button, main a.huge").first)
    learner.open(re.sub(r"/questions/\d+", "/questions/1", urlsplit(page.url).path))
    first, second = [one for one in range(3) if not option(page, one).is_checked()][:2]
    before = page.context.request.get(page.url)
    option(page, first).check()
    expect(page.locator("#saved_answer span")).to_be_visible()
    page.route(page.url, lambda route: route.fulfill(response=before), times=1)
    page.reload()
    expect(option(page, first)).to_be_checked()
    option(page, second).check()
    waits_until_sent(page)
    expect(page.locator("#saved_answer span")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("The answer that does not count")


VOICE = """
class Said extends EventTarget { constructor(words) { super(); this.text = words; } }
window.said = [];
window.SpeechSynthesisUtterance = Said;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "en-GB" }], speak: one => window.said.push(one.text), cancel: () => {},
  addEventListener: () => {},
} });
"""


def test_a_question_and_each_answer_are_heard_where_the_browser_has_a_voice(walk):
    learner = walk(SMALL)
    learner.page.add_init_script(VOICE)
    learner = quiz_page(learner.sign_in_by_card(FOURTH))
    page = learner.page
    learner.leave_by(page.locator("form#begin button, main a.huge").first)
    listen = page.locator(f"{ANSWER} .hearing button", has_text="Listen").first
    listen.click()
    expect(listen).to_have_attribute("aria-pressed", "true")
    assert " ".join(page.evaluate("said")) in learner.words()
    option(page, 0).check()
    page.locator(f"{ANSWER} .option .hear button[data-say]").first.click()
    expect(listen).to_have_attribute("aria-pressed", "false")
    learner.look()


def test_an_answer_is_saved_before_it_is_checked_and_checking_says_what_is_right(walk):
    learner = quiz_page(walk(SMALL).sign_in_by_card(FOURTH))
    page = learner.page
    learner.leave_by(page.locator("form#begin button, main a.huge").first)
    learner.open(re.sub(r"/questions/\d+", "/questions/1", urlsplit(page.url).path))
    option(page, 1).check()
    expect(page.locator("#saved_answer span")).to_be_visible()
    page.reload()
    expect(option(page, 1)).to_be_checked()
    learner.leave_by(page.locator(f"{ANSWER} [value=check]"))
    expect(page.locator(f"{ANSWER} .told").first).to_be_visible()
