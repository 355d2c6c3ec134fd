"""What needs a decision: every figure opens exactly the rows that it counts (rule 16)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.completion.queries import memory
from lms.courses.actions.figures import touch
from lms.courses.models import Group, Membership
from lms.db import db
from lms.indicators.actions.periods import open_period
from lms.jobs.work import work_off
from lms.messages.models import Notice
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Partner
from lms.reports.actions.recount import recount
from lms.reports.letters import opening
from lms.reports.models import PutOff
from lms.reports.queries.kept import LIVE
from lms.reports.queries.remembered import MEMORY
from lms.reports.tasks import look
from lms.reports.views.rows import WRITTEN
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import START, away, base, new_group, there, to_come
from tests.indicators.reporting import FIRST, LAST, reporting
from tests.queries import count_queries
from tests.visitor import Visitor

PAGES = ("/dashboard", "/dashboard?programme=base", "/dashboard?standing=cannot")
STANDINGS = ["complete", "on_track", "must_attend_all", "needs_make_up", "cannot"]


@pytest.fixture
def made(world):
    """Sixty hours after twelve sessions: one person in each standing, Lea not marked at all."""
    made = base(world)
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions[12:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    for name, count in {"Done": 12, "Fine": 11, "Must": 9, "Makes": 8, "Cannot": 4}.items():
        who = cast.person(name, world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        there(who, *made.sessions[:count])
        away(who, *made.sessions[count:12])
    return made


def figures(visitor):
    """What stands in the tiles: words -> (figure, address)."""
    return {
        tile.strong.text: (int(tile.b.text), tile["href"])
        for tile in visitor.page.select(".figures a")
    }


def listed(visitor):
    """Codes of the people in the table."""
    return sorted(cell.text for cell in visitor.page.select(".listing tbody th .code"))


def groups(visitor):
    return [link.text for link in visitor.page.select(".groups tbody th a")]


def test_the_first_figures_are_links_to_exactly_those_people(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    tiles = figures(ema)
    assert {words: count for words, (count, _address) in tiles.items()} == {
        "cannot finish any more": 2,
        "needs make-up": 1,
        "must attend all": 1,
        "groups short of hours": 0,
        "registers still open": 12,
    }
    for words in ("cannot finish any more", "needs make-up", "must attend all"):
        count, address = tiles[words]
        ema.visit(address)
        assert len(listed(ema)) == count
    ema.visit(tiles["registers still open"][1])
    assert len(ema.page.select(".listing tbody tr")) == 12
    assert "1 person not marked" in ema.text(".listing")


def test_each_count_of_a_group_opens_exactly_its_people(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    row = ema.page.select(".groups tbody tr")[0]
    cells = row.select("td.n")
    people, five = cells[0], cells[1:6]
    assert int(people.a.find(string=True)) == 6
    counts = [int(cell.a.find(string=True)) for cell in five]
    assert counts == [1, 1, 1, 1, 2]
    found = []
    for cell, standing in zip(five, STANDINGS, strict=True):
        assert f"standing={standing}" in cell.a["href"]
        ema.visit(cell.a["href"])
        assert len(listed(ema)) == int(cell.a.find(string=True))
        found += listed(ema)
    assert sorted(found) == ["CANNOT", "DONE", "FINE", "LEA", "MAKES", "MUST"]


def test_a_group_shows_hours_with_their_unit_attendance_and_the_next_session(app, world, made):
    made.sessions[15].status = "cancelled"
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    cells = [" ".join(cell.text.split()) for cell in ema.page.select(".groups tbody td")]
    assert cells[7:] == ["73.33 %", "48 of 60 of 45 min 2 short", "Thu 31 Mar, 17:00"]
    assert figures(ema)["group short of hours"][0] == 1


def test_the_list_says_what_each_person_still_needs(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/standing?standing=needs_make_up")
    row = ema.page.select_one(".listing tbody tr")
    cells = [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]
    assert cells == [
        "Write: Makes", "MAKES Makes", "Group base-a", "Needs make-up", "32 of 60 of 45 min",
        "53.33 %", "16 hours (720 min) in all",
    ]  # fmt: skip
    ema.visit(row.th.a["href"])
    assert ema.text("h1") == "Makes MAKES"


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("needs_make_up", "You can make up for what you missed"),
        ("must_attend_all", "Come to all sessions that are left: you need every one."),
    ],
)
def test_who_is_listed_is_written_to_and_taken_along(app, world, made, standing, said):
    ema = Visitor(app).sign_in(world.ema).visit(f"/standing?standing={standing}&group=base-a")
    csv = ema.page.select_one('.downloads a[href*=".csv"]')["href"]
    [who] = ema.page.select("#pick input[name=who]")
    code = who["value"].split(":")[2]
    assert [code] == listed(ema)
    file = ema.send("GET", csv).get_data(as_text=True).splitlines()
    assert [line.split(",")[0] for line in file[1:]] == [code]
    ema.press("pick", "Write to them", 200, who=who["value"])
    assert ema.page.find(id="later") is None  # it is no row of "who needs me today"
    ema.press("write", "Write to 1 person", **{"write-words": "Room 2 is open."})
    [told] = db.session.scalars(select(Notice))
    assert db.session.get(Person, told.person_id).code == code
    assert told.data["need"] == standing
    assert db.session.scalars(select(PutOff)).all() == []
    with app.test_request_context():
        assert opening(standing, "Sixty hours")[0] == said


@pytest.mark.parametrize("query", ["gender=F", "to=2022-01-01", "counted=came:1", "only=short"])
def test_a_list_and_its_files_have_the_same_people_whatever_filters_stand_there(
    app, world, made, query
):
    name, _is, value = query.partition("=")
    ema = Visitor(app).sign_in(world.ema).visit(f"/standing?{query}")
    file = ema.page.select_one('.downloads a[href*=".csv"]')["href"]
    codes = {line.partition(",")[0] for line in ema.file(file).splitlines()[1:]}
    assert codes == set(listed(ema))
    said = f"The filter {name}={value} is not known and was left out." in ema.text("main")
    assert said == (name != "only")
    assert ("Group base-a" in ema.text("table")) == (name != "only")


def test_nobody_is_written_to_because_of_another_day(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    ema.visit(f"/standing?standing=cannot&on={made.sessions[3].day}")
    assert listed(ema)
    assert ema.page.find(id="pick") is None


def test_who_needs_somebody_first_comes_first(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    people = [" ".join(item.strong.text.split()) for item in ema.page.select(".todo li")]
    assert people == ["CANNOT Cannot", "LEA Lea", "MAKES Makes", "MUST Must"]
    assert "Best possible: 44 of 48 hours; make-up may add 6." in ema.text(".todo")
    assert "Best possible: 48 of 48 hours, no minute more." in ema.text(".todo")


def test_who_misses_only_a_course_is_not_said_to_lack_hours_in_all(app, world):
    made = base(world, threshold="50%", course_threshold="90%")
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions[12:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    in_digital = [one for one in made.sessions[:12] if one.course == world.digital]
    there(world.lea, *in_digital)
    away(world.lea, *[one for one in made.sessions[:12] if one not in in_digital])
    db.session.commit()
    for address in (
        "/dashboard?group=base-a",
        "/today?group=base-a",
        "/today?kind=cannot&group=base-a",
    ):
        said = Visitor(app).sign_in(world.ema).visit(address).text("main")
        assert "Enough hours are to come in all, but not for all of this:" in said
        assert "in Slovene" in said
        assert "Best possible" not in said


def test_what_waits_is_told_also_where_there_are_no_groups_yet(app, world):
    ours = reporting(world)
    lead = Organisation(slug="lead", name="Who leads")
    nora = cast.person("Nora", lead, role=Role.COORDINATOR)
    ours.project.lead = lead
    ours.project.partners.append(Partner(organisation=lead, position=2))
    db.session.add(nora)
    db.session.flush()
    open_period(ours.project, ours.set, FIRST, LAST, by=nora, now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(nora).visit("/dashboard")
    assert "Your groups will be here" in visitor.text("main")
    assert visitor.page.select_one("#to_do a")["href"].startswith("/partner-reports/")


def test_filters_live_in_the_address_and_fit_each_other(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    assert sorted(groups(ema)) == ["Group base-a", "Jesenice, group A", "Jesenice, group B"]
    ema.press("filters", "Show", 200, programme="base", standing="must_attend_all")
    assert "programme=base" in ema.url
    assert groups(ema) == ["Group base-a"]
    assert ema.page.select_one("#f_standing option[selected]")["value"] == "must_attend_all"
    ema.visit("/dashboard?standing=must_attend_all")
    assert groups(ema) == ["Group base-a"]
    assert figures(ema)["cannot finish any more"][0] == 5  # the figures are still of all groups
    ema.visit(f"/dashboard?programme=base&on={made.sessions[3].day}")
    assert figures(ema)["cannot finish any more"][0] == 1  # only Lea then, whom nobody marked
    ema.visit("/dashboard?group=nowhere", 404)
    ema.visit("/dashboard?group=base-a&track=teacher")
    assert "No group fits." in ema.text("main")


def test_groups_that_are_short_are_listed_alone(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    count, address = figures(ema)["group short of hours"]
    ema.visit(address)
    assert (count, groups(ema)) == (1, ["Jesenice, group B"])


def test_two_places_at_once_are_a_figure_that_opens_those_people(app, world, made):
    clash = cast.session(world.b, "B-9", THURSDAY, world.digital)
    db.session.add(clash)
    there(world.lea, world.tonight, clash)
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=digital-local")
    count, address = figures(ema)["person at two places at once"]
    ema.visit(address)
    assert (count, listed(ema)) == (1, ["LEA"])


def test_a_register_that_was_not_taken_leads_to_it(app, world, made):
    made.sessions[11].status = "planned"
    ema = Visitor(app).sign_in(world.ema).visit("/registers?group=base-a")
    last = ema.page.select(".listing tbody tr")[-1]
    assert "not taken" in last.text
    assert last.a["href"] == f"/sessions/{made.sessions[11].id}/register"
    ema.visit("/dashboard?group=base-a")
    tag = ema.page.select_one(".groups a.tag")
    assert " ".join(tag.text.split()) == "1 register not taken"


def test_somebody_unmarked_who_has_moved_since_still_keeps_the_register_open(app, world, made):
    other = new_group(world, made.programme, "base-b", world.sam)
    place = db.session.scalars(
        db.select(Membership).filter_by(group_id=made.group.id, person_id=world.lea.id)
    ).one()
    place.ends_on = made.sessions[0].day
    new = Membership(
        enrolment=place.enrolment, group=other, person=world.lea,
        starts_on=made.sessions[0].day + timedelta(days=1),
    )  # fmt: skip
    db.session.add(new)
    ema = Visitor(app).sign_in(world.ema).visit("/registers?programme=base")
    assert len(ema.page.select(".listing tbody tr")) == 1


def test_a_person_in_two_groups_is_one_person(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    assert "8 people · 3 groups" in ema.text("main")  # Lea is in two, Lou and Bo in one each


def test_a_coordinator_sees_their_own_organisation_and_an_administrator_all(app, world, made):
    oto = Visitor(app).sign_in(world.oto).visit("/dashboard")
    assert groups(oto) == ["Officials, group 1"]
    oto.visit("/standing")
    assert listed(oto) == ["OLGA"]
    oto.visit("/standing?group=base-a", 403)
    ada = Visitor(app).sign_in(world.ada).visit("/dashboard")
    assert len(groups(ada)) == 4


def test_a_coordinator_without_an_organisation_sees_nothing(app, world):
    alone = cast.person("Alone", None, role="coordinator")
    db.session.add(alone)
    visitor = Visitor(app).sign_in(alone)
    assert "Your groups will be here" in visitor.text(".empty")


@pytest.mark.parametrize("address", ["/dashboard", "/standing", "/registers"])
def test_the_pages_are_for_coordinators(app, world, address):
    for person in (world.tara, world.lea):
        Visitor(app).sign_in(person).visit(address, 403)


def test_unreadable_filters_are_left_out(app, world):
    ema = Visitor(app).sign_in(world.ema)
    for address in ("/dashboard", "/standing", "/registers"):
        ema.visit(f"{address}?standing=perfect&on=31-04-2022&only=what&page=x")
        assert "The filter standing=perfect is not known and was left out." in ema.text("main")


def test_registers_say_that_they_are_not_of_people_in_a_standing(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    for left_out in ("standing=cannot", "only=short"):
        assert f"The filter {left_out}" not in ema.visit(f"/standing?{left_out}").text("main")
        ema.visit(f"/registers?group=base-a&{left_out}")
        assert f"The filter {left_out} is not known and was left out." in ema.text("main")
    assert [one["name"] for one in ema.page.select("#filters input")] == ["on"]


def test_the_cost_does_not_grow_with_people_groups_and_sessions(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    counted()
    addresses = ("/dashboard", "/standing", "/registers")
    costs = {address: cost(ema, address) for address in addresses}
    more(world, made, 40)
    counted()
    for address, before in costs.items():
        assert cost(ema, address) == before
        assert before <= 12
    ema.visit("/dashboard")
    assert len(groups(ema)) == 30
    ema.visit("/dashboard?page=2")
    assert len(groups(ema)) == 13


def as_remembered(ema):
    """What is shown, which is what is shown where nothing is remembered."""
    shown = {address: ema.visit(address).text("main") for address in PAGES}
    MEMORY.clear()
    WRITTEN.clear()
    assert {address: ema.visit(address).text("main") for address in PAGES} == shown
    return shown["/dashboard"]


def test_sums_are_remembered_and_never_longer_than_they_are_true(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    counted()
    cold, warm = cost(ema, "/dashboard"), warm_cost(ema, "/dashboard")
    assert warm < cold <= 12
    seen = [as_remembered(ema)]
    there(world.lea, made.sessions[0])
    touch(people=[world.lea.id])
    db.session.commit()
    seen.append(as_remembered(ema))
    counted()
    assert as_remembered(ema) == seen[1]
    world.b.title = "Another name"
    db.session.commit()
    seen.append(as_remembered(ema))
    made.group.organisation = made.programme.organisation = world.network
    db.session.commit()
    ema.visit("/dashboard?programme=base", 403)
    seen.append(ema.visit("/dashboard").text("main"))
    assert len(set(seen)) == 4


def test_groups_that_are_not_counted_yet_are_said_and_appear_when_they_are(app, world, made):
    counted()
    more(world, made, 13)
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    said = ema.text(".note")
    assert said == "13 groups are being counted. Reload this page in a minute."
    assert len(groups(ema)) == 3
    work_off(now=NOW)  # nothing is queued by looking
    assert "13 groups are being counted" in ema.visit("/dashboard").text(".note")
    look(NOW)
    db.session.commit()
    work_off(now=NOW)
    ema.visit("/dashboard")
    assert not ema.page.select(".note")
    assert len(groups(ema)) == 16


def test_old_rows_say_since_when_they_are_so(app, world, made):
    more(world, made, 13)
    counted()
    db.session.execute(db.update(Group).values(revision=Group.revision + 1))
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema).visit("/standing?standing=cannot")
    assert ema.text(".note") == (
        "16 groups are being counted again. Their figures are as they were on Thu 24 Mar, 20:30."
    )
    assert len(listed(ema)) == int(figures(ema.visit("/dashboard"))["cannot finish any more"][0])


def test_a_change_is_seen_at_once_while_the_worker_has_not_been_by(app, world, made):
    counted()
    there(world.lea, made.sessions[0])
    touch(people=[world.lea.id])
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema).visit("/standing?group=base-a")
    row = next(row for row in ema.page.select(".listing tbody tr") if "LEA" in row.text)
    assert "4 of 60" in row.text


def test_another_day_of_very_many_groups_asks_for_a_choice(app, world, made):
    more(world, made, LIVE)
    ema = Visitor(app).sign_in(world.ema).visit(f"/dashboard?on={made.sessions[3].day}")
    assert "Choose a programme or a group first" in ema.text(".note")
    assert not groups(ema)
    ema.visit(f"/dashboard?on={made.sessions[3].day}&group=base-a")
    assert groups(ema) == ["Group base-a"]


def test_pages_of_people_go_on_where_the_one_before_ended(app, world, made):
    more(world, made, 60)
    counted()
    ema = Visitor(app).sign_in(world.ema)
    found = [code for page in (1, 2) for code in listed(ema.visit(f"/standing?page={page}"))]
    assert len(found) == len(set(found)) + 1 == 69  # Lea is in two groups


def more(world, made, number):
    for place in range(number):
        group = new_group(world, made.programme, f"more-{place}", world.tara)
        who = cast.person(f"More {place}", world.centre, email=f"more{place}@example.org")
        held = cast.session(group, f"more-{place}", START, world.digital)
        db.session.add_all([cast.enrol(who, group, START), held])
        there(who, held)
    db.session.commit()


def counted():
    columns = (Group.id, Group.programme_id, Group.zone, Group.revision)
    db.session.commit()
    recount(db.session.execute(db.select(*columns)).all(), THURSDAY, now=NOW)
    db.session.commit()


def cost(visitor, address):
    """Statements of a page when nothing is in memory."""
    memory.clear()
    MEMORY.clear()
    return warm_cost(visitor, address)


def warm_cost(visitor, address):
    db.session.commit()
    with count_queries() as seen:
        visitor.visit(address)
    return len(seen)
