"""A coordinator at a desk: who needs a decision, who joins, who changes the group, files."""

import csv

from playwright.sync_api import expect

from lms import clock

GOOD = """person_code,display_name,native_name,language,email,birth_date
N-01,Nura Q.,نورا ق.,ar,nura@example.org,1990-02-28
N-02,Tomas V.,,sl,,1985-05-05
N-03,Zala P.,,sl,,1999-12-31
"""
BAD = """person_code,display_name,native_name,language,email,birth_date
N-01,Nura Q.,نورا ق.,ar,nura at example.org,1990-02-31
N-02,,,sl,,1985-05-05
N-03,Zala P.,,sl,,31 April 1999
N-04,Mina S.,,ar,,
N-04,Mina R.,,ar,,
"""
WRONG = [  # row and column
    ("2", "email"),
    ("2", "birth_date"),
    ("3", "display_name"),
    ("4", "birth_date"),
    ("6", "person_code"),
]


def test_every_figure_of_a_group_opens_exactly_those_people(walk):
    ema = walk().sign_in("coordinator").says("What needs a decision")
    group = ema.page.locator("table.groups tbody tr", has_text="Jesenice, group A")
    links = group.locator("a[href*='standing=']")
    figures = [(int(one.inner_text().split()[0]), one.get_attribute("href")) for one in links.all()]
    people = int(group.locator("td.n").first.inner_text().split()[0])

    assert len(figures) >= 3
    assert sum(count for count, _where in figures) == people
    for count, where in figures:
        ema.page.goto(where)
        assert ema.page.locator("table.listing tbody tr").count() == count, where
    ema.look()


def test_the_figure_at_the_top_opens_as_many_people_and_one_of_them_has_every_minute(walk):
    ema = walk().sign_in("coordinator")
    figure = ema.page.locator(".figures a[href*='needs_make_up']")
    count = int(figure.locator("b").inner_text())
    ema.leave_by(figure)
    rows = ema.page.locator("table.listing tbody tr")
    assert rows.count() == count

    ema.leave_by(rows.first.locator("th a")).says("Every session")
    ledger = ema.page.locator("table.ledger")
    minutes = ledger.locator("tbody [data-label='Credited']").all_inner_texts()
    assert sum(int(text) for text in minutes if text) == ema.number(
        "table.ledger tfoot [data-label='Credited']"
    )
    source = ledger.locator("details", has_text="Where it comes from").first
    source.locator("summary").click()
    expect(source.locator("li").first).to_contain_text("Demo")  # every trainer's name ends so
    ema.look()


def test_a_file_with_mistakes_says_all_of_them_and_the_corrected_one_brings_people_in(walk):
    ema = walk().sign_in("coordinator").follow("Files")
    hand_in(ema, BAD)
    rows = ema.page.locator("main table").first.locator("tbody tr")
    places = [tuple(row.locator("td").all_inner_texts()[:2]) for row in rows.all()]
    assert places == WRONG

    hand_in(ema, GOOD)
    ema.says("This would happen").says("3 rows are new.")
    ema.follow("Import", "main form#take_in")
    ema.open("/people?q=Nura").says("N-01")

    put_into_group_b(ema, "N-01")


def hand_in(who, text):
    who.page.select_option("#import_table", "people")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    who.page.set_input_files("#import_file", file)
    who.follow("Check the file")


def put_into_group_b(who, code):
    """From the list of groups; the table of people follows at once, without a new page."""
    page = who.page
    who.follow("Groups").follow("Jesenice, group B", "main").follow("People", "main")
    before = who.number("#members_title")
    page.fill("#find_q", code)
    who.follow("Find")
    page.fill("#enrol_from_day", clock.today("Europe/Ljubljana").isoformat())
    page.click("#enrol_button")
    expect(page.locator("#members_title")).to_contain_text(f"{before + 1} people")
    expect(page.locator("#members")).to_contain_text(code)
    who.look()


def test_a_person_who_changes_the_group_keeps_every_minute(walk):
    ema = walk().sign_in("coordinator")
    before = hours_of(ema, "jesenice-a", "A-03")
    ema.open("/groups/jesenice-a/people").follow("Move or end: Olena D.")
    ema.page.select_option("#move select", label="Jesenice, group B")
    ema.page.fill("#move input[type=date]", clock.today("Europe/Ljubljana").isoformat())
    ema.follow("Move", "form#move")

    assert hours_of(ema, "jesenice-b", "A-03") == before
    ema.open("/groups/jesenice-b/people").says("Olena D.")


def hours_of(who, group, code):
    who.open(f"/groups/{group}/people/{code}")
    return who.page.locator("#summary b.big").inner_text(), who.page.locator(
        "table.sums tbody tr", has_text="Counted"
    ).locator("td").all_inner_texts()


def test_the_standing_of_a_group_is_taken_away_as_a_file(walk):
    ema = walk().sign_in("coordinator").follow("Groups").follow("Jesenice, group A", "main")
    with ema.page.expect_download() as coming:
        ema.named("CSV", "main").click()
    assert coming.value.suggested_filename.startswith("standing-jesenice-a-")
    with open(coming.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ema.says(f"Everyone {len(rows)}")
    assert "A-01" in {row["person_code"] for row in rows}
