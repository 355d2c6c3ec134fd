"""Reading what was handed in: trainers decide, a peer from another city says something."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from lms.coursework import actions, queries
from lms.coursework.models import PeerReading, State, TaskAnswer, TaskFeedback, Verdict
from lms.coursework.tasks import look
from lms.db import db
from lms.messages.models import Notice
from lms.people.models import Organisation
from tests import cast
from tests.cast import NOW
from tests.coursework.samples import handed_in
from tests.post import plain
from tests.queries import count_queries
from tests.visitor import Visitor


def told():
    rows = select(Notice.kind, Notice.person_id, Notice.state).order_by(Notice.id)
    return [tuple(row) for row in db.session.execute(rows)]


def readers():
    return list(db.session.scalars(select(PeerReading.reader_id)))


@pytest.fixture
def answer(cities):
    return handed_in(cities.olga, cities)


def test_a_trainer_finds_what_waits_and_says_done(visitor, cities, answer):
    tina = visitor.sign_in(cities.tina).visit("/groups/cities-1/answers")
    assert "1 answer to read" in tina.text("nav.chips")
    assert "Olga · A memorandum" in tina.text("main .lines")
    tina.visit(f"/tasks/answers/{answer.id}")
    assert "Six flats, two years." in tina.text("main")
    tina.press("say", "Send", 422, text="Good.")
    assert "Say whether it is done" in tina.text("#say_complaints")
    assert tina.page.select_one("#say_text").text.strip() == "Good."
    tina.press("say", "Send", (tina.htmx and 204) or None, text="Good.", verdict="done")
    assert "Olga is told." in tina.text("#notice")
    assert "answer to read" not in tina.text("nav.chips")
    assert db.session.get(TaskAnswer, answer.id).state == State.DONE
    olga = Visitor(visitor.app).sign_in(cities.olga)
    olga.visit(f"/lessons/{cities.lesson.id}/tasks/memorandum")
    assert "Good." in olga.text(".talk")
    assert olga.page.find(id="back") is None


def test_given_back_it_is_written_on_unseen_and_handed_in_again(visitor, cities, answer):
    actions.respond(answer, "More on rent.", Verdict.AGAIN, by=cities.tina, now=NOW)
    olga = visitor.sign_in(cities.olga)
    olga.visit(f"/lessons/{cities.lesson.id}/tasks/memorandum")
    olga.press("answer", "Save", text="Rent is capped.")
    tina = Visitor(visitor.app).sign_in(cities.tina).visit(f"/tasks/answers/{answer.id}")
    assert "Rent is capped" not in tina.text("main")
    assert "worked on again" in tina.text("main")
    tina.visit("/groups/cities-1/answers?state=again")
    assert "given back" in tina.text("main .lines")
    olga.press("answer", "Hand in")
    tina.visit(f"/tasks/answers/{answer.id}")
    assert "Rent is capped" in tina.text("main")
    assert "More on rent." in tina.text(".talk")
    assert len(readers()) == 1  # the peer is not asked twice


def test_the_author_is_told_by_mail_and_may_say_no_more(app, cities, post, work):
    answer = handed_in(cities.olga, cities)
    work()
    (asked,) = (one for one in post.received if "Pia" in one["to"])
    assert "Please read an answer: A memorandum" in asked["subject"]
    assert "Olga from another city has done this task." in plain(asked)
    assert f"https://ura.example/tasks/answers/{answer.id}" in plain(asked)
    actions.respond(answer, "Secret words.", Verdict.DONE, by=cities.tina, now=NOW)
    work()
    mail = post.last
    assert mail["to"] == "Olga <olga@example.org>"
    assert mail["subject"] == "Done: A memorandum"
    assert "Secret words" not in plain(mail)
    assert mail["list-unsubscribe"]


def test_trainers_are_told_once_of_what_is_handed_in(cities, post, work):
    answer = handed_in(cities.olga, cities)
    handed_in(cities.olga, cities, key="first-signal")
    later = NOW + timedelta(hours=1)
    work()
    (mail,) = (one for one in post.received if "Tina" in one["to"])  # both in one
    assert "Olga handed in: A memorandum" in plain(mail)
    assert "Olga handed in: The first signal" in plain(mail)
    assert f"https://ura.example/tasks/answers/{answer.id}" in plain(mail)
    assert "Six flats" not in plain(mail)
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert "theo@example.org" not in " ".join(one["to"] for one in post.received)
    actions.respond(answer, "More.", Verdict.AGAIN, by=cities.tina, now=NOW)
    handed_in(cities.olga, cities, "Seven flats.", now=later)
    actions.take_back(answer, now=later)
    db.session.commit()
    work(later)
    assert len([one for one in post.received if "Tina" in one["to"]]) == 1  # it was taken back


def test_a_peer_of_another_city_reads_and_gives_no_verdict(visitor, cities, answer):
    (reader_id,) = readers()
    assert reader_id == cities.pia.id
    pia = visitor.sign_in(cities.pia).visit("/tasks")
    assert "Olga · Assembly of European Regions" in pia.text("main .lines")
    pia.visit(f"/tasks/answers/{answer.id}")
    assert pia.page.select_one("[name=verdict]") is None
    assert "Six flats, two years." in pia.text("main")
    pia.press("say", "Send", (pia.htmx and 204) or None, text="Who pays for repairs?")
    assert "Please read" not in pia.text("main")
    said = db.session.scalars(select(TaskFeedback)).one()
    assert (said.by_id, said.verdict) == (cities.pia.id, None)
    assert db.session.get(TaskAnswer, answer.id).state == State.WAITING  # a trainer decides
    pia.visit(f"/tasks/answers/{answer.id}")
    assert "Who pays for repairs?" in pia.text(".talk")
    olga = Visitor(visitor.app).sign_in(cities.olga)
    olga.visit(f"/lessons/{cities.lesson.id}/tasks/memorandum")
    assert "A colleague from City of Lisbon" in olga.text(".talk")
    assert olga.page.find(id="back") is None  # somebody has read it


def test_a_peer_does_not_see_what_the_trainer_says(visitor, cities, answer):
    actions.respond(answer, "Between us.", Verdict.DONE, by=cities.tina, now=NOW)
    pia = visitor.sign_in(cities.pia).visit(f"/tasks/answers/{answer.id}")
    assert "Between us." not in pia.text("main")


def test_nobody_else_reads_it(app, cities, answer):
    for who in (cities.pat, cities.theo, cities.oto, cities.ema, cities.lea):
        visitor = Visitor(app).sign_in(who)
        visitor.visit(f"/tasks/answers/{answer.id}", 403)
        visitor.visit("/groups/cities-1/answers", 403)


def test_who_has_fewest_to_read_is_asked_first(cities):
    first = handed_in(cities.olga, cities)
    second = handed_in(cities.olga, cities, key="first-signal")
    assert not second.peer  # a task without it has no reader
    extra = cast.person("Oda", cities.network)
    db.session.add(cast.enrol(extra, cities.c))
    db.session.commit()
    third = handed_in(extra, cities)
    assert queries.reading(first.id, cities.pia.id)
    assert queries.reading(third.id, cities.pat.id)


def test_a_colleague_of_the_same_city_and_group_is_never_asked(cities):
    for person in (cities.pia, cities.pat):
        person.organisation = None  # unknown is not elsewhere
    for place in db.session.scalars(select(cast.Membership)):
        if place.person in (cities.pia, cities.pat):
            place.group = cities.c
    db.session.commit()
    handed_in(cities.olga, cities)
    assert readers() == []


def test_where_nobody_is_free_it_waits_and_is_given_later(cities, work):
    for place in db.session.scalars(select(cast.Membership)):
        if place.person in (cities.pia, cities.pat):
            place.ends_on = date(2022, 3, 1)
    db.session.commit()
    answer = handed_in(cities.olga, cities)
    assert readers() == []
    gdansk = db.session.scalars(select(Organisation).filter_by(slug="gdansk")).one()
    new = cast.person("Piet", gdansk)
    db.session.add(cast.enrol(new, cities.second))
    db.session.commit()
    look(NOW)  # not yet: once an hour
    work()
    assert readers() == []
    look(NOW.replace(minute=23))
    work(NOW.replace(minute=23) + timedelta(hours=1))
    assert readers() == [new.id]
    assert queries.without_a_peer() == []
    assert ("task.to_read", new.id) in [row[:2] for row in told()]
    assert answer.peer


def test_answers_without_a_reader_hold_up_none_after_them(cities, work, monkeypatch):
    """The first look takes as many as it takes; the next goes on after them."""
    monkeypatch.setattr("lms.coursework.queries.peers.MOST", 1)
    for place in db.session.scalars(select(cast.Membership)):
        place.group = cities.c
    cities.olga.organisation = None  # so nobody is known to be elsewhere
    oda = cast.person("Oda", cities.pia.organisation)
    db.session.add(cast.enrol(oda, cities.c))
    db.session.commit()
    handed_in(cities.olga, cities)
    second = handed_in(oda, cities)
    assert len(readers()) == 1
    db.session.execute(delete(PeerReading))
    look(NOW.replace(minute=23))
    for _round in range(3):
        work(NOW.replace(minute=23) + timedelta(hours=1))
    assert readers() == [cities.pat.id]
    assert queries.reading(second.id, cities.pat.id)


def test_what_a_trainer_finds_done_needs_no_reader(cities):
    answer = handed_in(cities.olga, cities)
    db.session.execute(delete(PeerReading))
    assert queries.without_a_peer() == [answer]
    actions.respond(answer, "Good.", Verdict.DONE, by=cities.tina, now=NOW)
    assert queries.without_a_peer() == []


def test_taken_back_nobody_reads_it(visitor, cities, answer):
    olga = visitor.sign_in(cities.olga)
    olga.visit(f"/lessons/{cities.lesson.id}/tasks/memorandum").press("back", "Take it back")
    assert readers() == []
    assert [row[2] for row in told() if row[0] == "task.to_read"] in (["past"], ["call"])
    Visitor(visitor.app).sign_in(cities.pia).visit(f"/tasks/answers/{answer.id}", 403)


def test_what_is_taken_back_meanwhile_is_not_answered(visitor, cities, answer):
    tina = visitor.sign_in(cities.tina).visit(f"/tasks/answers/{answer.id}")
    actions.respond(answer, "More.", Verdict.AGAIN, by=cities.tina, now=NOW)
    tina.press("say", "Send", 409, text="Late words.", verdict="done")
    assert db.session.scalars(select(TaskFeedback.text)).all() == ["More."]


def test_migrants_answers_go_to_the_trainer_only(cities):
    cities.cities.track = "migrant"
    db.session.commit()
    assert not handed_in(cities.olga, cities).peer
    assert readers() == []


def test_the_list_of_a_group_costs_the_same_for_many(app, cities, answer):
    tina = Visitor(app).sign_in(cities.tina)
    with count_queries() as one:
        tina.visit("/groups/cities-1/answers")
    for number in range(12):
        person = cast.person(f"P{number}", cities.network)
        db.session.add(cast.enrol(person, cities.c))
        db.session.flush()
        handed_in(person, cities, key="first-signal")
    with count_queries() as many:
        tina.visit("/groups/cities-1/answers")
    assert len(tina.page.select("main .lines > li")) == 13
    assert len(many) == len(one) <= 14
    tina.visit(f"/groups/cities-1/answers?lesson={cities.lesson.id}&state=done")
    assert "Nothing is like this" in tina.text("main")
    with count_queries() as seen:
        tina.visit(f"/tasks/answers/{answer.id}")
    assert len(seen) <= 13
