"""A reporting period from its opening to a correction after it is frozen: who leads the project, at
a desk, and a partner who reports to them, at a desk and on the smallest phone without scripts."""

import csv
import re
from datetime import timedelta
from io import BytesIO

import openpyxl
from playwright.sync_api import expect

from lms import clock
from tests.browser.walker import DESKTOP, SMALL

PERIODS = "/projects/includ-eu/periods"
PARTNER = "Adult Education Centre Jesenice"
GONE = "A-13"  # whose gender nobody wrote down at first
COMMENT = "Write down the gender of everybody, please."
LATE = "study-visit-participations"


def ago(days):
    """The day before so many days."""
    return clock.today("Europe/Ljubljana") - timedelta(days=days)


def opened(livia, first, last):
    """Opens a period of the project's own counts; the address of its page."""
    livia.open(PERIODS)
    livia.page.select_option("#open_set", label="Includ-EU, own counts")
    livia.page.fill("#open_first", ago(first).isoformat())
    livia.page.fill("#open_last", ago(last).isoformat())
    livia.leave_by(livia.page.locator("form#open button")).says("The period is open.")
    return livia.page.url


def report_of(ema, period):
    """The partner finds their report in the period."""
    ema.open(period).says("not handed in yet")
    return ema.follow(PARTNER, "main").page.url


def figure(walker, code):
    """The panel of one figure."""
    key = code.replace(".", "_")
    return walker.page.locator(f"section[aria-labelledby='i_{key}']")


def count(ema, work):
    """Counts; the worker comes by; the page says when it is done, by itself where it can."""
    ema.leave_by(ema.page.locator("form#count button")).says("The figures are being counted.")
    waits = ema.page.locator("#counted[hx-get]")
    expect(waits).to_be_visible()
    work()
    if not ema.scripts:
        ema.follow("Look again", "#counted")
    expect(waits).to_have_count(0)
    expect(figure(ema, "participants").locator("p.big").first).to_be_visible()
    return ema.look()


def rows(table, link):
    """What a file of a page holds: a list of dicts, of CSV or of a sheet."""
    with table.page.expect_download() as coming:
        link.click()
    path = coming.value.path()
    if coming.value.suggested_filename.endswith(".csv"):
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    with open(path, "rb") as file:
        sheet = openpyxl.load_workbook(BytesIO(file.read())).active
    lines = [[str("" if one is None else one) for one in row] for row in sheet.values]
    head = next(n for n, row in enumerate(lines) if row[0] == "indicator")
    return [dict(zip(lines[head], row, strict=True)) for row in lines[head + 1 :]]


def the_files_say_what_the_page_says(walker):
    """Of each figure, and of each of its parts."""
    shown = {}
    for panel in walker.page.locator("#counted section").all():
        code = panel.locator("h2 .code, h3 .code").inner_text()
        shown[code] = panel.locator("p.big").last.inner_text().split()[0]
    assert len(shown) > 10
    for kind in ("CSV", "XLSX"):
        told = rows(walker, walker.page.locator("#counted").get_by_role("link", name=kind))
        totals = {row["indicator"]: row["value"] for row in told if not row["breakdown"]}
        assert totals == shown, kind


def the_members_are_as_many_as_the_number_says(ema, code):
    here, link = ema.page.url, figure(ema, code).locator("p.big a").last
    number = int(link.inner_text())
    ema.leave_by(link).says(f"The figure is {number}.")
    assert ema.page.locator("table.listing tbody tr").count() == number
    ema.open(here)


def with_gender(ema, value):
    ema.page.select_option("#record_gender", value)
    return ema.leave_by(ema.page.locator("form#record button"))


def hand_in(ema, words):
    ema.page.fill("#step_comment", words)
    ema.leave_by(ema.page.locator("form#step button")).says("The report is handed in.")


def the_whole_partner(ema, livia, work, period):
    """Counts with a gap, hands in, gets it back, closes the gap, and hands in again."""
    named = livia.page.locator("h1").inner_text()
    report = report_of(with_gender(ema.open(f"/people/{GONE}/edit"), ""), period)
    count(ema, work)
    the_members_are_as_many_as_the_number_says(ema, "participants")
    hand_in(ema, "Our first figures.")

    livia.open(report).says("Our first figures.")
    livia.leave_by(livia.page.get_by_role("button", name="Return"))
    livia.says("Write what the partner is to change.")
    livia.page.fill("#step_comment", COMMENT)
    livia.leave_by(livia.page.get_by_role("button", name="Return")).says("The partner is told.")

    ema.open("/today").follow(f"Your report was returned, with a comment: {named}", "main")
    expect(ema.page.locator("main .notice").get_by_text(COMMENT)).to_be_visible()
    ema.leave_by(figure(ema, "participants").locator("ul a").first).says("write it down")
    ema.leave_by(ema.page.locator("main ul.lines a", has_text="Blerim"))
    with_gender(ema, "M").open(report)
    count(ema, work)
    expect(figure(ema, "participants").locator("ul a")).to_have_count(0)
    hand_in(ema, "Nobody is missing now.")

    livia.open(report).says("Nobody is missing now.")
    the_files_say_what_the_page_says(livia)
    livia.leave_by(livia.page.get_by_role("button", name="Accept")).says("is accepted")
    ema.open(report).says("accepted")
    expect(ema.page.locator("form#step, form#count")).to_have_count(0)


def test_a_partner_reports_on_a_small_phone_without_scripts(walk, work):
    livia = walk(DESKTOP).sign_in("coordinator.project")
    period = opened(livia, 60, 14)
    ema = walk(SMALL, scripts=False).sign_in("coordinator")
    the_whole_partner(ema, livia, work, period)


def test_a_period_is_frozen_and_what_is_corrected_later_is_told_in_the_next(walk, work):
    livia = walk(DESKTOP).sign_in("coordinator.project")
    ema = walk(DESKTOP).sign_in("coordinator")
    period = opened(livia, 13, 2)
    the_whole_partner(ema, livia, work, period)
    digest = frozen(livia, work, period)
    the_files_say_what_the_page_says(livia)
    named = livia.page.locator("h1").inner_text()

    ema.open(period).says(digest)
    before = figure(ema, LATE).locator("p.big").last.inner_text()
    ema.leave_by(figure(ema, "participants").locator("p.big a").last).says("not named here")
    correct(ema)
    after = opened(livia, 1, -30)
    livia.open(period)
    livia.leave_by(livia.page.locator("form#look button")).says("The period is counted again.")
    work()
    livia.open(period).says("unchanged since it was frozen").says(digest)
    assert figure(livia, LATE).locator("p.big").last.inner_text() == before

    told = livia.open(after).page.locator("section[aria-labelledby=late]")
    expect(told.locator("li", has_text=LATE).first).to_be_visible()
    expect(told.locator("li", has_text=LATE).first).to_contain_text(f"To {named}, seen on")
    ema.open(after).says(f"There are late corrections to {named}.")


def frozen(livia, work, period):
    """Without the partners that did not report, all named beside one tick; the digest of it."""
    livia.open(period).leave_by(livia.page.locator("form#freeze button"))
    livia.says("These reports are not accepted").open(period)
    livia.page.locator("form#freeze input[name=missing]").check()
    livia.leave_by(livia.page.locator("form#freeze button")).says("The period is frozen.")
    work()
    expect(livia.page.locator("#counted p.soft .code")).to_be_visible()  # by itself
    livia.look_from_right_to_left()
    digest = livia.page.locator("#counted p.soft .code").inner_text()
    assert re.fullmatch("[0-9a-f]{64}", digest)
    return digest


def correct(ema):
    """More people were at the study visit than was said."""
    ema.open("/activities/demo-study-visit/register")
    ema.page.fill("#register_headcount", "9")
    ema.leave_by(ema.page.locator("form#register button")).says("Saved.")
