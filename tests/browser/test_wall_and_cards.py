"""In the room: a code on the trainer's screen, phones before it, and cards before a camera."""

import os
import shutil
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from lms import clock
from tests.attendance.room import squares_in
from tests.browser.conftest import CHROMIUM
from tests.browser.walker import DESKTOP, PATIENCE, PHONE, SMALL, Walker

ZONE = ZoneInfo("Europe/Ljubljana")
FRAME = 640, 480
CARDS = {"light": "DEM-T22", "dark": "DEM-V22", "camera": "DEM-W22"}  # of three people in group B


def publish(trainer, about):
    """A session that is on now, of an hour and a half where the day has it, about another module
    each time."""
    now = clock.now().astimezone(ZONE)
    first, last = now.replace(hour=0, minute=0), now.replace(hour=23, minute=59)
    start = max(first, now - timedelta(minutes=10))
    end = min(last, now + timedelta(minutes=80))
    page = trainer.open("/sessions/new?group=jesenice-b").page
    page.get_by_label("What is it about?").select_option(index=about)
    page.fill("#session_day", start.date().isoformat())
    page.fill("#session_starts", f"{start:%H:%M}")
    page.fill("#session_ends", f"{end:%H:%M}")
    page.fill("#session_place", "Library, first floor")
    if not page.locator("#session_breaks").is_visible():
        page.locator("summary", has_text="breaks").click()
    page.fill("#session_breaks", "")  # the form offers that of the group's last session
    trainer.follow("Publish", "form#session")
    if page.locator("#session_clashes").count():
        trainer.follow("all the same", "form#session")
    return page.url.rpartition("/")[2].partition("?")[0]


def code_on(page):
    """What a camera reads from the screen, as the screen is seen."""
    seen = squares_in(Image.open(BytesIO(page.screenshot())))
    assert len(seen) == 1, seen
    return urlsplit(seen[0].text).path


@pytest.mark.parametrize(("scheme", "about"), [("light", 1), ("dark", 2)])
def test_a_learner_scans_the_wall_and_the_name_appears(walk, scheme, about):
    samo = walk(DESKTOP, scheme=scheme).sign_in("trainer.b")
    number = publish(samo, about)
    samo.open(f"/sessions/{number}").follow("Check-in on the screen")
    before = samo.number("#here_title")
    phone = walk(PHONE, scheme=scheme)
    phone.open(code_on(samo.page))  # signed out: the scan waits while they come in
    phone.page.fill("#card_card-code", CARDS[scheme])
    phone.page.fill("#card_card-pin", "2468")
    phone.in_by(phone.page.locator("form#card button")).follow("I am here", "main")
    phone.says("You are in since")
    expect(samo.page.locator("#here_title")).to_contain_text(f"{before + 1} of", timeout=PATIENCE)
    samo.look()
    phone.open("/here").look()


def test_the_first_page_of_who_is_in_fits_the_smallest_phone(walk):
    samo = walk(DESKTOP, scripts=False).sign_in("trainer.b")
    publish(samo, 3)
    reza = walk(SMALL, "sl").sign_in_by_card(CARDS["dark"])
    now = reza.page.locator(".sign h2 a").get_attribute("href")
    samo.open(f"{now}/cards").page.fill("#card_code", CARDS["dark"])
    samo.follow("Mark", "form#card")
    reza.open("/")
    expect(reza.page.locator("#in_since")).to_be_visible()
    reza.look().look_from_right_to_left()


def test_the_screen_is_whole_without_scripts_and_on_a_small_phone(walk):
    samo = walk(SMALL, scripts=False).sign_in("trainer.b")
    number = publish(samo, 3)
    samo.open(f"/sessions/{number}/check-in")
    assert samo.page.locator("meta[http-equiv=refresh]").count() == 1
    samo.open(f"/sessions/{number}/cards")
    assert not samo.page.locator("#camera").is_visible()
    samo.page.fill("#card_code", "B-03")
    samo.follow("Mark", "form#card").says("is in since")


def film(path, text):
    """What a camera sees that a card is held before: ten pictures, in plain YUV."""
    square = BytesIO()
    segno.make(text, error="m", micro=False).save(square, kind="png", scale=8, border=4)
    seen = Image.new("L", FRAME, 200)
    seen.paste(Image.open(square).convert("L").rotate(7, fillcolor=255), (150, 60))
    half = bytes([128]) * (FRAME[0] * FRAME[1] // 4)
    picture = b"FRAME\n" + seen.tobytes() + half + half
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + picture * 10)
    return path


@pytest.fixture
def with_camera(address, chromium, tmp_path):
    """A browser whose camera sees the square on a card."""
    film_of_card = film(tmp_path / "card.y4m", f"{address}/sign-in?code={CARDS['camera']}")
    flags = [
        *CHROMIUM, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film_of_card}",
    ]  # fmt: skip
    where = os.environ.get("LMS_TEST_BROWSER") or shutil.which("chromium")
    browser = chromium.browser_type.launch(executable_path=where, args=flags)
    page = browser.new_page(base_url=address, viewport=PHONE, locale="en")
    page.set_default_timeout(PATIENCE)
    walker = Walker(page, "en", True)
    yield walker
    browser.close()
    assert walker.complaints == []


def test_the_camera_reads_a_card_and_marks_once(with_camera):
    samo = with_camera.sign_in("trainer.b")
    number = publish(samo, 4)
    samo.open(f"/sessions/{number}/cards")
    page = samo.page
    page.click("#camera_start")
    expect(page.locator("#scanned")).to_contain_text("is in since", timeout=PATIENCE)
    expect(page.locator("#arrived li")).to_have_count(1)
    expect(page.locator("#card_code")).to_have_value("")
    page.wait_for_timeout(1500)  # the card is still held before the camera
    expect(page.locator("#arrived li")).to_have_count(1)
    samo.look()
    samo.open(f"/sessions/{number}/register").says("Marked by Samo Demo at")
