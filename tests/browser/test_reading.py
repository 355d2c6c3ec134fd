"""Reading a lesson: in two languages, larger, by keyboard, without scripts, on another device, and
where there is no network."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_offline import Device
from tests.browser.walker import PHONE, SMALL

COURSE = "/programmes/jesenice-digital-local/courses/digital-basics"
FATIMA, YUSUF, HASAN, SARA = "DEM-D22", "DEM-H22", "DEM-K22", "DEM-S22"


def first_lesson(walker, language=""):
    """Opens the first lesson of the course, which is there in five languages."""
    walker.open(COURSE)
    path = walker.page.locator(".steps a").first.get_attribute("href").partition("#")[0]
    return walker.open(f"{path}?lang={language}" if language else path)


def test_a_part_in_slovene_opens_in_arabic_by_keyboard(walk):
    fatima = first_lesson(walk(PHONE, "sl").sign_in_by_card(FATIMA))
    fatima.page.locator("#how summary").click()
    fatima.page.select_option("#how_beside", "ar")
    fatima.leave_by(fatima.page.locator("#how_form button"))
    part = fatima.page.locator(".block:has(details)").first
    expect(fatima.page.locator("#text")).to_have_attribute("lang", "sl")
    expect(part.locator(".second")).to_be_hidden()
    fatima.tab_to(".block details.open summary").page.keyboard.press("Enter")
    expect(part.locator(".second")).to_be_visible()
    expect(part.locator(".second")).to_have_attribute("lang", "ar")
    expect(part.locator(".second")).to_have_attribute("dir", "rtl")
    fatima.look()


@pytest.mark.parametrize("language", ["sl", "ar"])
def test_both_together_and_very_large_on_the_smallest_phone(walk, language):
    yusuf = first_lesson(walk(SMALL, language).sign_in_by_card(YUSUF))
    page = yusuf.page
    page.locator("#how summary").click()
    page.select_option("#how_beside", "ar")
    page.locator("#how_form input[value=together]").check()
    page.locator("#how_form input[name=size][value='3']").check()
    yusuf.look().leave_by(page.locator("#how_form button"))
    expect(page.locator("#text.t-3")).to_have_attribute("lang", "sl")
    assert page.locator(".block .second:visible").count() > 5
    page.locator("#how summary").click()
    page.locator("#how_form input[value=mine]").check()
    page.locator("#how_form input[name=size][value='0']").check()
    yusuf.leave_by(page.locator("#how_form button"))
    expect(page.locator("#text.t-0")).to_have_attribute("lang", language)


def test_where_one_stops_on_a_phone_one_goes_on_at_another_device(walk):
    hasan = first_lesson(walk(PHONE).sign_in_by_card(HASAN))
    page = hasan.page
    part = page.locator(".block[id]").nth(6)
    with page.expect_response(lambda answer: answer.url.endswith("/place")) as told:
        part.evaluate("block => block.scrollIntoView({block: 'start'})")
    assert told.value.status == 204
    elsewhere = walk().sign_in_by_card(HASAN)
    elsewhere.open(page.url).page.locator("#goes_on").click()
    expect(elsewhere.page).to_have_url(re.compile("#block-"))
    name = elsewhere.page.url.partition("#")[2]
    expect(elsewhere.page.locator(f"[id='{name}']")).to_be_in_viewport()


def test_notes_and_places_without_scripts(walk):
    sara = first_lesson(walk(PHONE, scripts=False).sign_in_by_card(SARA), "en")
    page = sara.page
    to_note = page.locator(".block a.open, .block a.to-note").nth(2)
    there = to_note.get_attribute("href")
    sara.open(there)
    page.fill("#note_text", "Ask at the library")
    sara.leave_by(page.locator("#note button.main")).says("Ask at the library")
    sara.open(there).leave_by(page.locator("#keep_place button"))
    sara.open(page.url.partition("#")[0])
    assert page.locator("#goes_on").get_attribute("href") == "#" + there.partition("#")[2]
    sara.open("/notes").says("Ask at the library").follow("Change or delete")
    sara.leave_by(page.locator("form#delete button"))
    sara.says("Here will be what you note in lessons.")


def test_a_lesson_that_was_opened_once_is_there_without_network(walk):
    device = Device(first_lesson(walk(PHONE).sign_in_by_card(SARA), "en"))
    there = device.page.url
    device.kept(urlsplit(there).path).switch(network=False).page.goto(there)
    device.says("#known", "You are offline.")
    assert device.page.locator("#text .block").count() > 5
    device.page.locator(".block details.open summary").first.click()
    expect(device.page.locator(".second").first).to_be_visible()
    device.page.evaluate("scrollTo(0, 900)")
    device.switch(network=True)
