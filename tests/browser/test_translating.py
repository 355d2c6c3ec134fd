"""A trainer translates a lesson beside its source, and takes the rest to a translator as a file."""

from babel.messages.pofile import read_po, write_po
from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, SMALL

GRID = "/courses/slovene-first-steps/translations"


def test_a_lesson_is_translated_beside_its_source(walk):
    tara = walk(DESKTOP).sign_in("trainer").open(GRID)
    tara.leave_by(tara.page.locator("tbody tr").nth(3).get_by_role("link").first)
    tara.open(tara.page.url.replace("/languages", "/languages/mk"))
    page = tara.page
    page.fill("#head_title", "Наслов")
    with tara.sends("Прв збор."):
        page.fill("#text_0", "Прв збор.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    tara.look()
    page.reload()
    expect(page.locator("#text_0")).to_have_value("Прв збор.")
    tara.follow("Publish", "form#translation").says("Published: Наслов.")
    tara.open(GRID).says("Македонски")


def test_without_scripts_right_to_left_on_a_small_phone(walk):
    tara = walk(SMALL, "ar", scripts=False).sign_in("trainer").open(GRID)
    tara.leave_by(tara.page.locator("tbody tr").nth(4).get_by_role("link").first)
    tara.open(tara.page.url.replace("/languages", "/languages/mk"))
    tara.page.fill("#text_1", "Втор збор.")
    with tara.page.expect_navigation():
        tara.page.locator("#save_draft").click()
    expect(tara.look().page.locator("#text_1")).to_have_value("Втор збор.")


def test_a_file_goes_to_a_translator_and_comes_back(walk, tmp_path):
    tara = walk(DESKTOP).sign_in("trainer").open(f"{GRID}/it")
    with tara.page.expect_download() as download:
        tara.page.click("#save_po")
    with open(download.value.path(), "rb") as saved:
        catalog = read_po(saved, abort_invalid=True)
    message = next(one for one in catalog if one.id and " title" in one.context)
    message.string = "Saluti"
    file = tmp_path / "it.po"
    with file.open("wb") as made:
        write_po(made, catalog)
    tara.page.set_input_files("#po_file", file)
    tara.follow("Bring it in", "form#po").says("1 lesson has a draft of yours now.")
