"""From the network down to one person: each number opens as many people as it says. What was
chosen is taken off, kept, shared and opened by somebody else, and taken away as files."""

import csv
import re
from io import BytesIO, StringIO

import openpyxl
from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, SMALL

NUMBERS = "tbody tr:first-child a.count, tfoot a.count"
DOWN = ["Slovenia", "Adult Education Centre Jesenice", "Digital and Local", "Jesenice, group A"]
CHIPS = "nav.chips a:has(svg):has(.sr)"


def table(walker):
    return walker.page.locator("section[aria-labelledby=mine] table")


def the_lists_are_as_long_as_the_numbers(walker):
    """Of the first row and of all rows together."""
    here, links = walker.page.url, table(walker).locator(NUMBERS).all()
    numbers = [(int(one.inner_text()), one.get_attribute("href")) for one in links]
    assert len(numbers) >= 2, here
    for count, there in dict.fromkeys(numbers):
        walker.page.goto(there)
        expect(walker.page.locator("tbody th[scope=rowgroup]")).to_have_count(count)
        assert walker.number("h1") == count, there
    walker.page.goto(here)


def test_numbers_lead_from_the_network_down_to_one_person(walk):
    ada = walk(DESKTOP).sign_in("admin").open("/explore")
    for name in DOWN:
        the_lists_are_as_long_as_the_numbers(ada)
        ada.leave_by(table(ada).locator("tbody th a", has_text=name))
    expect(ada.page).to_have_url(re.compile("/explore/people"))
    chips = ada.page.locator(CHIPS)
    expect(chips).to_have_count(len(DOWN))
    people = ada.number("h1")
    ada.leave_by(ada.page.locator("tbody th[scope=rowgroup] a").first).says("Every session")

    ada.page.go_back()
    for left in range(len(DOWN) - 1, -1, -1):
        ada.leave_by(chips.last)
        expect(chips).to_have_count(left)
        assert ada.number("h1") >= people, "without a filter there are not fewer"
        people = ada.number("h1")


def test_a_view_is_saved_shared_and_opened_by_a_colleague_on_a_phone(walk):
    ema = walk(DESKTOP).sign_in("coordinator")
    ema.open("/explore?programme=jesenice-digital-local&by=gender")
    ema.leave_by(ema.page.locator("#save_view"))
    ema.page.fill("#view_title", "Who is in Digital and Local")
    ema.page.check("#view_is_shared")
    ema.leave_by(ema.page.locator("form#view button")).follow("Who is in Digital", "main")
    shown = table(ema).locator("tbody th").all_inner_texts()
    assert "Women" in shown

    tara = walk(SMALL, scripts=False).sign_in("trainer").open("/views")
    tara.follow("Who is in Digital", "section[aria-labelledby=shared]")
    assert "by=gender" in tara.page.url
    assert 0 < tara.number("#mine") < ema.number("#mine"), "she sees her own group"
    tara.leave_by(tara.page.locator(CHIPS).first)

    ema.open("/views")
    row = ema.page.locator(".saved-views li", has_text="Who is in Digital")
    ema.leave_by(row.get_by_role("button", name="Remove"))
    tara.open("/views")
    assert "Who is in Digital" not in tara.words()


def test_the_files_of_a_table_have_the_totals_that_are_on_the_page(walk):
    ema = walk(DESKTOP).sign_in("coordinator").open("/explore?by=group")
    shown = [cell.strip() for cell in table(ema).locator("tfoot tr > *").all_inner_texts()][:7]
    sent = {}
    for kind in ("csv", "xlsx", "pdf"):
        link = ema.page.locator("section[aria-labelledby=mine] .downloads a", has_text=kind.upper())
        sent[kind] = ema.page.request.get(link.get_attribute("href")).body()
    last = list(csv.reader(StringIO(sent["csv"].decode("utf-8-sig"))))[-1]
    assert last[:7] == shown
    sheet = openpyxl.load_workbook(BytesIO(sent["xlsx"])).active
    rows = [[str(cell) for cell in row[:7]] for row in sheet.values]
    assert shown in rows
    assert sent["pdf"].startswith(b"%PDF")


def test_who_leads_a_project_and_has_no_people_is_not_told_of_filters(walk):
    livia = walk(SMALL).sign_in("coordinator.project").open("/explore")
    livia.says("Your groups will be here").says("Of other organisations you see counts")
    assert "filters off" not in livia.words()
