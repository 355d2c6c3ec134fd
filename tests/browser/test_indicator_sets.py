"""An administrator brings a set of indicators in: what is no formula is refused with what to write
instead, and nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, SMALL

SET = """title: {en: Figures of the walk}
indicators:
  - code: people
    title: {en: People}
    kind: people
    count: {fact: danced}
"""


@pytest.mark.parametrize(
    ("size", "language", "scripts"), [(DESKTOP, "en", True), (SMALL, "ar", False)]
)
def test_an_unknown_formula_is_refused_with_words_that_say_what_to_write(
    walk, size, language, scripts
):
    ada = walk(size, language, scripts=scripts).sign_in("admin").open("/indicators")
    ada.leave_by(ada.page.locator("main a[href='/indicators/upload']"))
    ada.page.fill("#set_slug", f"walk-{language}")
    file = {"name": "set.yaml", "mimeType": "text/yaml", "buffer": SET.encode()}
    ada.page.set_input_files("#set_file", file)
    ada.leave_by(ada.page.locator("form#set button"))
    wrong = ada.page.locator(".notice[role=alert] li")
    expect(wrong).to_have_count(1)
    for words in (" 6", "fact", "danced", "enrolled, came"):
        expect(wrong).to_contain_text(words)  # the line, the key, what stands there, what can
    expect(ada.page.locator("form#keep")).to_have_count(0)

    text = ada.page.locator("#set_text")
    expect(text).to_have_value(SET)
    text.fill(SET.replace("danced", "enrolled").replace("fact:", "sum:"))
    ada.leave_by(ada.page.locator("form#set button"))
    expect(wrong.first).to_contain_text("count")
    expect(wrong.first).to_contain_text("sum")
    text.fill(SET.replace("danced", "enrolled"))
    ada.leave_by(ada.page.locator("form#set button"))
    expect(wrong).to_have_count(0)
    expect(ada.page.locator("form#keep button")).to_be_visible()
