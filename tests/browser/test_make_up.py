"""Make-up, from the trainer's desk to the learner's phone and back, in Slovene and Arabic."""

import pytest

from tests.browser.walker import DESKTOP, PHONE

FIRST_MISSED = "/groups/jesenice-a/people/A-01"


@pytest.mark.parametrize("language", ["sl", "ar"])
def test_a_learner_is_offered_a_task_and_says_yes_then_no(walk, language):
    trainer = walk(DESKTOP).sign_in("trainer").open(FIRST_MISSED)
    trainer.leave_by(trainer.page.locator("table.ledger a[href*='/make-up/']").last)
    trainer.page.check("#what_task")
    trainer.page.fill("#offer_task", f"Read lesson 3 ({language})")
    trainer.page.fill("#offer_minutes", "30")
    trainer.leave_by(trainer.page.locator("#offer .btn.now")).open("/make-up")
    trainer.says(f"Read lesson 3 ({language})")

    amal = walk(PHONE, language).sign_in_by_card("AMA-222")
    amal.leave_by(amal.page.locator("main .notice a[href*='/make-up/']").first)
    amal.says(f"Read lesson 3 ({language})")
    here = amal.page.url
    amal.tab_to("#say_yes").page.keyboard.press("Enter")
    amal.page.wait_for_selector("#say_yes", state="detached")
    amal.look().open(here).leave_by(amal.page.locator("#say_no"))
    amal.page.wait_for_selector("#say_yes")
    amal.open("/")
    assert amal.page.locator("main .notice a[href*='/make-up/']").count() == 0
