"""A survey is answered by its link on a small phone without scripts; its trainer sees what came of
one that is closed."""

from playwright.sync_api import expect

from lms.demo.asking import LEAVING
from lms.demo.people import CARD_LETTERS, LEARNERS_A, LEARNERS_B
from tests.browser.walker import DESKTOP, SMALL

CODES = [row[0] for row in (*LEARNERS_A, *LEARNERS_B)]
CARD = f"DEM-{CARD_LETTERS[CODES.index(LEAVING[-1])]}22"


def test_a_survey_is_answered_by_its_link_without_scripts_and_axe_finds_nothing(walk):
    learner = walk(SMALL).sign_in_by_card(CARD)
    todo = learner.page.locator("#to_do a", has_text="How was the course?")
    learner.leave_by(todo)
    link = learner.page.url  # as it stands in the mail
    phone = walk(SMALL, scripts=False).open(link)
    judge = walk(SMALL)  # axe is a script: it looks at the same pages
    judge.open(link)
    phone.leave_by(phone.page.locator("a.now"))
    for number in range(1, 7):
        expect(phone.page.locator("h1")).to_have_text(f"Question {number} of 6")
        judge.open(phone.page.url)
        if phone.page.locator("#question label.choice").count():
            phone.page.locator("#question label.choice").first.click()
        else:
            phone.page.fill("#question_words", "Longer breaks")
        phone.follow("Next", "#question")
    judge.open(phone.page.url)
    phone.follow("Send", "#send").says("Thank you")
    judge.open(link).says("This link is used up.")


def test_a_trainer_sees_what_came_of_a_survey_and_who_waits_for_answers_nothing(walk):
    samo = walk(DESKTOP).sign_in("trainer.b").open("/groups/jesenice-b/surveys")
    samo.follow("How was the course?", "ul.lines").says("of 12 people answered")
    samo.says("Figures of 1 to 4 people are hidden").says("Demo answer.")
    samo.page.set_viewport_size(SMALL)
    samo.speak("ar").look()
    tara = walk(SMALL).sign_in("trainer").open("/groups/jesenice-a/surveys")
    tara.follow("How was the course?", "ul.lines").says("when the survey is closed")
