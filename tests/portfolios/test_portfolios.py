"""A learner shows what they can; a trainer looks at it and accepts it, or returns it with words."""

import io

import pytest
from sqlalchemy import delete, select

from lms import clock
from lms.courses.models import Membership
from lms.db import db
from lms.files import File
from lms.messages.models import Notice
from lms.people.models import Change
from lms.portfolios import queries
from lms.portfolios.models import Item, Portfolio, Review, State
from tests.attendance.samples import PDF
from tests.cast import RULES
from tests.queries import count_queries
from tests.visitor import Visitor

MINE = "/programmes/digital-local/portfolio"


@pytest.fixture
def asked(world):
    """The programme of the cast asks for a portfolio."""
    world.local.rules = RULES | {"portfolio": True}
    db.session.commit()
    return world


@pytest.fixture
def lea(visitor, asked):
    return visitor.sign_in(asked.lea).visit(MINE)


def begin(visitor, title="My letter", **typed):
    visitor.visit(f"{MINE}/new")
    visitor.press("item", "Save", **{"title": title, "text": "A letter.", **typed})
    return db.session.scalars(select(Item).order_by(Item.id.desc())).first()


def hand_in(visitor, **typed):
    item = begin(visitor, **typed)
    visitor.press("item", "Hand in")
    return item


def judge(app, person, item):
    return Visitor(app).sign_in(person).visit(f"/portfolio/items/{item.id}")


def points(number="2"):
    return {f"points-{key}": number for key in "abc"}


def test_a_programme_that_asks_for_none_has_no_portfolio(visitor, world):
    visitor.sign_in(world.lea).visit(MINE, 403)
    visitor.visit("/programmes/digital-local")
    assert not visitor.page.find(id="way_portfolios_mine")


def test_the_page_says_what_is_missing_and_leads_to_the_first_of_it(lea, asked):
    lea.visit("/programmes/digital-local")
    assert lea.page.find(id="way_portfolios_mine")["href"] == MINE
    lea.visit(MINE)
    modules = queries.modules_of(asked.local.id)
    assert f"{len(modules)} modules have nothing accepted yet." in lea.text("main")
    first = lea.page.select_one("a.now")["href"]
    lea.visit(first)
    chosen = lea.page.select_one("#item_module option[selected]")
    assert chosen["value"] == str(modules[0].id)


def test_what_is_begun_only_its_author_sees(lea, asked, app):
    item = begin(lea, link="https://example.org/a")
    assert item.state == State.DRAFT
    assert "only you see it" in lea.text("#notice")
    assert lea.page.select_one("#item_title")["value"] == "My letter"
    for person in (asked.tara, asked.ema, asked.lou):
        Visitor(app).sign_in(person).visit(f"/portfolio/items/{item.id}", 403)
    Visitor(app).sign_in(asked.tara).visit("/groups/jes-a/portfolios")
    assert queries.waiting_in(asked.a.id) == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Give it a name"),
        ({"title": "x" * 201}, "Use 200 characters or fewer."),
        ({"module": "999"}, "Choose one from the list."),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"file": (io.BytesIO(b"MZ\x90\x00program"), "a.exe")}, "not one that can be handed in"),
        ({"file": (io.BytesIO(b""), "a.pdf")}, "This file is empty."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(lea, typed, words):
    if "file" in typed:
        content, name = typed["file"]
        typed = {"file": (io.BytesIO(content.getvalue()), name)}
    lea.visit(f"{MINE}/new").press("item", "Save", 422, **{"title": "T", "text": "Words"} | typed)
    assert words in lea.text("#item")
    assert lea.page.select_one("#item_text").text.strip() == "Words"
    assert db.session.scalars(select(Item)).all() == []


def test_a_file_shows_something_and_can_be_taken_out_again(lea):
    item = begin(lea, file=(io.BytesIO(PDF), "letter.pdf"))
    kept = lea.send("GET", f"/portfolio/items/{item.id}/file")
    assert (kept.mimetype, kept.data) == ("application/pdf", PDF)
    lea.visit(f"/portfolio/items/{item.id}/edit").press("item", "Take the file out")
    db.session.refresh(item)
    assert item.file_id is None
    assert db.session.scalars(select(File)).all() == []


def test_nothing_cannot_be_handed_in_and_the_form_stays_with_what_was_typed(lea):
    lea.visit(f"{MINE}/new").press("item", "Hand in", 422, title="My letter")
    assert "There is nothing to see yet." in lea.text("#item_complaints")
    assert lea.page.select_one("#item_title")["value"] == "My letter"
    assert db.session.scalars(select(Item)).all() == []
    begin(lea, text="")
    lea.press("item", "Hand in", 422, title="Another name")
    assert lea.page.select_one("#item_title")["value"] == "Another name"
    lea.press("item", "Hand in", link="https://example.org/a")
    assert db.session.scalars(select(Item)).one().state == State.WAITING


def test_a_file_that_was_kept_before_is_something_to_see(lea):
    item = begin(lea, text="", file=(io.BytesIO(PDF), "letter.pdf"))
    lea.press("item", "Hand in")
    db.session.refresh(item)
    assert item.state == State.WAITING


def test_who_is_in_no_group_keeps_what_they_wrote(lea):
    db.session.execute(delete(Membership))
    db.session.commit()
    lea.visit(f"{MINE}/new").press("item", "Hand in", title="My letter", text="A letter.")
    assert "You are in no group yet" in lea.text("#notice")
    item = db.session.scalars(select(Item)).one()
    assert (item.state, item.text) == (State.DRAFT, "A letter.")


def test_a_trainer_accepts_what_shows_what_was_learned(lea, asked, app):
    item = hand_in(lea, module=str(asked.digital.modules[0].id))
    assert "You are told when somebody has looked at it." in lea.text("#notice")
    (told,) = db.session.scalars(select(Notice).where(Notice.kind == "portfolio.handed_in"))
    assert told.person_id == asked.tara.id
    tara = Visitor(app).sign_in(asked.tara).visit("/sessions")
    assert "1 item to look at in the portfolios of" in tara.text("#to_do")
    tara.visit("/groups/jes-a/portfolios")
    assert tara.page.find("a", href=f"/portfolio/items/{item.id}")
    tara = judge(app, asked.tara, item)
    tara.press("say", "Send", verdict="accepted", said="Well done.", **points())
    db.session.refresh(item)
    assert (item.state, item.accepted_at) == (State.ACCEPTED, clock.now())
    lea.visit(f"/portfolio/items/{item.id}")
    said = lea.text(".talk")
    assert "Well done." in said
    assert "It is their own work: well" in said
    lea.visit(MINE)
    modules = queries.modules_of(asked.local.id)
    assert f"{len(modules) - 1} module" in lea.text("main .notice")
    told = select(Change.verb).where(Change.noun == "portfolio item").order_by(Change.id)
    assert list(db.session.scalars(told)) == ["handed in", "reviewed"]


def test_what_is_returned_has_words_and_waits_for_its_author(lea, asked, app):
    item = hand_in(lea)
    tara = judge(app, asked.tara, item)
    tara.press("say", "Send", 422, verdict="returned", said=" ", **points("0"))
    assert "Say in a few words what is to be done." in tara.text("#say")
    assert tara.page.select_one("#say_points-a_0").has_attr("checked")
    tara.press("say", "Send", verdict="returned", said="Add the date.", **points("0"))
    lea.visit("/")
    assert "Go on with your portfolio: My letter" in lea.text("#to_do")
    lea.visit(f"/portfolio/items/{item.id}")
    assert "Add the date." in lea.text(".talk")
    lea.visit(f"/portfolio/items/{item.id}/edit").press("item", "Hand in", text="With a date.")
    (review,) = db.session.scalars(select(Review))
    assert review.shown["text"] == "A letter."
    db.session.refresh(item)
    assert item.state == State.WAITING


def test_each_line_of_the_rubric_is_answered(lea, asked, app):
    item = hand_in(lea)
    tara = judge(app, asked.tara, item)
    tara.press("say", "Send", 422, verdict="accepted", **points() | {"points-b": "7"})
    assert tara.page.select_one("#say_points-b.error")
    tara.press("say", "Send", 422, verdict=None, **points())
    assert "Say whether it is accepted or returned." in tara.text("#say")
    assert db.session.scalars(select(Review)).all() == []


def test_what_nobody_has_decided_about_can_be_taken_back_and_thrown_away(lea, asked, app):
    item = hand_in(lea)
    tara = judge(app, asked.tara, item)
    lea.visit(f"/portfolio/items/{item.id}").press("back", "Take it back")
    tara.press("say", "Send", 403, verdict="accepted", **points())
    lea.press("remove", "Yes, throw it away")
    assert db.session.scalars(select(Item)).all() == []
    assert "nothing accepted yet" in lea.text("main")


def test_nobody_judges_their_own_and_nobody_elses_group(lea, asked, app):
    item = hand_in(lea)
    for person in (asked.lou, asked.sam, asked.oto, asked.olga):
        Visitor(app).sign_in(person).visit(f"/portfolio/items/{item.id}", 403)
    assert not lea.visit(f"/portfolio/items/{item.id}").page.find(id="say")


def test_a_programme_says_by_what_it_looks_and_what_was_found_stays(lea, asked, app):
    item = hand_in(lea)
    judge(app, asked.tara, item).press("say", "Send", verdict="accepted", **points())
    ema = Visitor(app).sign_in(asked.ema).visit("/programmes/digital-local/settings")
    ema.visit(ema.page.find(id="way_portfolios_rubric")["href"])
    empty = {f"titles-{place}": "" for place in range(6)}
    ema.press("rubric", "Save", 422, **empty)
    assert "Write at least one line." in ema.text("#rubric")
    lines = {"titles-0": "It is complete", "titles-1": "", "titles-2": ""}
    ema.press("rubric", "Save", **lines, each_module=None)
    assert ema.page.select_one("#rubric_titles-0")["value"] == "It is complete"
    assert len(db.session.scalars(select(Review)).one().rubric) == 3
    other = hand_in(lea, title="Another")
    tara = judge(app, asked.tara, other)
    assert [legend.text for legend in tara.page.select("#say legend")][:1] == ["It is complete"]
    assert "nothing accepted yet" not in lea.visit(MINE).text("main")


def test_the_whole_is_decided_on_the_page_of_the_person(lea, asked, app):
    tara = Visitor(app).sign_in(asked.tara).visit("/groups/jes-a/people/LEA")
    tara.press("portfolio", "Save", **{"portfolio-verdict": "yes"})
    assert "Your portfolio is accepted." in lea.visit(MINE).text("main")


def test_what_was_decided_before_stays_known_and_the_last_decision_holds(lea, asked, app):
    tara = Visitor(app).sign_in(asked.tara).visit("/groups/jes-a/people/LEA")
    tara.press("portfolio", "Save", **{"portfolio-verdict": "yes"})
    said = {"portfolio-verdict": "no", "portfolio-note": "The letter is missing."}
    tara.press("portfolio", "Save", **said)
    tara.press("portfolio", "Save", **said)  # the same again is nothing new
    decided = db.session.scalars(select(Portfolio).order_by(Portfolio.id))
    assert [(one.accepted, one.note) for one in decided] == [
        (True, None), (False, "The letter is missing."),
    ]  # fmt: skip
    assert "The letter is missing." in tara.text("#tests")
    mine = lea.visit(MINE).text("main")
    assert "Your portfolio is accepted." not in mine
    assert "The letter is missing." in mine


def test_the_table_of_a_group_costs_the_same_for_little_and_for_much(lea, asked, app):
    tara = Visitor(app).sign_in(asked.tara)
    hand_in(lea)
    with count_queries() as few:
        tara.visit("/groups/jes-a/portfolios")
    for number in range(6):
        hand_in(lea, title=f"Number {number}")
    with count_queries() as many:
        tara.visit("/groups/jes-a/portfolios")
    assert len(many) == len(few)
