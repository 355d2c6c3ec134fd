"""From a number to its rows and to the person: pages of figures, as a coordinator walks them."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.walker import SMALL

PAGES = ["/dashboard", "/today", "/explore", "/explore/people", "/charts", "/views", "/projects"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_figures_are_right_in_both_directions(walk, scheme):
    ema = walk(SMALL, scheme=scheme).sign_in("coordinator")
    found = []
    for path in PAGES:
        ema.page.goto(path)
        found += ema.faults()
    ema.page.goto("/charts")
    ema.speak("ar")
    for path in PAGES if scheme == "light" else []:
        ema.page.goto(path)
        found += ema.faults(colours=False)
    assert found == []


def test_a_number_opens_its_rows_and_a_row_its_person(walk):
    ema = walk().sign_in("coordinator")
    for link in [one.get_attribute("href") for one in ema.page.locator(".figures a").all()]:
        ema.page.goto("/dashboard")
        figure = ema.page.locator(f'.figures a[href="{link}"]')
        count = int(figure.locator("b").inner_text())
        if "standing=" in link:
            ema.page.goto(link)
            assert ema.page.locator("table.listing tbody tr").count() == count, link
    ema.page.goto("/standing?standing=cannot")
    ema.leave_by(ema.page.locator("table.listing tbody a").first).says("Every session")


def test_two_people_are_written_to_and_a_row_is_put_off_and_shown_again(walk):
    ema = walk().sign_in("coordinator").open("/today")
    ticks = ema.page.locator("#cannot input[type=checkbox]")
    before = ticks.count()
    ticks.nth(0).check()
    ticks.nth(1).check()
    ema.leave_by(ema.page.locator("#pick_cannot button")).says("What to do about 2 rows")
    ema.leave_by(ema.page.locator("form#write button")).says("Who needs me today")
    expect(ticks).to_have_count(before - 2)  # for a week

    show_again(ema)
    ema.open("/today")
    ticks.first.check()
    ema.leave_by(ema.page.locator("#pick_cannot button"))
    ema.page.fill("form#later input[type=text]", "We spoke on the telephone")
    ema.leave_by(ema.page.locator("form#later button")).says("1 row was put off.")
    ema.follow("What was put off").says("We spoke on the telephone")
    while ema.page.locator("main form button").count():
        show_again(ema)
    expect(ema.open("/today").page.locator("#cannot input[type=checkbox]")).to_have_count(before)


def show_again(ema):
    ema.open("/today/later")
    ema.leave_by(ema.page.locator("main form button").first).says("It is shown again")


def test_figures_are_opened_down_to_people_by_keyboard_alone(walk):
    ema = walk().sign_in("coordinator").open("/explore")
    row = "#mine ~ * tbody th a, section table tbody th a"
    for _step in range(3):
        if "/explore/people" in ema.page.url:
            break
        ema.tab_to(row)
        with ema.page.expect_navigation():
            ema.page.keyboard.press("Enter")
        ema.look()
    assert "/explore/people" in ema.page.url
    people = ema.page.locator("tbody th[scope=rowgroup]").count()
    assert people > 0

    with ema.page.expect_download() as coming:
        ema.page.locator(".downloads a", has_text="CSV").first.click()
    with open(coming.value.path(), encoding="utf-8-sig", newline="") as file:
        codes = {row["person_code"] for row in csv.DictReader(file) if row["person_code"]}
    assert len(codes) == people

    chips = ema.page.locator("nav.chips a:has(svg):has(.sr)")
    set_now = chips.count()
    ema.leave_by(chips.first)
    expect(chips).to_have_count(set_now - 1)


def test_what_is_shown_is_kept_as_a_view_and_opened_again(walk):
    ema = walk().sign_in("coordinator").open("/charts?programme=jesenice-digital-local")
    ema.leave_by(ema.page.locator("#save_view"))
    ema.page.locator("main form input[type=text]").first.fill("Our charts")
    ema.leave_by(ema.page.locator("main form button.btn.now, main form button.btn.main").first)
    ema.follow("Our charts", "main")
    assert "programme=jesenice-digital-local" in ema.page.url
    ema.says("Hours delivered against plan")


def test_results_of_a_project_are_read_without_signing_in(walk):
    anyone = walk(SMALL).open("/projects")
    links = anyone.page.locator("main a[href^='/projects/']")
    anyone.leave_by(links.first)
    if not anyone.page.url.endswith("/results"):
        anyone.leave_by(anyone.page.locator("a[href$='/results']").first)
    anyone.look_from_right_to_left()
