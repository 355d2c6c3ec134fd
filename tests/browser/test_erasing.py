"""A coordinator reads what goes when somebody is erased, ticks that it is meant, and erases; what
the public page says of the attestation then is what its holder wished."""

import pytest

from lms.demo.people import PIN
from tests.browser.one_evening import PEOPLE
from tests.browser.test_attestations import issued
from tests.browser.walker import DESKTOP, PHONE


@pytest.mark.parametrize(
    ("end", "scripts", "says"),
    [("told", True, "The holder had their data erased"), ("silent", False, "Nothing is said")],
)
def test_who_is_erased_has_what_they_wished_on_the_public_page(
    walk, one_evening, end, scripts, says
):
    (name, card), group = PEOPLE[end], one_evening[end]
    ema = walk(DESKTOP, scripts=False).sign_in("coordinator").open(f"/groups/{group}/completions")
    ema.leave_by(ema.page.locator("#look_now"))
    ema.leave_by(ema.page.locator("#confirm_chosen"))
    serial = issued(ema, group)
    wish(walk(PHONE, scripts=scripts).sign_in_by_card(card), "yes" if end == "told" else "no")

    ema = walk(PHONE, scripts=scripts).sign_in("coordinator").open(f"/people/W-{end}")
    ema.follow("Erase", "main").says("What goes at once").says(serial)
    ema.page.fill("#erase_reason", "Asked for it at the desk.")
    ema.leave_by(ema.page.locator("#erase button")).says("Nothing was erased yet.")
    ema.page.check("#erase_sure")
    ema.leave_by(ema.page.locator("#erase button"))
    ema.open(f"/people?q=W-{end}")
    assert name not in ema.words()

    page = walk(PHONE).open(f"/verify/{serial}").says(says)
    assert name not in page.words()
    page.look_from_right_to_left()
    learner = walk(PHONE)
    learner.page.goto("/sign-in")
    learner.page.fill("#card_card-code", card)
    learner.page.fill("#card_card-pin", PIN)
    learner.leave_by(learner.page.locator("form#card button")).says("You are not in yet.")


def wish(learner, answer):
    learner.open("/attestations")
    learner.leave_by(learner.page.locator("main a.big-link"))
    learner.page.locator(f"label[for=answers_{answer}]").click()
    learner.leave_by(learner.page.locator("#wish button"))
