"""The rules of a programme: something else is enough as well, in words before it is saved, and the
history says who saved it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.one_evening import SLUG
from tests.browser.walker import DESKTOP, PHONE

RULES = f"/programmes/{SLUG}/rules"


@pytest.mark.parametrize(("size", "scripts"), [(DESKTOP, True), (PHONE, False)])
def test_one_of_two_is_enough(walk, one_evening, size, scripts):
    ema = walk(size, scripts=scripts).sign_in("coordinator").open(RULES)
    page = ema.page
    group = page.locator("#groups fieldset").count()  # the other walk has made one, perhaps
    press(ema, "#group_add")
    page.select_option(f"#what-{group}-0", "portfolio")
    page.select_option(f"#what-{group}-1", "hours")
    page.fill(f"#share-{group}-1", str(50 + group))
    share = re.compile(rf"\b{50 + group}\s%")
    press(ema, "#rules_look")
    words = page.locator("#preview")
    expect(words).to_contain_text("One of these is enough:")
    expect(words).to_contain_text(share)
    ema.look()

    press(ema, "#rules_save")
    ema.open(f"{RULES}/history").says("Version")
    newest = page.locator("section[id^=version-]").first
    expect(newest).to_contain_text("in force")
    expect(newest).to_contain_text("Ema Demo")
    expect(newest.locator("table")).to_contain_text(share)
    ema.look_from_right_to_left().open(RULES).look_from_right_to_left()


def press(walker, selector):
    """The form comes back with what was typed; with scripts in the same page."""
    button = walker.page.locator(selector)
    if walker.scripts:
        with walker.page.expect_response(lambda sent: sent.request.method == "POST"):
            button.click()
    else:
        walker.leave_by(button)
