"""A trainer on a phone: a session is published, and its register taken while people come in."""

import re

from playwright.sync_api import expect

from lms import clock
from tests.browser.test_offline import Device
from tests.browser.walker import PHONE

EVENING = 195  # minutes from 17:00 to 20:15


def test_a_trainer_publishes_a_session_and_takes_its_register_on_a_phone(walk):
    samo = walk(PHONE).sign_in("trainer.b")
    publish(samo)
    samo.open("/sessions").follow("Open the register")
    people = samo.number("h2#who")
    samo.page.evaluate("window.stayed = true")

    samo.page.click("#all_present")
    totals(samo, present=people, part=0, excused=0, minutes=people * EVENING)

    late, away = (samo.page.locator("#lines .line").nth(n) for n in (0, 1))
    late.locator("label.c-part").click()
    late.locator("input[name^=came]").fill("17:20")
    expect(late).to_contain_text(f"{EVENING - 20} of {EVENING} minutes count.")
    away.locator("label.c-excused").click()
    away.locator("select").select_option("illness")
    minutes = (people - 1) * EVENING - 20
    totals(samo, present=people - 2, part=1, excused=1, minutes=minutes)
    Device(samo).let_go()
    assert samo.page.evaluate("window.stayed"), "the page was loaded again"
    samo.look()

    who_marked_what(samo, late)
    samo.page.reload()
    totals(samo, present=people - 2, part=1, excused=1, minutes=minutes)
    expect(late.locator("input[name^=came]")).to_have_value("17:20")
    expect(late.locator("label.c-part input")).to_be_checked()
    expect(away.locator("select")).to_have_value("illness")
    samo.look()


def publish(samo):
    """Three fields: what it is about, when, and where. This module's session was cancelled."""
    samo.follow("Publish a session")
    page = samo.page
    page.get_by_label("What is it about?").select_option(label="Messages and calls")
    page.fill("#session_day", clock.today("Europe/Ljubljana").isoformat())
    page.fill("#session_starts", "17:00")
    page.fill("#session_ends", "20:15")
    page.fill("#session_place", "Library, first floor")
    if not page.locator("#session_breaks").is_visible():  # folded, where there are none
        page.locator("summary", has_text="More: breaks").click()
    page.fill("#session_breaks", "")
    samo.follow("Publish", "form#session").says("Library, first floor")


def totals(who, *, minutes, **counts):
    """What the line at the foot of the register says, as soon as it says so."""
    foot = who.page.locator("#totals")
    for mark, count in counts.items():
        expect(foot.locator(f".c-{mark} b")).to_have_text(str(count))
    expect(foot.locator(".minutes")).to_contain_text(f"{minutes} of")


def who_marked_what(samo, line):
    line.locator("summary").click()
    expect(line.locator(".from")).to_contain_text("Samo Demo")
    samo.look()


def test_one_person_is_marked_with_the_keyboard_alone(walk):
    gavino = walk().open("/sign-in")
    page = gavino.page
    gavino.tab_to("#staff_staff-email")
    page.keyboard.type("trainer.teachers@example.org")
    gavino.tab_to("#staff_staff-password")
    page.keyboard.type("demo-demo-demo")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    gavino.speak("en")  # an arrow key goes the other way where lines run to the left
    gavino.open("/sessions").tab_to(
        "#past ~ * a[href$='/register'], section[aria-labelledby=past] a[href$='/register']"
    )
    with page.expect_navigation():
        page.keyboard.press("Enter")

    line = page.locator("#lines .line", has_text="TEA-05")
    key = line.get_attribute("id").removeprefix("line_")
    gavino.tab_to(f"#mark_{key}_present")
    assert the_focus_is_seen(page, key)
    page.keyboard.press("ArrowRight")
    expect(line.locator(".c-absent input")).to_be_checked()
    expect(line.locator("summary")).to_contain_text(re.compile(r"^\s*0 min"))
    page.reload()
    expect(line.locator(".c-absent input")).to_be_checked()


def the_focus_is_seen(page, key):
    """The words on which the keyboard stands have an outline."""
    shown = f"getComputedStyle(document.querySelector('#mark_{key}_present + span'))"
    return page.evaluate(f"{shown}.outlineStyle") != "none"
