"""A trainer prints a list, types it back, attaches its scan and looks at both."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, PHONE


def a_session_of_group_a(tara):
    """The newest session whose register is open."""
    tara.open("/sessions?group=jesenice-a")
    links = tara.page.locator("main a[href*='/sessions/']").all()
    found = (re.match(r"(/sessions/\d+)(?:/register)?$", a.get_attribute("href")) for a in links)
    for session in dict.fromkeys(one[1] for one in found if one):
        tara.page.goto(f"{session}/register")
        if tara.page.locator("#save").count() and tara.page.locator("#lines .line").count():
            return session
    raise AssertionError("no register is open")


def test_a_list_is_printed_typed_back_and_looked_at_with_its_scan(walk):
    tara = walk(DESKTOP).sign_in("trainer")
    a_session_of_group_a(tara)
    tara.follow("List on paper", "main")
    tara.follow("Make the list", "#print").says("is ready")
    type_back(tara)
    attach_its_scan(tara)
    assert tara.complaints == []


def type_back(tara):
    """Absent, late and left early; and what the register says otherwise is asked about."""
    page = tara.page
    page.fill("#text", "absent 99")
    tara.follow("Show it in the rows", "#returned").says("There is no row 99 on this list.")
    page.fill("#text", "absent 2, late 3 17:20, left 3 19:00")
    tara.follow("Show it in the rows", "#returned").says("Nothing is kept yet.")
    rows = page.locator("#returned .lines > li")
    expect(rows.nth(1).locator("[type=radio]:checked")).to_have_value("absent")
    expect(rows.nth(2).locator("[type=time]").first).to_have_value("17:20")
    tara.follow("Keep in the register", "#returned")
    for _row in range(rows.count()):
        if not page.locator("[id^=take_]").count():
            break
        tara.leave_by(page.locator("[id^=take_]").first)
        tara.look()
    expect(rows.nth(2).locator("[type=radio]:checked")).to_have_value("part")


def attach_its_scan(tara):
    page = tara.page
    code = urlsplit(page.url).path.rpartition("/")[2]
    paper = page.request.get(f"/sheets/{code}.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    file = {"name": "list.pdf", "mimeType": "application/pdf", "buffer": paper.body()}
    page.set_input_files("#scan input[type=file]", file)
    tara.follow("Attach", "#scan").says("The scan list.pdf is kept.")
    frame = page.locator("iframe.view")
    rows_box, scan_box = page.locator("#returned").bounding_box(), frame.bounding_box()
    assert rows_box["x"] + rows_box["width"] <= scan_box["x"], "beside each other"
    assert page.request.get(frame.get_attribute("src")).body() == paper.body()


def test_the_list_of_a_past_session_reads_well_on_a_phone_and_from_right_to_left(walk):
    tara = walk(PHONE).sign_in("trainer")
    tara.open("/sessions?group=jesenice-a")
    session = a_session_of_group_a(tara)
    tara.page.goto(f"{session}/paper")
    tara.look().follow("Make the list", "#print").look()
    tara.speak("ar").look()
    expect(tara.page.locator("html")).to_have_attribute("dir", "rtl")
