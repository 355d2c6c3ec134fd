"""A local official: finds a programme, enrols, stops, and goes on where they stopped."""

from playwright.sync_api import expect

from tests.browser.walker import DESKTOP


def test_an_official_enrols_works_leaves_and_goes_on_at_the_next_lesson(walk):
    password = new_colleague(walk(DESKTOP), "noor")
    noor = walk(DESKTOP).open("/programmes").follow("Inclusive local government", "main")
    noor.says("What you learn").follow("Come in", "#enrolment").enter("noor", password)
    noor.says("Choose a group")  # the same programme, now that they are known
    noor.page.locator("#enrol input[type=radio]").first.check()
    noor.leave_by(noor.page.locator("#enrol_button"))

    noor.open("/programmes/inclusive-local-government").follow("Begin", "#enrolment")
    for _lesson in range(2):
        noor.page.click("#mark_button")
        expect(noor.page.locator("#foot")).to_contain_text("Done")
        noor.follow("Next lesson")
    third = noor.page.url
    noor.follow("Bye")

    noor.sign_in("noor", password)
    noor.leave_by(noor.page.locator("main a.huge[href^='/lessons/']"))
    assert noor.page.url == third

    noor.open("/").says("0 of 20").says("You need 14 hours for the attestation")


def new_colleague(oto, name):
    """Their coordinator makes an account; the password is shown once."""
    oto.sign_in("coordinator.cities").follow("People").follow("New person", "main")
    oto.page.fill("#record_name", f"{name.title()} Demo")
    oto.page.fill("#record_email", f"{name}@example.org")
    oto.follow("Save", "main form")
    oto.open(f"/people?q={name}").follow(f"{name.title()} Demo", "main")
    oto.follow("Make a new password", "main")
    return oto.page.locator("#new_password").inner_text()
