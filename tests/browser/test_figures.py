"""From a number to its rows and to the person: pages of figures, as a coordinator walks them."""

import csv
import re
from urllib.parse import urlsplit

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


def test_results_of_a_project_are_read_in_slovene_on_a_small_phone_without_signing_in(walk):
    anyone = walk(SMALL, "sl").open("/projects")
    anyone.leave_by(anyone.page.locator("main a[href$='/includ-eu/results']").first)
    for words in ("2.519 udeležencev", "630 prijavljenih", "1.052 udeležencev", "49 srečanj"):
        anyone.says(words)
    assert "3.149" not in anyone.words(), "who registered is never added to who came"
    page = anyone.page
    for row in page.locator(".results-table tbody tr").all():
        whole, heading = row.bounding_box(), row.locator("th").bounding_box()
        assert heading["width"] > 0.9 * whole["width"]
    fund = page.locator("ul.facts bdi", has_text=re.compile("^AMIF$"))
    assert fund.evaluate("one => one.getClientRects().length") == 1
    assert fund.bounding_box()["height"] < 30  # one line
    anyone.look_from_right_to_left()
    walk(SMALL, "sl", scripts=False).open(urlsplit(page.url).path).says("2.519 udeležencev")


def test_tables_of_figures_are_lines_on_a_phone_and_charts_begin_at_the_right_in_arabic(walk):
    ema = walk(SMALL).sign_in("coordinator")
    for path in ("/standing", "/projects/includ-eu/activities"):
        heads = ema.open(path).page.locator("table.as-lines tbody th")
        expect(heads.first).to_be_visible()
        assert min(one.bounding_box()["width"] for one in heads.all()) > 150, path

    ema.open("/charts").speak("ar")
    labels = ema.page.locator("svg.chart").first.locator(".m")
    expect(labels.first).to_be_visible()
    places = [one.bounding_box()["x"] for one in labels.all()]
    assert places == sorted(places, reverse=True)
    ema.page.emulate_media(media="print")  # on A4, nothing is cut off at the end of a line
    ema.page.set_viewport_size({"width": 703, "height": 1000})
    widths = "all => all.map(one => one.offsetWidth)"
    room = ema.page.locator("main").bounding_box()["width"]
    assert max(ema.page.eval_on_selector_all("table.charted", widths)) <= room
