"""A list that came back: typed or ticked, looked at, kept with the register, asked about."""

import pytest
from sqlalchemy import select

from lms.attendance.models import Mark, Source, Status
from lms.db import db
from lms.evidence.models import Signature
from tests.attendance.register import ABSENT, PRESENT, fill, live, marked
from tests.cast import NOW
from tests.evidence.paper import printed
from tests.queries import count_queries


@pytest.fixture
def tara(at_list):
    return at_list


def look(visitor, text, status=200):
    return visitor.press("returned", "Show it in the rows", status, text=text)


def keep(visitor, status=None, **typed):
    return visitor.press("returned", "Keep in the register", status, **typed)


def chosen(visitor, who):
    field = visitor.page.select_one(f"[name=mark-{who.id}][checked]")
    return field["value"] if field else ""


def is_ticked(visitor, who):
    return visitor.page.find(id=f"signed_{who.id}").has_attr("checked")


def signed(sheet):
    rows = select(Signature.person_id).where(
        Signature.sheet_id == sheet.id, Signature.withdrawn_at.is_(None)
    )
    return set(db.session.scalars(rows))


def sources(session):
    return set(
        db.session.scalars(
            select(Mark.source).where(Mark.session_id == session.id, Mark.withdrawn_at.is_(None))
        )
    )


def test_who_is_not_named_has_signed(tara, world, sheet):
    look(tara, "absent 2")
    assert (chosen(tara, world.lea), chosen(tara, world.lou)) == ("present", "absent")
    assert "Nothing is kept yet" in tara.text("#looked_at")
    assert live(world.tonight) == []
    keep(tara)
    assert live(world.tonight, world.lea) == PRESENT
    assert live(world.tonight, world.lou) == ABSENT
    assert sources(world.tonight) == {Source.PAPER}
    assert signed(sheet) == {world.lea.id}
    assert "2 rows are kept in the register. 1 signature is recorded." in tara.text("#notice")
    tara.visit(f"/sessions/{world.tonight.id}/register")
    assert "From the paper list, entered by Tara" in tara.text("main")


def test_rows_are_ticked_without_typing(tara, world):
    keep(tara, **{f"mark-{world.lou.id}": "excused", f"reason-{world.lou.id}": "illness"})
    assert live(world.tonight, world.lea) == PRESENT
    assert live(world.tonight, world.lou) == [("absence", None, None, True, "illness")]


def test_late_without_a_time_asks_for_it(tara, world):
    look(tara, "late 2")
    assert "Write when Lou came, or left." in tara.text(f"#line_{world.lou.id}")
    keep(tara, 422)
    assert "Write when Lou came, or left." in tara.text("#complaints")
    assert live(world.tonight, world.lou) == []
    assert live(world.tonight, world.lea) == PRESENT, "the rest is kept"
    keep(tara, **{f"came-{world.lou.id}": "17:20"})
    assert live(world.tonight, world.lou) == [("presence", "17:20", "20:15", False, None)]


def test_times_are_typed_with_the_rows(tara, world):
    look(tara, "late 1 17:20, left 1 19:00; excused 1, excused 2")
    keep(tara, 422)
    assert "Choose why Lou is excused." in tara.text("#complaints")
    assert live(world.tonight, world.lea)[0][:3] == ("presence", "17:20", "19:00")


def test_words_of_the_readers_language_and_english(tara, world):
    tara.client.post("/language", data={"language": "sl"})
    look(tara, "ABSENT 2")
    assert chosen(tara, world.lou) == "absent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("absent 99", "There is no row 99 on this list."),
        ("absent 2, late 2", "Row 2 is said twice, and differently."),
        ("abcent 2", "“abcent” is no word of this list."),
        ("absent 4", "Row 4 is empty on this list."),
        ("2", "Write a word before row 2"),
        ("late 2 29:00", "29:00 is no time."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(tara, world, text, words):
    look(tara, text, 422)
    assert words in tara.text("#complaints")
    assert tara.page.find(id="text").text == text
    keep(tara, 422)
    assert live(world.tonight) == []


def test_a_text_that_nobody_looked_at_is_looked_at_first(tara, world):
    keep(tara, 200, text="absent 2")
    assert chosen(tara, world.lou) == "absent"
    assert live(world.tonight) == []
    keep(tara)
    assert live(world.tonight, world.lou) == ABSENT


def test_what_the_register_says_otherwise_is_asked_about(tara, world, sheet):
    marked(world.tonight, world.lou, None, recorder=world.tara)
    look(tara.visit(f"/sheets/{sheet.code}"), "absent 1")
    assert "The register says: absent." in tara.text(f"#line_{world.lou.id}")
    keep(tara, 409)
    words = tara.text(f"#line_{world.lou.id}")
    assert "Already marked absent at 20:30 by Tara. Keep which?" in words
    assert live(world.tonight, world.lou) == ABSENT
    assert signed(sheet) == set()
    tara.press("returned", "Change to: present")
    assert live(world.tonight, world.lou) == PRESENT
    assert signed(sheet) == {world.lou.id}


def test_what_the_register_says_can_stay(tara, world, sheet):
    marked(world.tonight, world.lou, None, recorder=world.sam)
    look(tara.visit(f"/sheets/{sheet.code}"), "absent 1")
    keep(tara, 409)
    tara.press("returned", "Keep: absent")
    assert live(world.tonight, world.lou) == ABSENT
    assert signed(sheet) == set()


def test_a_mark_that_came_meanwhile_is_asked_about(tara, world):
    look(tara, "absent 2")
    marked(world.tonight, world.lou, "17:20", recorder=world.sam)
    keep(tara, 409)
    assert "by Sam. Keep which?" in tara.text(f"#line_{world.lou.id}")
    assert live(world.tonight, world.lou) == [("presence", "17:20", "20:15", False, None)]


def test_who_checked_in_late_and_signed_stays_late(tara, world, sheet):
    marked(world.tonight, world.lou, "17:40", source=Source.SELF, recorder=world.lou)
    look(tara.visit(f"/sheets/{sheet.code}"), "absent 1")
    keep(tara)
    assert live(world.tonight, world.lou) == [("presence", "17:40", "20:15", False, None)]
    assert signed(sheet) == {world.lou.id}


def test_somebody_was_there_and_did_not_sign(tara, world, sheet):
    look(tara, "unsigned 2")
    assert not is_ticked(tara, world.lou)
    keep(tara)
    assert live(world.tonight, world.lou) == PRESENT
    assert signed(sheet) == {world.lea.id}
    assert "1 of 2 people who were there have a signature. Without one: Lou" in tara.text(
        "#signatures"
    )
    assert (is_ticked(tara, world.lea), is_ticked(tara, world.lou)) == (True, False)
    keep(tara, **{f"signed-{world.lea.id}": None, f"signed-{world.lou.id}": "1"})
    assert signed(sheet) == {world.lou.id}
    assert "1 signature is recorded. 1 signature is withdrawn." in tara.text("#notice")
    kept = db.session.scalars(select(Signature)).all()
    assert {(one.recorded_by_id, one.recorded_at) for one in kept} == {(world.tara.id, NOW)}


def test_a_guest_in_an_empty_row(tara, world, sheet):
    tara.press("returned", "Add the guest", 422, guest="NOBODY")
    assert "Nobody here has the code “NOBODY”" in tara.text("#complaints")
    tara.press("returned", "Add the guest", guest="bo", guest_row="4")
    assert live(world.tonight, world.bo) == PRESENT
    assert signed(sheet) == {world.lea.id, world.lou.id, world.bo.id}
    assert sheet.guests == {"4": world.bo.id}
    assert "4 BO Bo" in tara.text(f"#name_{world.bo.id}")
    look(tara, "absent 4")
    assert chosen(tara, world.bo) == "absent"
    tara.visit(f"/sheets/{sheet.code}")
    tara.press("returned", "Add the guest", 422, guest="BO", guest_row="5")
    assert "Bo is on this list already." in tara.text("#complaints")


def test_who_joined_after_the_print_stays_as_they_are(tara, world, sheet):
    fill(world.a, 1)
    tara.visit(f"/sheets/{sheet.code}")
    assert "1 person on the register is not on this list" in tara.text("#returned")
    keep(tara)
    assert len(live(world.tonight)) == 2


def test_a_locked_register_takes_signatures_and_no_marks(tara, world, sheet):
    look(tara, "absent 2")
    world.local.lock_days = 0
    world.tonight.day = world.of_b.day
    marked(world.tonight, world.lea)
    keep(tara, 409)
    assert "The register was locked" in tara.text("#notice")
    tara.visit(f"/sheets/{sheet.code}")
    assert not tara.page.find(id="returned")
    tara.press("signing", "Keep the signatures", **{f"signed-{world.lea.id}": "1"})
    assert signed(sheet) == {world.lea.id}
    assert len(live(world.tonight)) == 1


def test_a_cancelled_session_has_nothing_to_type_back(tara, world, sheet):
    world.tonight.status = Status.CANCELLED
    tara.visit(f"/sheets/{sheet.code}")
    assert "This session is cancelled." in tara.text("main")
    assert not tara.page.find(id="returned")


def test_typing_back_costs_the_same_for_few_and_for_many(tara, world):
    def cost(count):
        fill(world.a if count else world.b, count)
        sheet = printed(world.tonight, world.tara, empty_rows=count and 5)
        tara.visit(f"/sheets/{sheet.code}")
        with count_queries() as seen:
            tara.visit(f"/sheets/{sheet.code}")
        with count_queries() as kept:
            keep(tara)
        return len(seen), len(kept)

    few = cost(0)
    seen, kept = cost(60)
    assert seen == few[0]
    assert kept == few[1]
