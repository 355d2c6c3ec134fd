"""Everything with scripts off: the same pages, the same jobs, a button for each."""

from playwright.sync_api import expect

from tests.browser.walker import PHONE

PEOPLE = "person_code,display_name,language\nNS-01,Luka S.,sl\nNS-02,Mina S.,ar\n"


def test_a_register_is_saved_by_its_button(walk):
    tara = walk(PHONE, scripts=False).sign_in("trainer").open("/sessions")
    page = tara.page
    tara.leave_by(page.locator("section[aria-labelledby=past] a[href$='/register']").first)
    line = page.locator("#lines .line", has_text="A-12")  # nobody has marked her yet
    expect(line).to_contain_text("Unmarked")
    line.locator("label.c-part").click()
    line.locator("input[name^=left]").fill("19:40")
    tara.leave_by(page.locator("#save"))
    expect(line).to_contain_text("minutes count.")
    expect(line.locator("input[name^=left]")).to_have_value("19:40")
    assert int(page.locator("#totals .c-part b").inner_text()) >= 1


def test_a_lesson_is_done_and_not_done_again(walk):
    dina = walk(PHONE, scripts=False).sign_in_by_card("DEM-Q22")
    dina.leave_by(dina.page.locator("main a.huge[href^='/lessons/']"))
    dina.leave_by(dina.page.locator("#mark_button"))
    expect(dina.page.locator("#foot")).to_contain_text("Done")
    dina.leave_by(dina.page.locator("#mark_button"))
    expect(dina.page.locator("#foot")).to_contain_text("Mark as done")


def test_the_language_is_changed(walk):
    grazia = walk(PHONE, scripts=False).sign_in("teacher").speak("ar")
    expect(grazia.page.locator("html")).to_have_attribute("dir", "rtl")
    grazia.speak("sl")
    expect(grazia.page.locator("html")).to_have_attribute("lang", "sl")


def test_a_file_is_checked_and_brought_in(walk):
    rosa = walk(scripts=False).sign_in("coordinator.teachers").follow("Files")
    rosa.page.select_option("#import_table", "people")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    rosa.page.set_input_files("#import_file", file)
    rosa.follow("Check the file").says("2 rows are new.")
    rosa.follow("Import", "form#take_in")
    rosa.open("/people?q=NS-0").says("Luka S.").says("Mina S.")
