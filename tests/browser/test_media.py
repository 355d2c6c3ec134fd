"""A trainer's pictures and sound: sent, put into words, copied, recorded; without scripts, too."""

import os
import re
import shutil
import wave
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM
from tests.browser.walker import DESKTOP, PATIENCE, SMALL, Walker

MEDIA, RECORDING = "/courses/slovene-first-steps/media", "/courses/slovene-first-steps/recording"
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # it beeps
LENGTH = "sound => sound.readyState && sound.duration > 0"


def picture():
    """A PNG that is like no other: the same file is kept once, whatever it is called."""
    kept = BytesIO()
    noise = Image.frombytes("RGB", (32, 24), os.urandom(32 * 24 * 3))
    noise.resize((960, 720), Image.Resampling.NEAREST).save(kept, "PNG")
    return kept.getvalue()


def noise():
    """Half a second of WAV that is like no other."""
    kept = BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(os.urandom(4000))
    return kept.getvalue()


def look_small_and_large(walker):
    """As it is in Arabic on a small phone, and in English at a desk."""
    for size, language in ((SMALL, "ar"), (DESKTOP, "en")):
        walker.page.set_viewport_size(size)
        walker.speak(language).look()


def test_a_picture_is_sent_put_into_words_and_copied(walk):
    tara, name = walk(SMALL, "ar").sign_in("trainer"), f"phone-{uuid4().hex}.png"
    page = tara.open(MEDIA).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent = {"name": name.upper(), "mimeType": "image/png", "buffer": picture()}
    page.set_input_files("#add_files", sent)
    tara.leave_by(page.locator("form#add button"))
    expect(page.locator("h1")).to_have_text(name)
    page.fill("form#words input[lang=sl]", "Roka drži telefon")
    tara.leave_by(page.locator("form#words button"))
    markdown = f"![Roka drži telefon](../media/{name})"
    expect(page.locator("#markdown")).to_have_text(markdown)
    page.click("#copy")
    expect(page.locator("#copy_done")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == markdown
    look_small_and_large(tara)
    tara.open(f"{MEDIA}?q={name}").follow(name, "#files").says("Roka drži telefon")
    tara.open(MEDIA)


@pytest.fixture
def with_microphone(address, chromium):
    """A browser with a microphone that may be used."""
    where = os.environ.get("LMS_TEST_BROWSER") or shutil.which("chromium")
    flags = [*CHROMIUM, *MICROPHONE]
    browser = chromium.browser_type.launch(executable_path=where, args=flags)
    page = browser.new_page(base_url=address, viewport=SMALL, locale="ar", reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    walker = Walker(page, "ar", True)
    yield walker
    browser.close()
    assert walker.complaints == []


def test_sound_is_recorded_listened_to_and_kept(with_microphone):
    tara, name = with_microphone.sign_in("trainer"), f"hello-{uuid4().hex}"
    page = tara.open(RECORDING).page
    look_small_and_large(tara)
    page.set_viewport_size(SMALL)
    tara.speak("ar")
    page.click("#record_start")
    expect(page.locator("#record_stop")).to_be_focused()
    assert tara.faults() == []  # the address is the same, the colours are not
    expect(page.locator("#record_time")).not_to_have_text("0:00")
    page.click("#record_stop")
    sound = page.locator("#record_sound")
    expect(sound).to_be_visible()
    expect(sound).to_have_attribute("src", re.compile("^blob:"))
    page.wait_for_function(LENGTH, arg=sound.element_handle())
    for size in (SMALL, DESKTOP):
        page.set_viewport_size(size)
        assert tara.faults() == []
    page.fill("#add_name", name)
    tara.leave_by(page.locator("form#add button"))
    expect(page.locator("h1")).to_contain_text(name)
    page.locator(".medium audio").evaluate("sound => { sound.muted = true; return sound.play(); }")
    page.wait_for_function(LENGTH, arg=page.locator(".medium audio").element_handle())
    look_small_and_large(tara)
    tara.open(f"{MEDIA}?q={name}&kind=audio").says(name)
    expect(page.locator(".media-list li")).to_have_count(1)


def test_without_scripts_sound_is_sent_as_a_file(walk):
    tara, name = walk(SMALL, "ar", scripts=False).sign_in("trainer"), f"noise-{uuid4().hex}"
    page = tara.open(RECORDING).page
    expect(page.locator("#recorder")).to_be_hidden()
    sent = {"name": "Noise.wav", "mimeType": "audio/wav", "buffer": noise()}
    page.set_input_files("#add_files", sent)
    page.fill("#add_name", name)
    tara.leave_by(page.locator("form#add button"))
    expect(page.locator("h1")).to_have_text(f"{name}.wav")
    expect(page.locator("#copy")).to_be_hidden()
    expect(page.locator("#markdown")).to_contain_text(f"(../media/{name}.wav)")
    tara.open(f"{MEDIA}?q={name}").says(f"{name}.wav")
