"""An official answers a case task, a peer from another city and the trainer respond; people talk
below a lesson, and a moderator hides what does not belong there."""

from playwright.sync_api import expect

from tests.browser.walker import DESKTOP, PHONE, SMALL

PROGRAMME = "/programmes/inclusive-local-government"
LESSON, TASK = "Who may work, and who helps", "One page: who does what"
ROLES = "1. Permit: the state office, ten days.\n\n2. Job desk: our town hall, the same week."


def lesson_of(walker):
    """The lesson, wherever the outline of its course has it."""
    walker.open(f"{PROGRAMME}/courses/labour-inclusion")
    link = walker.page.locator("main a", has_text=LESSON).first
    return walker.open(link.get_attribute("href"))


def tasks_of(walker):
    """The tasks below the lesson that the walker sees."""
    return walker.open(f"{walker.page.url.split('?')[0].split('#')[0]}/tasks")


def test_a_task_is_answered_read_by_a_peer_and_found_done_by_the_trainer(walk):
    ines = walk(PHONE).sign_in("official03")
    tasks_of(lesson_of(ines)).says("not begun").follow(TASK, "main")
    ines.says("Your trainer reads it: Mila Demo.").says("One colleague from another city")
    with ines.sends(ROLES[:20]):
        ines.page.locator("#answer_text").press_sequentially(ROLES[:20])
    expect(ines.page.locator("#saved")).to_contain_text("Saved at")
    ines.page.reload()
    expect(ines.page.locator("#answer_text")).to_have_value(ROLES[:20].strip())
    ines.page.fill("#answer_text", ROLES)
    ines.follow("Hand in", "#answer").says("Handed in.").says("Job desk: our town hall")
    task = ines.page.url

    olga = walk(PHONE, "ar", scheme="dark").sign_in("official")
    olga.open("/tasks").follow(TASK, "main").says("Ines Demo").says("Job desk: our town hall")
    olga.page.fill("#say_text", "At step 2: which door, on which day?")
    olga.leave_by(olga.page.locator("#say_button"))
    expect(olga.page.locator("#notice")).to_contain_text("Ines Demo")

    finds_it_done(walk(DESKTOP).sign_in("trainer.cities"))
    ines.open(task).says("A colleague from Assembly of European Regions").says("A map that one")
    ines.follow("My tasks", "main").says("done")


def finds_it_done(mila):
    mila.open("/groups/officials-1/answers")
    mila.follow("Ines Demo", "main").says("At step 2: which door")
    mila.page.click("#say_button")
    expect(mila.page.locator("#say_complaints")).to_be_visible()
    assert not mila.faults()
    mila.page.fill("#say_text", "A map that one can use.")
    mila.page.get_by_label("Done").check()
    mila.leave_by(mila.page.locator("#say_button"))
    mila.says("Ines Demo is told.")


def test_a_task_is_answered_without_scripts_and_taken_back(walk):
    maria = walk(SMALL, scripts=False).sign_in("official05")
    tasks_of(lesson_of(maria)).follow(TASK, "main")
    maria.page.fill("#answer_text", ROLES)
    maria.follow("Save", "#answer").says("only you see it")
    maria.follow("Hand in", "#answer").says("Handed in.")
    maria.follow("Take it back", "main").says("You have it back")
    assert maria.page.input_value("#answer_text") == ROLES


def test_people_talk_below_a_lesson_and_a_moderator_hides_a_post(walk):
    joost = walk(PHONE).sign_in("official04")
    lesson_of(joost).follow("Talk about it", "main").says("Begin a conversation")
    joost.page.fill("#begin_title", "Permits that end")
    joost.page.fill("#begin_text", "Who tells the employer?\n\nSee https://example.org/permits")
    joost.leave_by(joost.page.locator("#begin_button"))
    joost.says("Permits that end").says("with your name and where you work")
    thread = joost.page.url

    nikos = walk(DESKTOP, scheme="dark").sign_in("official06").open(thread)
    nikos.page.fill("#write_text", "Mr. B. of Elm Street lost his last week.")
    nikos.leave_by(nikos.page.locator("#write_button"))
    nikos.says("Elm Street")

    joost.open(thread).follow("Report", "main .talk > li:last-child").says("A moderator looks")
    mila = walk(PHONE).sign_in("trainer.cities")
    mila.open(f"{PROGRAMME}/conversations").says("Elm Street").follow("Look at it", "main")
    last = mila.page.locator(".talk > li").last
    last.locator("summary").click()
    last.get_by_label("Why").fill("It names a person.")
    mila.leave_by(last.locator("form[id^=hide] button"))
    mila.says("Why: It names a person.")

    joost.open(thread).says("A moderator hid this post.")
    assert "Elm Street" not in joost.words()
    nikos.open(thread).says("Why: It names a person.")
