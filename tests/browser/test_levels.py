"""People say what they can do, by keyboard and without scripts; a trainer looks at a group."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, SMALL

DIGITAL = "#to_do a[href*='/levels/digcomp/']"
OMAR, LEYLA = "DEM-Y22", "DEM-222"


def enter(walker, selector):
    """Goes there by keyboard and presses it; the page that comes is judged."""
    walker.tab_to(selector)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    return walker.look()


@pytest.mark.parametrize(("who", "scripts"), [(OMAR, False), (LEYLA, True)])
def test_what_one_can_do_is_said_by_keyboard_to_the_end(walk, who, scripts):
    learner = walk(SMALL, "ar", scripts=scripts).sign_in_by_card(who).open("/")
    page = learner.page
    enter(learner, DIGITAL)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    asked = set()
    for answer in ("yes", "help", "yes", "no", "no", "no", "no", "no"):
        if not page.locator("#answer").count():
            break
        asked.add(page.locator("h1").inner_text())
        enter(learner, f"#answer_{answer}")
    assert len(asked) >= 3
    enter(learner, "#hand_in button")
    expect(page).to_have_url(re.compile("/my/levels"))
    expect(page.locator("dl b")).not_to_have_count(0)
    learner.open("/")
    expect(page.locator(DIGITAL)).to_have_count(0)


def test_a_trainer_says_levels_of_a_group_and_sees_what_was_gained(walk):
    tara = walk().sign_in("trainer").open("/groups/jesenice-a/levels?of=cefr-sl&on=entry")
    page = tara.page
    line = page.locator("tbody tr", has_text="Merita")
    for number in range(4):
        line.locator("select").nth(number).select_option("cefr:a1")
    enter(tara, "#said_button")
    expect(line.locator("select").first).to_have_value("cefr:a1")
    expect(line.locator("td").last).to_contain_text("still learning")
    tara.follow("At the end")
    line.locator("select").first.select_option("cefr:a2")
    for size, language in ((SMALL, "ar"), (DESKTOP, "sl")):
        page.set_viewport_size(size)
        tara.speak(language).look()
