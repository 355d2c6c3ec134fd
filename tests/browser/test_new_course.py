"""A course that was written from nothing reaches people: a coordinator adds it to a programme."""

import re

from tests.browser.test_writing import begin, leave
from tests.browser.walker import DESKTOP, PHONE, SMALL

PAGE = "/programmes/jesenice-digital-local/courses"
WORDS = "Call 112 and say where you are."


def test_a_new_course_is_added_to_a_programme_and_a_learner_reads_its_lesson(walk):
    tara = walk(DESKTOP, scripts=False).sign_in("trainer")
    address = write(tara)
    tara.says("Nobody can read this yet")
    tara.open(address).says(WORDS)
    amal = walk(PHONE).sign_in_by_card("AMA-222")
    amal.open(address).says("not yours to open")

    ema = walk(SMALL).sign_in("coordinator")
    ema.open("/courses").follow("Help on the road").says("the course is in no programme")
    ema.leave_by(ema.page.locator(f"#nobody a[href^='{PAGE}']"))
    before = int(ema.page.input_value("#parts_required"))
    ema.page.click("#parts_add")
    ema.page.fill("#units_help-on-the-road", "2")
    ema.look()
    save(ema, before + 2)
    amal.open(address).says(WORDS)

    ema.open(PAGE).page.click("#out_help-on-the-road")  # the walks after this one find it as it was
    ema.page.locator("#units_help-on-the-road").wait_for(state="detached")
    save(ema, before)


def write(author):
    """A course with a published lesson; its address."""
    lesson = re.sub("/edit.*", "", begin(author, "Help on the road", "Call for help"))
    author.page.fill("#editor_markdown", WORDS)
    leave(author, "form#editor", "#to_publish, button[value=publish]")
    leave(author, "form#publish")
    return lesson


def save(coordinator, units):
    coordinator.page.fill("#parts_required", str(units))
    leave(coordinator, "form#parts", "#parts_save")
    coordinator.says("Saved.")
