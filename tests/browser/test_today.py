"""Who needs me today: several are written to at once, and are called where no mail reaches them;
what is put off with a reason does not come back by itself. At a desk, and on a small phone."""

from tests.browser.walker import DESKTOP, SMALL

WORDS = "Come and see me on Friday, please."


def rows(walker, need):
    return walker.page.locator(f"#{need} input[type=checkbox]")


def choose(walker, need, number):
    """Ticks the first rows, and presses the button below them."""
    for place in range(number):
        rows(walker, need).nth(place).check()
    return walker.leave_by(walker.page.locator(f"#pick_{need} button"))


def show_all_again(walker):
    """Whatever was put off: the walks after this one find it as it was."""
    buttons = walker.open("/today/later").page.locator("main form button")
    for _row in range(buttons.count()):
        walker.leave_by(buttons.first)
    assert buttons.count() == 0


def to_write_to(walker, words):
    """Writes to who was chosen; the names of them."""
    names = walker.page.locator("section[aria-labelledby=who] bdi").all_inner_texts()
    walker.page.fill("#write_write-words", words)
    walker.leave_by(walker.page.locator("form#write button"))
    return names


def call_list(walker, group):
    walker.open(f"/groups/{group}")
    return walker.leave_by(walker.page.locator(f"main a[href='/groups/{group}/calls']"))


def test_two_people_are_written_to_at_once_and_stand_on_the_call_lists(walk, work):
    ema = walk(DESKTOP).sign_in("coordinator").open("/today")
    show_all_again(ema)
    before = rows(ema.open("/today"), "cannot").count()
    choose(ema, "cannot", 2).says("What to do about 2 rows").says("call list")
    names = to_write_to(ema, WORDS)
    assert len(names) == 2
    assert rows(ema.open("/today"), "cannot").count() == before - 2, "for a week"
    work()

    found = [ema_reads(call_list(ema, group)) for group in ("jesenice-a", "jesenice-b")]
    assert set(names) <= {name for group in found for name in group}
    show_all_again(ema)


def ema_reads(calls):
    """The names of whom the words are to be said to."""
    told = calls.page.locator("article.call", has_text=WORDS)
    return [one.strip() for one in told.locator("h3 bdi:first-child").all_inner_texts()]


def test_a_row_that_is_put_off_with_a_reason_does_not_come_back(walk):
    ema = walk(DESKTOP).sign_in("coordinator")
    show_all_again(ema)
    before = rows(ema.open("/today"), "cannot").count()
    choose(ema, "cannot", 1)
    ema.page.fill("form#later input[type=text]", "We spoke on the telephone")
    ema.leave_by(ema.page.locator("form#later button")).says("1 row was put off.")
    assert rows(ema.open("/today"), "cannot").count() == before - 1
    ema.follow("What was put off").says("We spoke on the telephone")
    show_all_again(ema)
    assert rows(ema.open("/today"), "cannot").count() == before


def test_a_trainer_in_arabic_on_a_small_phone_without_scripts_too(walk, work):
    for scripts in (True, False):
        tara = walk(SMALL, "ar", scripts=scripts).sign_in("trainer")
        show_all_again(tara)
        tara.open("/today").look()
        due = rows(tara, "levels").count()
        choose(tara, "levels", due)
        tara.page.fill("form#later input[type=text]", "يوم الجمعة")
        tara.leave_by(tara.page.locator("form#later button"))
        assert rows(tara.open("/today"), "levels").count() == 0
        tara.open("/today/later").says("يوم الجمعة")
        show_all_again(tara)
        assert rows(tara.open("/today"), "levels").count() == due >= 1

        tara.leave_by(tara.page.locator("#cannot .need-rows li a[href*='/today/chosen']").first)
        words = f"أراك يوم الجمعة {scripts}"
        (name,) = to_write_to(tara, words)
        work()
        told = call_list(tara, "jesenice-a").page.locator("article.call", has_text=words)
        assert name in told.locator("h3").inner_text()
        show_all_again(tara)
