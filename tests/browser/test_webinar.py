"""A trainer of the cities brings in the list of a webinar: read, decided, in the register, back."""

import re

from playwright.sync_api import expect

from lms.demo.meeting import HEAD
from tests.browser.walker import DESKTOP, PHONE


def the_used_list(mila):
    """The lists of the demo's session that has one."""
    mila.open("/sessions?group=officials-1")
    links = mila.page.locator("main a[href*='/sessions/']").all()
    found = {re.match(r"(/sessions/\d+)(?:/register)?$", a.get_attribute("href")) for a in links}
    for session in sorted({one[1] for one in found if one}):
        mila.page.goto(f"{session}/lists")
        if mila.page.locator("#kept_lists").count():
            return mila.look()
    raise AssertionError("no session has a list")


def in_the_zone_of_the_host(mila):
    """A list that the host exported an hour east, with a name that is nearly one of ours."""
    day = mila.page.locator("main p a").first.get_attribute("href")
    mila.page.goto(day)
    date = mila.page.locator("#session_day").get_attribute("value")
    mila.page.goto(f"{day}/lists")
    year, month, number = date.split("-")
    rows = [
        ",".join(HEAD),
        *(
            f"{name},,{month}/{number}/{year} {came},{month}/{number}/{year} {left},,Yes"
            for name, came, left in (
                ("Joost D.", "10:32:00 AM", "11:40:00 AM"),
                ("Joost D.", "11:42:00 AM", "02:00:00 PM"),
                ("tablet", "10:31:00 AM", "02:01:00 PM"),
            )
        ),
    ]
    return "\n".join(rows).encode()


def test_a_list_goes_into_the_register_and_out_of_it(walk):
    mila = walk(DESKTOP).sign_in("trainer.cities")
    the_used_list(mila)
    content, page = in_the_zone_of_the_host(mila), mila.page
    file = {"name": "host.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("#list input[type=file]", file)
    mila.follow("Bring it in", "#list").says("is the list in another time zone?")
    page.get_by_label("Another one").check()
    page.fill("#reading_reading-other", "Europe/Athens")
    mila.follow("Read it like this", "#reading")
    expect(page.locator("#doubt")).to_have_count(0)

    joost = page.locator("#names fieldset", has_text="Joost D.")
    joost.get_by_label("Joost Demo").check()
    page.locator("#names fieldset", has_text="tablet").get_by_label("Nobody of ours").check()
    mila.follow("Save who is who", "#naming").says("Every name is decided.")
    mila.says("09:32–10:40")
    page.get_by_label("The list: they were there").check()
    mila.follow("Put it into the register", "#use").says("In the register: 1 person.")

    mila.follow("To the register", "main")
    line = page.locator("#lines .line", has_text="Joost Demo")
    expect(line.locator("input[type=radio]:checked")).to_have_value("part")
    page.go_back()
    page.locator("#undo summary").click()
    mila.follow("Take it back", "#removal").says("with the presences of 1 person")


def test_the_list_reads_well_on_a_phone_and_from_right_to_left(walk):
    mila = walk(PHONE).sign_in("trainer.cities")
    the_used_list(mila)
    mila.leave_by(mila.page.locator("#kept_lists a", has_text="participants.csv")).says("Ines Demo")
    mila.speak("ar").look()
    expect(mila.page.locator("html")).to_have_attribute("dir", "rtl")
