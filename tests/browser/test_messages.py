"""A session is cancelled where nobody has e-mail: somebody calls, and a sheet is on the door."""

from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, PHONE, SMALL

CALLS = "/groups/jesenice-b/calls"


def test_those_whom_no_mail_reaches_are_called(walk, work):
    ema = walk(PHONE).sign_in("coordinator").open("/sessions?group=jesenice-b&when=next")
    ema.leave_by(ema.page.locator(".agenda a").last)
    ema.page.locator("summary", has_text="Cancel this session").click()
    ema.page.fill("#cancel_cancel-reason", "The heating is broken.")
    ema.follow("Cancel", "form#cancel")
    work()

    ema.open(CALLS).says("The heating is broken.").says("no mail server")
    people = ema.page.locator("article.call")
    count, name = people.count(), people.first.locator("h3").inner_text()
    people.first.get_by_role("button", name="Told").click()
    expect(ema.page.locator("#notice")).to_contain_text("knows.")
    expect(people).to_have_count(count - 1)
    assert name not in ema.page.locator("#calls").inner_text()
    ema.look()

    arabic = walk(SMALL, "ar").sign_in("coordinator").open(CALLS)
    arabic.page.locator("details summary").first.click()
    arabic.look()


def test_a_notice_for_the_door_is_read_in_three_languages(walk):
    ema = walk(DESKTOP).sign_in("coordinator").open(CALLS)
    ema.follow("Notice for the door").says("What is new").says("The heating is broken.")
    ema.follow("Slovenščina").follow("العربية")
    assert ema.page.locator(".news [lang=ar] h3").count() >= 1
    ema.page.emulate_media(media="print")
    assert not ema.page.locator(".chips").first.is_visible()


def test_a_learner_reads_what_they_were_told(walk):
    amal = walk(SMALL).sign_in_by_card("AMA-222").open("/account")
    amal.follow("See and choose my messages").says("What I want to be told")
    amal.page.locator("#kinds [name=kind]").first.uncheck()
    amal.follow("Save", "form#kinds").says("Saved.")
    assert not amal.page.locator("#kinds [name=kind]").first.is_checked()
    amal.page.locator("#kinds [name=kind]").first.check()
    amal.follow("Save", "form#kinds")
