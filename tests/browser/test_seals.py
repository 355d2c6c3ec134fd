"""A register is closed and found to be wrong: the trainer asks, the coordinator agrees, and old and
new stand side by side; the chain of the group holds."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, PHONE


def test_a_register_is_closed_corrected_and_proven(walk):
    tara, ema = walk(PHONE).sign_in("trainer"), walk(DESKTOP).sign_in("coordinator")
    register = close(tara)
    correction = ask(tara, register)

    ema.open("/amendments").says("Bus was late").open(correction)
    expect(ema.page.locator("dl.pairs")).to_contain_text("came 17:25, left 20:15")
    ema.follow("Agree and correct").says("Ema Demo agreed")

    tara.open(register)
    told = tara.page.locator("#corrections + ul li")
    expect(told.locator("s")).to_have_text("present")
    expect(told).to_contain_text("came 17:25, left 20:15")
    expect(told).to_contain_text("Bus was late")
    expect(tara.page.locator(".line", has_text="Corrected")).to_have_count(1)

    ema.open("/groups/jesenice-a").follow("Seals")
    ema.page.get_by_role("button", name="Check the chain now").click()
    expect(ema.page.locator("#verdict")).to_contain_text("holds")
    expect(ema.page.locator("tbody tr").first).to_contain_text("Correction")
    ema.page.locator("tbody tr").first.locator("summary").click()
    ema.look()
    tara.open("/groups/jesenice-a/chain").open(register.replace("register", "amendments"))


def close(tara):
    """A register that she took herself: in later ones people checked in."""
    tara.open("/sessions?group=jesenice-a&when=past")
    tara.leave_by(tara.page.locator("main a[href$='/register']").nth(3))
    register = urlsplit(tara.page.url).path
    tara.follow("Close the register").says("is sealed")
    tara.follow("Close", "form#closing").says("Sealed on")
    assert not tara.page.locator("#save").count()
    return register


def ask(tara, register):
    """For somebody whom she marked present herself."""
    line = tara.page.locator(".line", has=tara.page.locator(".c-present :checked")).first
    tara.leave_by(line.get_by_role("link", name="Ask for a correction"))
    tara.says("Somebody else has to agree")
    tara.page.get_by_label("Came later").check()
    tara.page.get_by_label("Came", exact=True).fill("17:25")
    tara.page.get_by_label("Why it is to be corrected").fill("Bus was late.")
    tara.follow("Ask for this correction").says("You asked for this yourself")
    assert not tara.page.locator("form#agree").count()
    correction = urlsplit(tara.page.url).path
    tara.open(register).says("A correction waits")
    return correction
