"""Published figures: changed by who leads the project, read by everybody."""

from playwright.sync_api import expect

from tests.browser.walker import SMALL

RESULTS = "/projects/inclucities/results"
TYPED = {"label": "Walks in the city", "kind": "walk", "units": "3", "participants": "40"}


def test_a_figure_is_made_moved_and_changed_and_everybody_reads_it_until_it_is_taken_out(walk):
    admin = walk(SMALL).sign_in("admin").open(RESULTS)
    admin.follow("Change the figures", "main").page.locator("details.more summary").click()
    expect(admin.page.locator("#code-new")).to_be_visible()
    assert admin.faults() == []
    admin.look_from_right_to_left().follow("New figure", "main")
    page = admin.page
    assert admin.faults() == []
    for name, said in TYPED.items():
        page.fill(f"#f_{name}", said)
    page.select_option("#f_unit_kind", "visit")
    page.locator("#f_basis_1").check()
    admin.leave_by(page.locator("#figure_save")).says("40 participants")

    row = page.locator("#listed li", has_text="Walks in the city")
    row.get_by_role("button", name="Up: Walks in the city").click()
    expect(page.locator("#listed li").nth(-2)).to_contain_text("Walks in the city")
    admin.leave_by(row.get_by_role("link", name="Change Walks in the city"))
    page.fill("#f_participants", "41")
    admin.leave_by(page.locator("#figure_save"))
    anyone = walk(SMALL, scripts=False).open(RESULTS)
    anyone.says("Walks in the city").says("41 participants").says("13.66 per visit")

    admin.leave_by(row.get_by_role("link", name="Take out Walks in the city"))
    assert admin.faults() == []
    admin.follow("Take out", "main")
    assert "Walks in the city" not in anyone.open(RESULTS).words()


def test_on_a_phone_who_saves_a_long_form_sees_at_once_what_is_wrong_with_it(walk):
    admin = walk(SMALL).sign_in("admin").open("/projects/inclucities/figures/new")
    admin.page.locator("#figure_save").click()
    told = admin.page.locator("#f_complaints")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()
    assert admin.faults() == []
    admin.page.keyboard.press("Tab")
    expect(told.locator("a").first).to_be_focused()
