"""The timetable by month and week: staff see what they work with, learners what is theirs."""

from datetime import time, timedelta

import pytest

from lms.attendance.models import SignUp, SignUpState, Status
from lms.attendance.views.timetable import first_weekday
from lms.db import db
from tests.cast import NOW, THURSDAY, session
from tests.queries import count_queries


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


@pytest.fixture
def lou(visitor, world):
    return visitor.sign_in(world.lou)


def shown(visitor, url="/timetable"):
    """The sessions on the page, by the addresses of their links."""
    visitor.visit(url)
    return [int(a["href"].rpartition("/")[2]) for a in visitor.page.select("main li a")]


def ids(*sessions):
    return [each.id for each in sessions]


def cell(visitor, words):
    return next(td for td in visitor.page.select("td") if words in td.text)


def test_a_learner_sees_their_own_sessions(lou, world):
    assert shown(lou) == ids(world.tonight, world.next_week)
    assert "Thursday, 24 March 2022" in cell(lou, "My-Phone").text
    assert lou.text("h1") == "My timetable, March 2022"
    assert lou.text("nav [aria-current]") == "Timetable"


def test_a_booked_place_is_in_it(lou, world):
    db.session.add(
        SignUp(session=world.of_b, person=world.lou, state=SignUpState.BOOKED, since=NOW)
    )
    assert shown(lou) == ids(world.of_b, world.tonight, world.next_week)


def test_a_trainer_sees_what_they_work_with(tara, world):
    world.of_b.substitute_id = world.tara.id
    assert shown(tara) == ids(world.of_b, world.tonight, world.next_week)
    assert tara.text("h1") == "Timetable, March 2022"


def test_a_coordinator_sees_all_of_theirs(visitor, world):
    visitor.sign_in(world.ema)
    assert shown(visitor) == ids(world.of_b, world.tonight, world.next_week)
    visitor.press("filters", "Show", group="jes-b")
    assert [a["href"] for a in visitor.page.select("main li a")] == [f"/sessions/{world.of_b.id}"]
    assert not visitor.page.select(".month .of")  # all are of the one that was chosen


def test_another_organisations_coordinator_sees_none_of_them(visitor, world):
    visitor.sign_in(world.oto)
    assert shown(visitor) == []
    assert "No session in this month." in visitor.text()


def test_a_group_that_is_not_theirs_cannot_be_asked_for(lou, world):
    lou.visit("/timetable?group=jes-b", 403)
    assert shown(lou, "/timetable?group=jes-a") == ids(world.tonight, world.next_week)


def test_the_month_is_a_table_with_today_marked(tara, world):
    tara.visit("/timetable")
    heads = [th.text for th in tara.page.select("thead th[scope=col]")]
    assert heads[0] == "Monday"
    assert len(heads) == 7
    assert tara.page.table.caption
    today = tara.page.select("[aria-current=date]")
    assert [td.b.text for td in today] == ["24"]
    assert "Today" in today[0].text
    assert len(tara.page.select("td:not(.out)")) == 31
    assert len(tara.page.select("tbody td")) == 35


def test_what_does_not_take_place_says_so_in_words(tara, world):
    world.tonight.status, world.next_week.status = Status.CANCELLED, Status.MOVED
    tara.visit("/timetable")
    assert "Cancelled" in cell(tara, "24 March").text
    assert "Moved" in cell(tara, "31 March").text
    assert len(tara.page.select("td li.off .tag svg.icon")) == 2


def test_a_week_has_its_days_with_times_place_and_trainer(tara, world):
    assert shown(tara, "/timetable?view=week&on=2022-03-30") == ids(world.next_week)
    assert tara.text("h1") == "Timetable, 28 March to 3 April 2022"
    assert tara.text("main section h2") == "Thursday, 31 March 2022"
    line = tara.text("main .agenda li")
    assert "17:00 – 20:15" in line
    assert "Centre, room 2 · Tara" in line


def test_a_session_in_another_zone_says_which(tara, world):
    world.tonight.zone = "Europe/Brussels"
    tara.visit("/timetable?view=week")
    assert "Europe/Brussels" in tara.text("main .agenda")


@pytest.mark.parametrize(
    ("url", "before", "after"),
    [
        ("/timetable?on=2022-01-31", "2021-12-31", "2022-02-01"),
        ("/timetable?on=2024-02-29&view=week", "2024-02-22", "2024-03-07"),
        ("/timetable?on=2022-12-05", "2022-11-30", "2023-01-01"),
    ],
)
def test_earlier_and_later(tara, world, url, before, after):
    tara.visit(url)
    links = {a.text.strip(): a["href"] for a in tara.page.select("main nav a")}
    assert f"on={before}" in links["Earlier"]
    assert f"on={after}" in links["Later"]
    assert "on=" not in links["Today"]


@pytest.mark.parametrize("on", ["", "x", "2022-13-01", "0001-01-01", "9999-12-31", "2022-02-30"])
@pytest.mark.parametrize("view", ["month", "week", "x"])
def test_any_other_day_means_today(tara, world, on, view):
    tara.visit(f"/timetable?view={view}&on={on}")
    assert "March 2022" in tara.text("h1")


@pytest.mark.parametrize("on", ["1990-01-01", "2190-12-31"])
def test_the_first_and_the_last_day_can_be_opened(tara, world, on):
    tara.visit(f"/timetable?on={on}")
    tara.visit(f"/timetable?view=week&on={on}")


def test_weeks_start_as_people_have_it():
    assert [first_weekday(language) for language in ("en", "sl", "ar")] == [0, 0, 5]


def test_the_month_in_arabic_runs_to_the_left_from_saturday(visitor, world):
    world.lou.language = "ar"
    visitor.sign_in(world.lou)
    visitor.visit("/timetable")
    assert visitor.page.html["dir"] == "rtl"
    assert visitor.text("thead th") == "السبت"
    assert len(visitor.page.select("td li a")) == 2


def test_what_people_wrote_is_escaped(tara, world):
    world.tonight.title = "<b>Tea</b> & talk"
    world.a.title, world.tonight.place = "<i>A</i>", "<u>Hall</u>"
    world.of_b.substitute_id = world.tara.id
    world.b.trainers.append(world.tara)
    for view in ("month", "week"):
        tara.visit(f"/timetable?view={view}")
        assert "<b>Tea</b> & talk" in tara.text("main")
        assert "<i>A</i>" in tara.text("main")
        assert not tara.page.select("main u, main li i")


@pytest.mark.parametrize("view", ["month", "week"])
@pytest.mark.parametrize("who", ["ema", "tara", "lou", "ada"])
def test_a_month_of_300_costs_what_a_month_of_5_does(visitor, world, who, view):
    visitor.sign_in(getattr(world, who))
    costs = []
    for number in (3, 295):
        for n in range(number):
            day = THURSDAY + timedelta(days=n % 4)
            made = session(world.a, f"{number}-{n}", day, world.digital, starts=time(8 + n % 9))
            made.trainer, made.module = world.tara, world.digital.modules[n % 2]
            db.session.add(made)
        db.session.commit()
        with count_queries() as seen:
            assert len(shown(visitor, f"/timetable?view={view}&on={THURSDAY}")) >= number
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 5


def test_more_than_a_thousand_are_cut_and_it_says_so(visitor, world):
    visitor.sign_in(world.ema)
    db.session.add_all(
        session(world.a, f"N{n}", THURSDAY + timedelta(days=n % 7), world.digital)
        for n in range(1000)
    )
    assert len(shown(visitor)) == 1000
    assert "There are more sessions than fit here. Choose a group." in visitor.text()
