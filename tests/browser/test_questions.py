"""A trainer writes questions: without scripts, with a microphone, with a tap on a picture."""

import os
import re
import shutil
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM
from tests.browser.test_media import MICROPHONE, picture
from tests.browser.walker import DESKTOP, PATIENCE, SMALL, Walker

BANK = "/courses/slovene-first-steps/questions"


def look_small_and_large(walker):
    """As it is in Arabic on a small phone, and in English at a desk."""
    for size, language in ((SMALL, "ar"), (DESKTOP, "en")):
        walker.page.set_viewport_size(size)
        walker.speak(language).look()


def fill(page, **typed):
    for name, words in typed.items():
        page.fill(f"#q-{name.replace('_', '-')}", words)


def test_without_scripts_a_question_is_written_tried_and_found(walk):
    tara, words = walk(SMALL, "ar", scripts=False).sign_in("trainer"), f"Kaj je to {uuid4().hex}?"
    page = tara.open(f"{BANK}/new").page
    tara.leave_by(page.locator("#kind_choice"))
    fill(page, prompt_sl=words, options_0_text_sl="Kruh", options_1_text_sl="Mleko")
    tara.leave_by(page.locator("button[value='add:options']"))
    expect(page.locator("#q-prompt-sl")).to_have_value(words)
    fill(page, options_3_text_sl="Voda")
    tara.leave_by(page.locator("#save_first"))
    expect(page.locator("#question_complaints")).to_be_visible()
    page.check("#q-options-3-right, #q-options-2-right")
    tara.leave_by(page.locator("#save_first"))
    expect(page.locator("#trial")).to_contain_text(words)
    page.locator("#trial input[type=radio]").first.check()
    tara.leave_by(page.locator("#trial button.main"))
    expect(page.locator("#trial")).to_contain_text("Voda")
    tara.open(f"{BANK}?q={words[-20:]}").says(words)


@pytest.fixture
def with_microphone(address, chromium):
    """A browser with a microphone that may be used."""
    where = os.environ.get("LMS_TEST_BROWSER") or shutil.which("chromium")
    browser = chromium.browser_type.launch(executable_path=where, args=[*CHROMIUM, *MICROPHONE])
    page = browser.new_page(base_url=address, viewport=DESKTOP, reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    walker = Walker(page, "en", True)
    yield walker
    browser.close()
    assert walker.complaints == []


def test_places_are_put_on_a_picture_and_the_question_is_spoken(with_microphone):
    tara = with_microphone.sign_in("trainer")
    page = tara.open(f"{BANK}/new/hotspot").page
    fill(page, prompt_sl="Kje je gumb?")
    page.fill("#q-picture_words-sl", "Telefon z gumbi")
    sent = {"name": f"{uuid4().hex}.png", "mimeType": "image/png", "buffer": picture()}
    page.set_input_files("#q-picture-file", sent)
    recorder = page.locator("#q-audio-sl-file + .recorder button")
    recorder.click()
    expect(page.locator("#q-audio-sl-file + .recorder bdi")).to_have_text(re.compile("0:0[1-9]"))
    recorder.click()
    expect(page.locator("#q-audio-sl-file ~ audio")).to_have_attribute("src", re.compile("^blob:"))
    page.click("button[value='look']")
    expect(page.locator("#places img")).to_be_visible()
    expect(page.locator("#q-audio-sl")).not_to_have_value("")
    for at in (0, 1):
        page.focus(f"#q-spots-{at}-x")
        page.locator("#places img").click(position={"x": 40 + 200 * at, "y": 60})
        expect(page.locator(f"#q-spots-{at}-y")).not_to_have_value("")
    page.check("#q-spots-0-right")
    assert tara.faults() == []
    page.click("#save_first")
    expect(page.locator("#trial img").first).to_be_visible()
    look_small_and_large(tara)


def test_the_editor_is_the_same_at_every_size_and_by_keyboard(walk):
    tara = walk().sign_in("trainer")
    tara.open(BANK)
    look_small_and_large(tara)
    for kind in ("choices", "match", "cloze", "number", "essay"):
        tara.open(f"{BANK}/new/{kind}")
        look_small_and_large(tara)
    page = tara.open(f"{BANK}/new/order").page
    page.focus("button[value='add:items']")
    page.keyboard.press("Enter")
    expect(page.locator("#q-items-3-text-sl")).to_be_focused()
    page.keyboard.type("Tretji")
    page.focus("button[value='up:items.3']")
    page.keyboard.press("Enter")
    expect(page.locator("#q-items-2-text-sl")).to_have_value("Tretji")
