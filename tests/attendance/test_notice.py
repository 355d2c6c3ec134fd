"""What is printed and put on the door: what changed for a group, and its next sessions."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from lms.attendance.actions.sessions import cancel, reinstate
from lms.attendance.facts import as_data
from lms.attendance.models import Status
from lms.attendance.rules.facts import facts_of
from lms.db import db
from lms.messages.actions import tell
from lms.messages.models import Notice
from tests import cast
from tests.attendance.series import series
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor

NOTICE = "/groups/jes-a/notice"


@pytest.fixture
def tara(app, world):
    return Visitor(app).sign_in(world.tara)


def changed(world, kind="session.cancelled", session=None, now=NOW, people=None, **values):
    """The people of group A are told of a session."""
    session = session or world.next_week
    facts = as_data(facts_of(session)) | values
    data = {"sessions": [{"after": facts}], "count": 1, "at": now.isoformat(), "reason": "Snow"}
    tell(
        [person.id for person in people or (world.lea, world.lou)], kind, data,
        about=f"session:{session.code}", by=world.tara, now=now, group="jes-a",
        before=NOW + timedelta(days=7),
    )  # fmt: skip


def test_it_says_each_change_once_and_the_next_sessions(world, tara):
    world.next_week.status = Status.CANCELLED
    changed(world)
    tara.visit(NOTICE)
    news = [heading.text for heading in tara.page.select(".news h3")]
    assert news == ["Cancelled: Hello, 31 March"]
    assert "Reason: Snow" in tara.text(".news")
    rows = [" ".join(row.text.split()) for row in tara.page.select("[aria-labelledby=next] .item")]
    assert len(rows) == 1  # tonight's is over
    for words in ("Thursday, 31 March 2022, 17:00 to 20:15", "Hello", "Centre, room 2"):
        assert words in rows[0]
    assert "It does not take place" in rows[0]


def test_it_says_the_whole_of_a_change_though_it_concerns_somebody_only_in_part(world, tara):
    sessions = series(world, 3)
    leaves = cast.enrol(cast.person("Zoe", world.centre), world.a)
    leaves.ends_on = sessions[0].day
    db.session.add(leaves)
    db.session.commit()
    cancel(sessions[0], "Snow", by=world.ema, now=NOW, rest=True)
    news = [heading.text for heading in tara.visit(NOTICE).page.select(".news h3")]
    assert news == ["Cancelled sessions: 3, from 5 April"]


def test_what_changed_again_is_not_on_it_any_more(world, tara):
    sessions = series(world, 3)
    cancel(sessions[0], "Snow", by=world.ema, now=NOW, rest=True)
    for notice in db.session.scalars(select(Notice)):
        notice.state = "sent"
    reinstate(sessions[1], by=world.ema, now=NOW)
    news = [heading.text for heading in tara.visit(NOTICE).page.select(".news h3")]
    assert sorted(news) == [
        "Cancelled sessions: 2, from 5 April", "It takes place after all: Safe-Online, 12 April",
    ]  # fmt: skip
    sessions[1].sequence += 1  # a change that nobody sees
    db.session.commit()
    assert len(tara.visit(NOTICE).page.select(".news h3")) == 2
    cancel(sessions[1], "Snow", by=world.ema, now=NOW)
    news = [heading.text for heading in tara.visit(NOTICE).page.select(".news h3")]
    assert "It takes place after all" not in " ".join(news)


def test_it_says_the_same_in_other_languages(world, tara):
    changed(world)
    tara.visit(f"{NOTICE}?also=sl,ar,xx,en")
    said = [
        (one["lang"], one["dir"]) for one in tara.page.select("[aria-labelledby=next] .item > div")
    ]
    assert said == [("en", "ltr"), ("sl", "ltr"), ("ar", "rtl")]
    assert "četrtek" in tara.text("[aria-labelledby=next] [lang=sl].stack, .item [lang=sl]:has(p)")
    assert len(tara.page.select(".news [lang=ar] h3")) == 1


def test_languages_are_added_and_taken_away_by_links(world, tara):
    tara.visit(NOTICE)
    links = {link["lang"]: link["href"] for link in tara.page.select(".chips a[lang]")}
    assert links == {"sl": f"{NOTICE}?also=sl", "ar": f"{NOTICE}?also=ar"}
    tara.visit(links["sl"])
    links = {link["lang"]: link["href"] for link in tara.page.select(".chips a[lang]")}
    assert links == {"sl": NOTICE, "ar": f"{NOTICE}?also=sl%2Car"}


def test_what_concerns_one_person_or_the_past_is_not_on_it(world, tara):
    changed(world, "session.changed", now=NOW - timedelta(days=14))
    tell(
        [world.lea.id], "session.reminder", {}, about="session:A-02", by=None, now=NOW,
        group="jes-a",
    )  # fmt: skip
    tara.visit(NOTICE)
    assert not tara.page.select(".news")


def test_the_way_into_an_online_meeting_is_not_put_on_a_door(world, tara):
    world.next_week.mode, world.next_week.link = "online", "https://meet.example/secret"
    changed(world, "session.reinstated")
    tara.visit(NOTICE)
    assert "secret" not in tara.page.text


def test_a_group_without_sessions_says_so(world, app):
    oto = Visitor(app).sign_in(world.oto).visit("/groups/cities-1/notice")
    assert "No session is planned yet." in oto.text("#main")


def test_eight_sessions_fit_and_twenty_cost_what_one_costs(world, tara):
    changed(world)
    tara.visit(NOTICE)
    with count_queries() as one:
        tara.visit(NOTICE)
    for number in range(20):
        day = date(2022, 4, 1) + timedelta(days=number)
        values = {"trainer": world.tara, "starts": time(9), "status": Status.PLANNED}
        made = cast.session(world.a, f"N-{number}", day, world.slovene, **values)
        db.session.add(made)
        db.session.flush()
        changed(world, session=made)
    db.session.commit()
    with count_queries() as many:
        tara.visit(NOTICE)
    assert len(tara.page.select("[aria-labelledby=next] .item")) == 8
    assert len(tara.page.select(".news .item")) == 20
    assert len(many) == len(one)
