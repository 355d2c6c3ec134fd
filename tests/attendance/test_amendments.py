"""Corrections of a locked register (rule 8): a reason, a second person, old and new together."""

import json

import pytest

from lms.attendance import chain
from lms.attendance.models import Amendment, Source, Status
from lms.attendance.queries import proving
from lms.attendance.queries import seals as queries
from lms.db import db
from lms.messages.models import Notice
from tests.attendance.amendments import amendments, correct, links, locked, sealed, signed_in
from tests.attendance.register import ABSENT, PRESENT, address, live, marked
from tests.cast import NOW, enrol, person
from tests.queries import count_queries
from tests.visitor import Visitor


def told(kind):
    rows = db.session.query(Notice).filter_by(kind=kind).order_by(Notice.id)
    return [row.person.code for row in rows]


def test_who_did_not_record_it_corrects_it_at_once(app, world):
    meeting = sealed(world)
    ema = signed_in(app, world.ema)
    correct(ema, meeting, world.lou, mark="present")
    assert live(meeting, world.lou) == PRESENT
    (made,) = amendments()
    assert (made.state, made.old, made.new) == ("made", "absent||", "present||")
    assert (made.asked_by, made.settled_by, made.settled_at) == (world.ema, world.ema, NOW)
    assert "Corrected by Ema, who had not recorded it" in ema.text("main")
    ema.visit(address(meeting))
    assert "absent" in ema.page.select_one(f"#correction_{made.id} s").text
    assert "present" in ema.text(f"#correction_{made.id}")
    assert "On the paper list." in ema.text(f"#correction_{made.id}")
    assert "Corrected" in ema.text(f"#line_{world.lou.id}")
    assert "Corrected" not in ema.text(f"#line_{world.lea.id}")


def test_the_recorder_asks_and_somebody_else_agrees(app, world):
    meeting = sealed(world)
    tara, ema = signed_in(app, world.tara), signed_in(app, world.ema)
    correct(tara, meeting, world.lou, mark="part", came="17:20", left="20:15")
    assert "Nothing changes until a second person agrees" in tara.text("#notice")
    assert live(meeting, world.lou) == ABSENT
    assert told("amendment.asked") == ["EMA"]
    (asked,) = amendments()
    ema.visit("/amendments").visit(f"/amendments/{asked.id}").press("agree", "Agree and correct")
    assert live(meeting, world.lou) == [("presence", "17:20", "20:15", False, None)]
    (made,) = amendments()
    assert (made.state, made.asked_by, made.settled_by) == ("made", world.tara, world.ema)
    assert told("amendment.settled") == ["TARA"]
    assert "Ema agreed" in tara.visit(address(meeting)).text("main")
    assert ema.visit("/amendments").page.select("[id^=waits_]") == []


def test_the_recorder_does_not_agree_to_their_own(app, world):
    """Neither who asked, nor who recorded what somebody else asks about."""
    meeting = sealed(world)
    tara = signed_in(app, world.tara)
    correct(tara, meeting, world.lou, mark="present")
    (asked,) = amendments()
    tara.visit(f"/amendments/{asked.id}")
    assert "You asked for this yourself" in tara.text("main")
    assert not tara.page.find("form", id="agree")
    app.config["WTF_CSRF_ENABLED"] = False
    url = f"/amendments/{asked.id}/agreement"
    answer = tara.send("POST", url, {"seen": "absent||"})
    assert (answer.status_code, "You asked for this yourself" in answer.text) == (409, True)
    db.session.get(Amendment, asked.id).asked_by_id = world.ema.id
    db.session.commit()
    answer = tara.send("POST", url, {"seen": "absent||"})
    assert (answer.status_code, "You recorded what the register says" in answer.text) == (409, True)
    assert live(meeting, world.lou) == ABSENT


def test_a_second_person_refuses_with_words(app, world):
    meeting = sealed(world)
    correct(signed_in(app, world.tara), meeting, world.lou, mark="present")
    (asked,) = amendments()
    ema = signed_in(app, world.ema).visit(f"/amendments/{asked.id}")
    ema.press("refuse", "Refuse", 422)
    assert amendments()[0].state == "asked"
    ema.press("refuse", "Refuse", **{"refuse-answer": "She was at the doctor's."})
    (refused,) = amendments()
    assert (refused.state, refused.answer) == ("refused", "She was at the doctor's.")
    assert live(meeting, world.lou) == ABSENT
    assert told("amendment.settled") == ["TARA"]
    assert len(links(world.a)) == 1


def test_who_asked_takes_it_back(app, world):
    meeting = sealed(world)
    tara = signed_in(app, world.tara)
    correct(tara, meeting, world.lou, mark="present")
    (asked,) = amendments()
    app.config["WTF_CSRF_ENABLED"] = False
    ema = signed_in(app, world.ema)
    assert ema.send("POST", f"/amendments/{asked.id}/withdrawal").status_code == 409
    tara.visit(f"/amendments/{asked.id}").press("withdraw", "Take it back")
    assert amendments()[0].state == "withdrawn"
    answer = ema.send("POST", f"/amendments/{asked.id}/agreement", {"seen": "absent||"})
    assert (answer.status_code, "has taken this back" in answer.text) == (409, True)


def test_nobody_is_known_to_have_recorded_it(app, world):
    """What came from the command line, and a register that nobody took, need two people."""
    meeting = locked(world, status=Status.PLANNED)
    ema, tara = signed_in(app, world.ema), signed_in(app, world.tara)
    correct(ema, meeting, world.lea, mark="present")
    (asked,) = amendments()
    assert asked.state == "asked"
    tara.visit(f"/amendments/{asked.id}").press("agree", "Agree and correct")
    db.session.refresh(meeting)
    assert (meeting.status, live(meeting)) == (Status.HELD, PRESENT)
    seal, correction = links(world.a)
    assert json.loads(seal.facts)["session"]["status"] == "planned"
    assert json.loads(correction.facts)["session"]["status"] == "held"
    marked(meeting, world.lou, None, recorder=None)
    correct(ema, meeting, world.lou, mark="present")
    assert amendments()[-1].state == "asked"


def test_a_learner_who_checked_in_is_the_recorder(app, world):
    meeting = locked(world)
    marked(meeting, world.lea, "17:30", recorder=world.lea, source=Source.SELF)
    correct(signed_in(app, world.tara), meeting, world.lea, mark="present")
    assert [one.state for one in amendments()] == ["made"]
    lea = signed_in(app, world.lea)
    lea.visit(f"/sessions/{meeting.id}/amendments/LEA", 403).visit("/amendments", 403)


def test_who_is_unmarked_belongs_to_those_who_took_the_register(app, world):
    meeting = locked(world)
    marked(meeting, world.lea, recorder=world.tara)
    correct(signed_in(app, world.tara), meeting, world.lou, mark="absent")
    assert amendments()[0].state == "asked"


def test_a_register_that_is_open_again_is_not_corrected_by_agreeing(app, world):
    """It was locked and not sealed yet when somebody asked; since then it is open for longer."""
    meeting = locked(world)
    marked(meeting, world.lou, None, recorder=world.tara)
    correct(signed_in(app, world.tara), meeting, world.lou, mark="present")
    (asked,) = amendments()
    ema = signed_in(app, world.ema).visit(f"/amendments/{asked.id}")
    world.local.lock_days = 60
    db.session.commit()
    ema.press("agree", "Agree and correct", 409)
    assert "This register is open until" in ema.page.text
    assert (amendments()[0].state, live(meeting, world.lou), links()) == ("asked", ABSENT, [])
    assert proving.verdict(world.a, NOW).findings == []
    ema.visit(f"/amendments/{asked.id}").press("refuse", "Refuse", **{"refuse-answer": "Open."})
    assert amendments()[0].state == "refused"


def test_what_is_locked_and_not_sealed_yet_is_sealed_first_as_it_was(app, world):
    meeting = locked(world)
    marked(meeting, world.lou, None, recorder=world.tara)
    correct(signed_in(app, world.ema), meeting, world.lou, mark="present")
    seal, correction = links(world.a)
    assert [link.kind for link in (seal, correction)] == ["seal", "amendment"]
    before, after = (json.loads(link.facts)["people"] for link in (seal, correction))
    (old,) = [line["mark"] for line in before if line["marks"]]
    (new,) = [line["mark"] for line in after if line["marks"]]
    assert (old, new) == ("absent", "present")
    assert {line["who"] for line in before} == {line["who"] for line in after}
    assert seal.made_by_id is None
    assert chain.verify(kept for _row, kept in queries.whole_chain(world.a.id)) is None
    assert proving.verdict(world.a, NOW).holds


def test_the_link_says_old_and_new_and_who_but_names_nobody(app, world):
    meeting = sealed(world)
    correct(signed_in(app, world.ema), meeting, world.lou, mark="present")
    link = links(world.a)[-1]
    said = json.loads(link.facts)["amendment"]
    names = {entry.digest: (entry.code, entry.name) for entry in chain.entries(link.names)}
    assert names[said["who"]] == ("LOU", "Lou")
    assert names[said["asked_by"]] == names[said["made_by"]] == ("EMA", "Ema")
    assert names[said["reason"]] == ("", "On the paper list.")
    assert (said["old"], said["new"]) == ("absent||", "present||")
    assert "paper" not in link.facts


def test_a_line_that_was_corrected_meanwhile_is_asked_about_again(app, world):
    meeting = sealed(world)
    tara, ema = signed_in(app, world.tara), signed_in(app, world.ema)
    correct(tara, meeting, world.lou, mark="present")
    asked, page = amendments()[0], signed_in(app, world.ada)
    page.visit(f"/amendments/{asked.id}")
    correct(ema, meeting, world.lou, mark="excused", excuse="illness")  # while the other waits
    page.press("agree", "Agree and correct", 409)
    assert "the register says excused: Illness now" in page.text("#notice")
    assert live(meeting, world.lou) == [("absence", None, None, True, "illness")]
    page.visit(f"/amendments/{asked.id}")
    assert "was corrected after this was asked for. It said: absent." in page.text("main")
    page.press("agree", "Agree and correct")
    assert live(meeting, world.lou) == PRESENT
    assert [(one.old, one.new) for one in amendments()] == [
        ("excused||illness", "present||"), ("absent||", "excused||illness"),
    ]  # fmt: skip
    assert proving.verdict(world.a, NOW).holds


def test_one_correction_of_a_line_waits_at_a_time(app, world):
    meeting = sealed(world)
    tara = signed_in(app, world.tara)
    correct(tara, meeting, world.lou, mark="present")
    correct(tara, meeting, world.lou, 409, mark="excused", excuse="work")
    assert "waits already: Tara asked for it" in tara.text("#notice")
    correct(tara, meeting, world.lea, mark="absent")
    assert [one.state for one in amendments()] == ["asked", "asked"]


def test_what_the_register_says_already_is_no_correction(app, world):
    meeting = sealed(world)
    ema = signed_in(app, world.ema)
    correct(ema, meeting, world.lou, 409, mark="absent")
    assert "says so already: absent" in ema.text("#notice")
    correct(ema, meeting, world.lea, 409, mark="part", came="16:50", left="21:00")
    assert amendments() == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose what the register should say."),
        ({"mark": "here"}, "Choose what the register should say."),
        ({"mark": "present", "reason": " "}, "Write why"),
        ({"mark": "present", "reason": "x" * 501}, "This is too long."),
        ({"mark": "excused"}, "Choose why they are excused."),
        ({"mark": "part", "came": "soon"}, "Write a time like 17:05."),
        ({"mark": "part", "came": "19:00", "left": "18:00"}, "Nobody leaves before they come."),
        ({"mark": "part", "came": "21:00", "left": "21:30"}, None),  # kept, and worth nothing
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(app, world, typed, words):
    meeting = sealed(world)
    ema = signed_in(app, world.ema)
    correct(ema, meeting, world.lou, 422 if words else None, **typed)
    if words:
        assert words in ema.text("#amendment_complaints")
        kept = ema.page.find("textarea", id="amendment_reason").text.strip()
        assert kept == typed.get("reason", "On the paper list.").strip()
        assert amendments() == []


def test_somebody_who_was_forgotten_is_added_by_their_code(app, world):
    meeting = sealed(world)
    ema = signed_in(app, world.ema).visit(f"/sessions/{meeting.id}/amendments")
    ema.press("missing", "Go on", code="nobody")
    assert "Nobody here has the code “nobody”" in ema.text("main")
    ema.press("missing", "Go on", code="bo", status=303)
    ema.press("amendment", "Correct it", mark="present", reason="Came along with Lea.")
    assert live(meeting, world.bo) == PRESENT
    assert "Guest" in ema.visit(address(meeting)).text(f"#line_{world.bo.id}")
    correct(ema, meeting, world.lou, mark="unmarked")
    assert live(meeting, world.lou) == []
    assert proving.verdict(world.a, NOW).holds


def test_an_open_register_and_one_that_did_not_take_place_have_no_corrections(app, world):
    ema = signed_in(app, world.ema)
    url = f"/sessions/{world.tonight.id}/amendments"
    assert "open until 7 April 2022" in ema.visit(url).text("main")
    ema.visit(f"{url}/LOU", 303)
    app.config["WTF_CSRF_ENABLED"] = False
    typed = {"mark": "present", "reason": "She was there."}
    answer = ema.send("POST", f"{url}/LOU", typed)
    assert (answer.status_code, "open until 7 April 2022" in answer.text) == (409, True)
    locked(world, status=Status.CANCELLED)
    assert "cancelled" in ema.visit(url).text("main")
    assert "cancelled" in ema.send("POST", f"{url}/LOU", typed).text
    assert amendments() == []


def test_the_same_page_twice_corrects_once(app, world):
    """Two second people, each with the page open."""
    meeting = sealed(world)
    correct(signed_in(app, world.tara), meeting, world.lou, mark="present")
    (asked,) = amendments()
    pages = [signed_in(app, who).visit(f"/amendments/{asked.id}") for who in (world.ema, world.ada)]
    pages[0].press("agree", "Agree and correct")
    pages[1].press("agree", "Agree and correct", 409)
    assert "corrected already: Ema agreed" in pages[1].text("#notice")
    assert len(live(meeting, world.lou)) == 1
    assert len(links(world.a)) == 2


def test_the_hours_follow(app, world):
    meeting = sealed(world)
    url = f"/groups/{world.a.slug}/people/LOU"
    lou = signed_in(app, world.lou)
    assert "corrected" not in lou.visit(url).text("main")
    correct(signed_in(app, world.ema), meeting, world.lou, mark="present")
    assert "The register was corrected on Thu 24 Mar" in lou.visit(url).text("main")


@pytest.mark.parametrize("page", ["register", "amendments", "ask", "decide"])
def test_a_page_costs_the_same_for_five_and_for_sixty(app, world, page):
    meeting = locked(world)
    ema = Visitor(app).sign_in(world.ema)

    def more(people):
        for n in people:
            who = person(f"Q{n:02}", world.centre, email=None)
            db.session.add(enrol(who, world.a))
            marked(meeting, who, recorder=world.tara)
            old = {"old": "present||", "new": "absent||", "reason": "r", "state": "asked"}
            made = Amendment(session_id=meeting.id, person_id=who.id, asked_at=NOW, **old)
            made.asked_by = world.tara
            db.session.add(made)
        db.session.commit()

    def statements():
        urls = {
            "register": address(meeting),
            "amendments": "/amendments",
            "ask": f"/sessions/{meeting.id}/amendments/LEA",
            "decide": f"/amendments/{amendments()[0].id}",
        }
        ema.visit(urls[page])
        with count_queries() as seen:
            ema.visit(urls[page])
        return len(seen)

    more(range(5))
    few = statements()
    more(range(5, 60))
    assert statements() == few


def test_what_waits_is_on_the_group_and_the_dashboard_and_who_asked_is_not_told_to_decide(
    app, world
):
    sealed(world)
    tara, ema = signed_in(app, world.tara), signed_in(app, world.ema)
    assert "correction" not in ema.visit("/dashboard").text(".figures")
    correct(tara, world.tonight, world.lou, mark="present")
    (figure,) = ema.visit("/dashboard").page.select('.figures a[href^="/amendments"]')
    assert " ".join(figure.get_text(" ").split()).startswith("1 correction waits")
    assert figure["href"] == "/amendments"
    assert ema.visit("/dashboard?group=jes-b").page.select('.figures a[href^="/am"]') == []
    (figure,) = ema.visit("/dashboard?group=jes-a").page.select('.figures a[href^="/am"]')
    assert len(ema.visit(figure["href"]).page.select("li[id^=waits_]")) == 1
    assert "1 correction waits" in ema.visit("/groups/jes-a").text("#way_attendance_amendments")
    assert ema.visit("/groups/jes-b").text("#way_attendance_amendments") == "Corrections"
    pages = ("/amendments", f"/sessions/{world.tonight.id}/amendments")
    for page in (*pages, f"/sessions/{world.tonight.id}/register"):
        assert "Decide: Lou" in ema.visit(page).text("main"), page
        words = tara.visit(page).text("main")
        assert "Waits for somebody else: Lou" in words, page
        assert "Decide" not in words, page


def test_a_correction_that_was_made_is_told_in_the_past(app, world):
    sealed(world)
    ema = signed_in(app, world.ema)
    correct(ema, world.tonight, world.lou, mark="present")
    assert "The register saidabsent Corrected topresent" in ema.text("main")
    words = ema.visit(f"/sessions/{world.tonight.id}/amendments").text("main")
    assert "absent became present" in words
    assert "is to become" not in words
