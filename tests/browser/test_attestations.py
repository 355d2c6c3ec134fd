"""A coordinator confirms who is complete, issues an attestation and revokes it again: by keyboard,
and without scripts. A stranger reads what holds on that day."""

import re

import pypdfium2
from playwright.sync_api import expect

from tests.browser.one_evening import PEOPLE
from tests.browser.walker import DESKTOP, PHONE, SMALL


def press(walker, selector):
    """Goes there by keyboard and presses it; the page that comes is judged."""
    walker.tab_to(selector)
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    return walker.look()


def serial_of(walker):
    """Of the attestation whose page is open, as it is printed."""
    expect(walker.page).to_have_url(re.compile("/attestations/[0-9A-Z]{16}$"))
    return walker.page.locator("#check + p b.code").inner_text()


def paper_of(walker, button="#paper_1"):
    """The file behind the button, and its keywords."""
    sent = walker.page.request.get(walker.page.locator(button).get_attribute("href"))
    assert sent.headers["content-type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(sent.body())
    return sent.body(), paper.get_metadata_value("Keywords"), paper[0].get_textpage()


def issued(walker, group):
    """From the completions of a group to the page of the one attestation in it."""
    walker.open(f"/groups/{group}/attestations")
    walker.leave_by(walker.page.locator("#issue button"))
    return serial_of(walker.says("The attestation is issued."))


def test_by_keyboard_from_complete_to_a_paper_that_is_checked_and_revoked(walk, one_evening):
    name, group = PEOPLE["keys"][0], one_evening["keys"]
    ema = walk(DESKTOP).sign_in("coordinator").open(f"/groups/{group}/completions")
    confirm_by_keyboard(ema, name)
    press(ema, f"a[href$='/groups/{group}/attestations']").look_from_right_to_left()
    press(ema, "#issue button").says("The attestation is issued.").says("4 of 4 ")
    serial = serial_of(ema)
    content, keywords, text = paper_of(ema)
    assert serial in keywords
    assert name in text.get_text_range()

    visitor = stranger(walk, content, serial).says("Valid").says(name).says("bit by bit")
    revoke_by_keyboard(ema, "The hours were of somebody else.")
    visitor.open(f"/verify/{serial}").says("Revoked").says("it was revoked on")
    assert "somebody else" not in visitor.words(), "the reason is not for strangers"
    visitor.look_from_right_to_left()


def confirm_by_keyboard(ema, name):
    """In the same page: it is not loaded again."""
    for button, then in (("#look_now", name), ("#confirm_chosen", "Confirmed by Ema Demo")):
        ema.tab_to(button)
        ema.page.keyboard.press("Enter")
        expect(ema.page.locator("#completions")).to_contain_text(then)
        ema.look()


def revoke_by_keyboard(ema, reason):
    here = ema.page.url
    press(ema, "a[href$='/revoke']")
    ema.look_from_right_to_left()
    press(ema, "#revoke button").says("This cannot be saved yet.")  # no reason is given
    ema.tab_to("#revoke_reason")
    ema.page.keyboard.type(reason)
    ema.tab_to("#revoke_then input")
    ema.page.keyboard.press("ArrowDown")  # nothing comes in its place
    press(ema, "#revoke button")
    expect(ema.page).to_have_url(here)
    ema.says("The attestation is revoked.").says(reason)


def stranger(walk, paper, serial):
    """Who has no account types the serial, and sends the file."""
    visitor = walk(SMALL).open("/verify")
    visitor.page.fill("#check_serial", serial.lower().replace("-", " "))
    visitor.leave_by(visitor.page.locator("#check button")).says("Valid")
    visitor.open("/verify")
    file = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": paper}
    visitor.page.set_input_files("#file_file", file)
    return visitor.leave_by(visitor.page.locator("#file button"))


def test_confirmed_and_issued_without_scripts(walk, one_evening):
    name, group = PEOPLE["plain"][0], one_evening["plain"]
    ema = walk(PHONE, scripts=False).sign_in("coordinator").open(f"/groups/{group}/completions")
    ema.leave_by(ema.page.locator("#look_now")).says(name)
    ema.leave_by(ema.page.locator("#confirm_chosen")).says("Confirmed by Ema Demo")
    serial = issued(ema, group)
    walk(PHONE, scripts=False).open(f"/verify/{serial}").says("Valid").says(name)
