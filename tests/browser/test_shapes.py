"""Rows and tables keep their shape: nothing is cut, labels stand beside what they name, and what
is read from the right is drawn from the right."""

import pytest

from tests.browser.walker import DESKTOP, PHONE

CUT = "box => box.scrollWidth - box.clientWidth"
MIDDLES = """all => all.map(one => {
    const r = one.getBoundingClientRect(); return (r.left + r.right) / 2 })"""
# the middle of each label less the middle of its field, from above, in CSS pixels
BESIDE = """row => [...row.querySelectorAll('label')].map(label => {
    const [a, b] = [label, document.getElementById(label.htmlFor)].map(
        one => one.getBoundingClientRect());
    return Math.abs((a.top + a.bottom) / 2 - (b.top + b.bottom) / 2) })"""
# a third part as wide as its longest words, as who has no attempt left has it
WITH_BUTTON = """row => { const last = document.createElement('p');
    last.innerHTML = '<a class="btn">More time or attempts, in a language of long words</a>';
    row.append(last);
    const [box, button] = [row, last.firstChild].map(one => one.getBoundingClientRect());
    return Math.max(box.left - button.left, button.right - box.right) }"""
LEVELS = "/groups/jesenice-a/levels?of=cefr-sl&on=entry"


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["sl", "ar"])
def test_all_columns_of_the_levels_of_a_group_are_seen(walk, size, language):
    tara = walk(size, language).sign_in("trainer").open(LEVELS).speak(language)
    assert tara.page.locator(".scroll").evaluate(CUT) == 0


def test_what_was_gained_is_read_from_the_right_in_arabic(walk):
    ema = walk(DESKTOP, "ar").sign_in("coordinator")
    ema.open("/programmes/jesenice-digital-local/levels").speak("ar")
    cell = ema.page.locator("tbody td", has=ema.page.locator("bdi ~ svg ~ bdi"))
    before, arrow, after = cell.first.locator("> *:not(.sr)").evaluate_all(MIDDLES)
    assert before > arrow > after
    whole = ema.page.locator("bdi", has_text="Pre-A1").first
    assert whole.evaluate("one => one.getClientRects().length") == 1


def test_who_is_stuck_has_a_button_that_stays_in_its_row(walk):
    tara = walk(DESKTOP, "sl").sign_in("trainer").open("/groups/jesenice-a/quizzes")
    assert tara.page.locator(".stuck > li").first.evaluate(WITH_BUTTON) <= 0


def test_points_stand_beside_their_label_on_a_phone(walk):
    """The last quiz of the course draws some of its questions."""
    author = walk(PHONE, "ar").sign_in("coordinator").open("/courses/slovene-first-steps/quizzes")
    author.speak("ar").leave_by(author.page.locator("tbody a").last)
    found = [row.evaluate(BESIDE) for row in author.page.locator(".quiz-lines .set").all()]
    assert max(len(labels) for labels in found) == 2  # a draw
    assert max(far for labels in found for far in labels) < 4  # pixels


def test_one_long_word_does_not_widen_a_page(walk):
    ema = walk(PHONE, "en").sign_in("coordinator").open("/views")
    view = ema.page.locator(".saved-views a bdi").first
    view.evaluate("one => { one.textContent = 'R'.repeat(300) }")
    assert ema.page.locator("html").evaluate(CUT) == 0
