"""One person: every session, every presence, every minute and where it came from."""

from datetime import timedelta

import pytest

from lms.attendance.models import Mark
from lms.courses.models import Membership, ModuleConfirmed
from lms.db import db
from tests import cast
from tests.cast import THURSDAY
from tests.completion.rows import START, away, base, made_up, moment, new_group, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor

LEA = "/groups/base-a/people/LEA"


@pytest.fixture
def made(world):
    """Lea after four of sixteen sessions: there, late, absent with make-up, excused."""
    made = base(world, course_threshold="70%")
    to_come(*made.sessions[4:])
    made.day = made.sessions[3].day
    there(world.lea, made.sessions[0])
    there(world.lea, made.sessions[1], came="17:20", left="19:40")
    away(world.lea, made.sessions[2])
    away(world.lea, made.sessions[3], excused=True, reason="childcare")
    made_up(world.lea, made.sessions[2], 200, world.tara)
    return made


def ledger(visitor):
    """The rows of the ledger: (what is said, net, attended, credited, made up)."""
    return [
        (" ".join(row.select("p")[0].text.split()), *(cell.text for cell in row.select("td.n")))
        for row in visitor.page.select(".ledger tbody tr")
    ]


def test_every_session_tells_what_counts_and_why(app, world, made):
    tara = Visitor(app).sign_in(world.tara).visit(f"{LEA}?on={made.day}")
    assert ledger(tara)[:5] == [
        ("Present. The whole time.", "180", "180", "180", ""),
        ("Part of the time. Came at 17:20, left at 19:40.", "180", "125", "125", ""),
        (
            "Absent. Made up: 180 of 180 minutes. "
            "20 more minutes were approved, but are over the limit.",
            "180", "0", "0", "180",
        ),
        (
            "Excused. Care of a child. This is excused, but it does not count as hours.",
            "180", "0", "0", "",
        ),
        ("To come.", "180", "", "", ""),
    ]  # fmt: skip
    sums = [cell.text for cell in tara.page.select(".ledger tfoot td.n")]
    assert sums == ["", "305", "305", "180"]


def test_the_sums_are_those_of_the_rule(app, world, made):
    tara = Visitor(app).sign_in(world.tara).visit(f"{LEA}?on={made.day}")
    assert "485 min counted of 2700 min = 97/540 = 17.96 %" in tara.text("#summary")
    table = {
        " ".join(row.th.text.split()): [cell.text for cell in row.select("td")]
        for row in tara.page.select(".sums tbody tr")
    }
    assert table == {
        "Attended, every session": ["", "", "305"],
        "Credited, each module once": ["180", "125", "305"],
        "Made up": ["180", "0", "180"],
        "Counted: credited and made up": ["360", "125", "485"],
        "The programme has": ["1350", "1350", "2700"],
        "Needed for the attestation": ["945", "945", "2160"],
        "Best possible: everything to come attended": ["1350", "1115", "2465"],
        "Still missing": ["585", "820", "1675"],
        "Make-up can still add": ["", "", "90"],
        "Excused, not counted as hours": ["", "", "180"],
        "Held in the group while in it": ["", "", "720"],
    }
    phrases = [item.text for item in tara.page.select("#summary .points li")]
    assert phrases == [
        "13 hours (585 min) in Digital skills", "18.23 hours (820 min) in Slovene",
            "37.23 hours (1675 min) in all",
    ]  # fmt: skip


def test_every_mark_says_who_made_it_and_when_also_those_withdrawn(app, world, made):
    session = made.sessions[0]
    old = Mark(
        session=session, person=world.lea, kind="absence", source="paper", recorder=world.sam,
        recorded_at=moment(session, "18:00"), withdrawn_at=moment(session, "18:10"),
        withdrawn_by_id=world.tara.id, note="from the list",
    )  # fmt: skip
    db.session.add(old)
    tara = Visitor(app).sign_in(world.tara).visit(f"{LEA}?on={made.day}")
    said = [" ".join(x.text.split()) for x in tara.page.select(".ledger details")[0].select("li")]
    assert said == [
        "Here from 17:00 to 20:15. Register, recorded by the command line on Thu 24 Mar, 20:30.",
        "Absent. Paper list, recorded by Sam on Mon 3 Jan, 18:00. from the list "
        "Withdrawn by Tara on Mon 3 Jan, 18:10.",
    ]
    approved = tara.page.select(".ledger details")[2].select("li")[1].text
    assert " ".join(approved.split()).startswith("Make-up: 200 min, approved by Tara on Thu 24 Mar")


def test_a_conflict_names_the_other_session(app, world, made):
    clash = cast.session(world.b, "B-9", made.sessions[0].day, world.digital)
    db.session.add(clash)
    there(world.lea, clash)
    tara = Visitor(app).sign_in(world.tara).visit(f"{LEA}?on={made.day}")
    conflict = ledger(tara)[0]
    assert conflict[0].startswith("At two places at once. It does not count until")
    assert "Also marked on Mon 3 Jan, 17:00." in conflict[0]
    assert conflict[1:4] == ("180", "0", "0")


def test_hours_as_a_guest_and_of_another_group_are_marked_as_such(app, world, made):
    other = new_group(world, made.programme, "base-b", world.sam)
    visit = cast.session(other, "n-1", START + timedelta(days=1), world.digital)
    db.session.add(visit)
    there(world.lea, visit)
    tara = Visitor(app).sign_in(world.tara).visit(f"{LEA}?on={made.day}")
    tags = [" ".join(tag.text.split()) for tag in tara.page.select(".ledger .tag")]
    assert tags == ["guest"]
    assert ledger(tara)[1][0] == "Present. The whole time. As a guest."


def test_who_moved_is_shown_until_the_last_day_with_the_way_to_the_new_group(app, world, made):
    other = new_group(world, made.programme, "base-b", world.sam)
    place = db.session.scalars(db.select(Membership).filter_by(group_id=made.group.id)).one()
    place.ends_on = made.sessions[1].day
    new = Membership(
        enrolment=place.enrolment, group=other, person=world.lea,
        starts_on=made.sessions[1].day + timedelta(days=1),
    )  # fmt: skip
    db.session.add(new)
    tara = Visitor(app).sign_in(world.tara).visit(LEA)
    assert tara.text("#summary h2") == "As of Wednesday, 5 January 2022"
    link = tara.page.find("a", string="Group base-b")
    assert link["href"] == "/groups/base-b/people/LEA"
    assert "305 min counted" in tara.text("#summary")


def test_a_learner_opens_their_own_hours_and_nobody_elses(app, world):
    lea = Visitor(app).sign_in(world.lea).visit("/groups/jes-a/people/LEA")
    assert lea.text("h1") == "All my hours"
    assert not lea.page.select("#modules form")
    lea.visit("/groups/jes-a/people/LOU", 403)
    lea.visit("/groups/jes-b/people/BO", 403)
    lea.visit("/groups/jes-a/people/NOBODY", 403)
    lea.visit("/groups/nowhere/people/LEA", 404)
    lea.visit("/groups/jes-b/people/LEA", 403)


def test_staff_of_another_group_do_not_open_it(app, world):
    for person, status in [(world.sam, 403), (world.oto, 403), (world.ema, 200), (world.ada, 200)]:
        Visitor(app).sign_in(person).visit("/groups/jes-a/people/LEA", status)
    tara = Visitor(app).sign_in(world.tara)
    tara.visit("/groups/jes-a/people/BO", 404)
    tara.visit("/groups/jes-a/people/NOBODY", 404)


def test_a_trainer_confirms_a_module_and_takes_it_back(world, visitor):
    module = world.slovene.modules[0]
    visitor.sign_in(world.tara).visit("/groups/jes-a/people/LEA")
    assert "Modules: 0 of 3 done" in visitor.text("#modules")
    visitor.press(f"confirm_{module.id}", "Confirm")
    assert "Modules: 1 of 3 done" in visitor.text("#modules")
    assert "Confirmed by Tara on 24 March 2022." in visitor.text("#modules")
    assert "Confirmed: Hello." in visitor.text("#notice")
    assert db.session.get(ModuleConfirmed, (world.lea.id, module.id)).by_id == world.tara.id
    visitor.press(f"confirm_{module.id}", "Take back")
    assert "Modules: 0 of 3 done" in visitor.text("#modules")
    assert db.session.get(ModuleConfirmed, (world.lea.id, module.id)) is None


def test_a_module_that_was_needed_is_no_longer_missing_once_it_is_confirmed(world, visitor):
    world.local.rules = {"threshold": "0", "mandatory_modules": ["slovene-first-steps/01-hello"]}
    module = world.slovene.modules[0]
    visitor.sign_in(world.tara).visit("/groups/jes-a/people/LEA")
    assert "the module Hello" in visitor.text("#summary")
    visitor.press(f"confirm_{module.id}", "Confirm")
    assert "Nothing is missing." in visitor.text("#summary")
    assert "Complete" in visitor.text("#summary .tag")


def test_the_page_costs_the_same_for_little_and_for_much(app, world, made):
    tara = Visitor(app).sign_in(world.tara)
    costs = []
    for number in range(2):
        tara.visit(LEA)
        with count_queries() as seen:
            tara.visit(LEA)
        costs.append(len(seen))
        if not number:
            there(world.lea, *made.sessions[4:])
            made.group.revision += 1
            db.session.commit()
    assert costs == [11, 11]
    assert made.day < THURSDAY


def test_every_session_of_ones_own_ledger_can_be_opened(world, app):
    """Not those where one was a guest, or of a group where one is not any more."""
    there(world.lea, world.of_b, world.tonight)
    lea = Visitor(app).sign_in(world.lea).visit("/groups/jes-a/people/LEA")
    links = [link["href"] for link in lea.page.select(".ledger th a")]
    assert f"/sessions/{world.tonight.id}" in links
    assert f"/sessions/{world.of_b.id}" not in links
    for url in links:
        lea.visit(url)
