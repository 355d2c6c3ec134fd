"""The standing of a group: everyone, session by session; totals open the rows that they count."""

import re
from datetime import timedelta

import pytest
from flask_babel import force_locale

from lms.completion.queries import figures, memory
from lms.completion.views.blueprint import number_of_percent
from lms.courses.models import LessonDone, Membership
from lms.db import db
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import LATER, START, away, base, made_up, new_group, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def made(world):
    """Five people, one in each standing, after ten of sixteen sessions."""
    made = base(world)
    to_come(*made.sessions[12:])
    made.day = made.sessions[11].day
    held = {"Done": 12, "Fine": 11, "Must": 9, "Makes": 8, "Cannot": 4}
    for name, count in held.items():
        who = cast.person(name, world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        there(who, *made.sessions[:count])
        away(who, *made.sessions[count:12])
    return made


def rows(visitor):
    """Person -> the cells of their row, in words."""
    found = {}
    for row in visitor.page.select(".matrix tbody tr"):
        cells = [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]
        found[cells[0].split()[0]] = cells[1:]
    return found


def test_the_trainer_sees_everyone_with_every_session(app, world, made):
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={made.day}")
    found = rows(tara)
    assert set(found) == {"CANNOT", "DONE", "FINE", "LEA", "MAKES", "MUST"}
    assert found["CANNOT"][:4] == ["Present"] * 4
    assert found["CANNOT"][4:12] == ["Absent"] * 8
    assert found["CANNOT"][12:] == ["· To come"] * 4 + ["0/3", "16", "26.66 %", "Cannot finish"]
    assert found["LEA"][0] == "? Not marked yet"
    assert tara.text(".matrix caption") == (
        f"6 people, 12 of 16 sessions held, as of {made.day:%A}, {made.day.day} January 2022"
    )
    there_were = [cell.text for cell in tara.page.select(".matrix tfoot td")][:13]
    assert there_were == ["5", "5", "5", "5", "4", "4", "4", "4", "3", "2", "2", "1", "·"]


def test_each_standing_is_a_link_to_exactly_its_people(app, world, made):
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={made.day}")
    tags = {tag["href"]: " ".join(tag.text.split()) for tag in tara.page.select("a.tag")}
    assert list(tags.values()) == [
        "Everyone 6", "Complete 1", "On track 1", "Must attend all 1", "Needs make-up 1",
        "Cannot finish 2",
    ]  # fmt: skip
    for address, words in tags.items():
        tara.visit(address)
        assert len(rows(tara)) == int(words.split()[-1])
        assert f"on={made.day}" in address


def test_hours_held_short_and_attended_stand_at_the_top_with_their_unit(app, world, made):
    made.sessions[13].status = "cancelled"
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={made.day}")
    facts = [" ".join(fact.text.split()) for fact in tara.page.select(".facts li")]
    assert facts[0] == "Held: 48 of 60 hours of 45 min"
    assert facts[1].startswith("4 hours (180 min) short")
    attended, possible = (12 + 11 + 9 + 8 + 4) * 180, 5 * 12 * 180
    share = f"{attended * 10000 // possible / 100:.2f}"
    assert facts[2] == f"Attendance {share} %: {attended} of {possible} min"
    assert "Did not take place: Sat 29 Jan" in tara.text("main")


def test_a_session_that_nobody_took_is_named(app, world, made):
    made.sessions[11].status = "planned"
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={LATER}")
    assert "5 registers not taken" in tara.text(".facts")
    assert tara.page.select_one(f".facts a[href='/sessions/{made.sessions[11].id}/register']")


def test_the_cells_and_what_stands_beside_them_add_up_to_the_hours(app, world, made):
    """Somebody who moved, made up, and studied alone."""
    other = new_group(world, made.programme, "base-b", world.sam)
    made.programme.rules = {**made.programme.rules, "self_paced_cap": "10%"}
    nika = cast.person("Nika", world.centre)
    last = made.sessions[5].day
    first = cast.enrol(nika, made.group, START)
    first.ends_on = last
    second = Membership(
        enrolment=first.enrolment, group=other, person=nika, starts_on=last + timedelta(days=1)
    )
    after = cast.session(other, "n-1", last + timedelta(days=2), world.digital)
    db.session.add_all([first, second, after])
    there(nika, *made.sessions[:5])
    away(nika, after)
    made_up(nika, after, 100)
    step = world.slovene.modules[0]
    db.session.add_all(
        LessonDone(person_id=nika.id, lesson_id=lesson.id, done_at=NOW - timedelta(days=60))
        for lesson in step.lessons
    )
    sam = Visitor(app).sign_in(world.sam).visit(f"/groups/base-b?on={made.day}")
    heads = [" ".join(head.text.split()) for head in sam.page.select(".matrix thead th")]
    assert heads[2:5] == ["Other groups", "Own study", "Modules"]
    cells = rows(sam)["NIKA"]
    assert cells[:4] == ["+100 made up", "900", "20", "1/3"]
    assert cells[4] == "22.66"  # (900 + 100 + 20) / 45


def test_a_module_that_attendance_does_is_done_on_every_page_and_in_charts(app, world, made):
    """Settled point 25: it is done when anything of it was credited."""
    made.sessions[5].module = module = world.slovene.modules[0]
    module.completion = "attendance"
    db.session.commit()
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={made.day}")
    done = {name for name, cells in rows(tara).items() if "1/3" in cells}
    assert done == {"DONE", "FINE", "MUST", "MAKES"}, rows(tara)
    for code, words in (("FINE", "1 of 3 done"), ("CANNOT", "0 of 3 done")):
        tara.visit(f"/groups/base-a/people/{code}?on={made.day}")
        assert words in tara.text("#modules_title")
    key = f"{world.slovene.slug}/{module.slug}"
    tara.visit(f"/charts?programme=base&on={made.day}")
    [link] = tara.page.select(f"a[href*='counted=done:{key}']")
    assert next(link.strings) == "4"
    assert tara.visit(link["href"]).text("h1").startswith("4 ")


def test_a_module_that_counts_in_another_group_is_struck_out(app, world, made):
    made.sessions[0].module = world.digital.modules[0]
    other = new_group(world, made.programme, "base-b", world.sam)
    longer = cast.session(
        other, "n-1", START, world.digital, module=world.digital.modules[0],
        starts=made.sessions[0].starts.replace(9), ends=made.sessions[0].ends.replace(15),
        breaks=[],
    )  # fmt: skip
    db.session.add(longer)
    there(world.lea, made.sessions[0], longer)
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={made.day}")
    assert rows(tara)["LEA"][0] == "180 counts in another group"
    assert rows(tara)["LEA"][16] == "375"


def test_each_row_opens_the_person(app, world, made):
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/base-a?on={made.day}")
    link = tara.page.select_one(".matrix tbody a")
    tara.visit(link["href"])
    assert tara.url == f"/groups/base-a/people/CANNOT?on={made.day}"


def test_only_who_teaches_or_coordinates_the_group_opens_it(app, world):
    for person, status in [
        (world.tara, 200), (world.ema, 200), (world.ada, 200), (world.sam, 403),
        (world.lea, 403), (world.oto, 403),
    ]:  # fmt: skip
        Visitor(app).sign_in(person).visit("/groups/jes-a", status)
    Visitor(app).sign_in(world.ada).visit("/groups/nowhere", 404)


def test_an_empty_group_says_how_to_begin(app, world):
    empty = new_group(world, world.local, "empty", world.tara)
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/{empty.slug}")
    assert "Nobody is in this group on that day." in tara.text(".empty")


@pytest.mark.parametrize("text", ["yesterday", "2022-02-30", "0000-00-00", "9999-12-31"])
def test_a_day_that_is_none_is_today(app, world, text):
    tara = Visitor(app).sign_in(world.tara).visit(f"/groups/jes-a?on={text}")
    assert re.search(r"24 March 2022|31 December 9999", tara.text("caption"))


def test_fifty_people_are_on_a_page_and_it_costs_the_same(app, world, made):
    tara = Visitor(app).sign_in(world.tara)
    costs = []
    for number in range(2):
        memory.clear()
        for _visit in range(2):
            with count_queries() as seen:
                tara.visit("/groups/base-a")
            costs.append(len(seen))
        if not number:
            crowd = [cast.person(f"P{n}", world.centre) for n in range(60)]
            db.session.add_all([cast.enrol(person, made.group) for person in crowd])
            db.session.commit()
    assert len(rows(tara)) == 50
    assert costs == [16, 9, 16, 9]
    assert len(figures([made.group], THURSDAY)[made.group.id].people) == 66


def test_a_percentage_keeps_its_order_in_a_line_that_runs_to_the_left(app):
    with app.test_request_context(), force_locale("ar"):
        assert number_of_percent("79.96") == "\u206879.96&nbsp;%\u2069"
    with app.test_request_context(), force_locale("sl"):
        assert number_of_percent("79.96") == "79,96&nbsp;%"
