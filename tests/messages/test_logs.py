"""What a person was told is listed for them and for who coordinates them."""

from datetime import timedelta

from sqlalchemy import select

from lms.db import db
from lms.messages.models import Mail, Notice
from lms.people.models import Person
from tests.messages.kinds import alarm, news
from tests.queries import count_queries
from tests.visitor import Visitor


def test_a_person_reads_what_they_were_told(visitor, world, post, work):
    news(world.lou, title="A pen")
    work()
    visitor.sign_in(world.lou).visit("/account")
    assert visitor.page.select_one("a[href='/account/messages']")
    visitor.visit("/account/messages")
    row = visitor.text(".log li")
    assert visitor.page.select_one(".log details a[href='https://ura.example/x?a=1&b=2']")
    for words in (
        "Bring a pen.",
        "24 March 2022 20:30",
        "Sessions: A pen",
        "Jesenice, group A",
        "Sent by e-mail",
    ):
        assert words in row
    visitor.visit(visitor.page.select_one(".log a[href^='/messages/']")["href"])
    assert visitor.text("h1") == "Sessions: A pen"
    assert "Bring a pen." in visitor.text(".as-sent")
    assert "/unsubscribe/" in visitor.text(".as-sent")


def test_a_coordinator_reads_it_without_what_acts_for_the_person(visitor, world, post, work):
    news(world.lou)
    work()
    visitor.sign_in(world.ema).visit("/people/LOU")
    visitor.visit(visitor.page.select_one("a[href='/people/LOU/messages']")["href"])
    assert "1 message" in visitor.text("#told")
    visitor.visit(visitor.page.select_one(".log a[href^='/messages/']")["href"])
    assert "Bring a pen." in visitor.text(".as-sent")
    assert "http" not in visitor.text(".as-sent")


def test_nobody_else_reads_it(app, world, post, work):
    news(world.lou)
    work()
    mail = db.session.scalars(select(Mail)).one().id
    for person in (world.bo, world.tara, world.oto):
        visitor = Visitor(app).sign_in(person)
        visitor.visit(f"/messages/{mail}", status=403)
        visitor.visit("/people/LOU/messages", status=403)
    Visitor(app).sign_in(world.ada).visit(f"/messages/{mail}")


def test_the_list_is_in_the_language_of_the_page(app, world, post, work):
    news(world.lou)
    work()
    world.ema.language = "sl"
    page = Visitor(app).sign_in(world.ema).visit("/people/LOU/messages")
    assert "Srečanja: Hello" in page.text(".log")


def test_every_state_is_said(app, world, post, work):
    news(world.lou, title="Unsent", now=world.tonight.published_at.replace(year=2023))
    news(world.lea, title="By phone", group="jes-a")
    work()
    ema = Visitor(app).sign_in(world.ema)
    assert "Waiting to be sent" in ema.visit("/people/LOU/messages").text(".log")
    assert "On the call list" in ema.visit("/people/LEA/messages").text(".log")
    lea = Visitor(app).sign_in(world.lea).visit("/account/messages")
    assert "Your trainer tells you" in lea.text(".log")
    Visitor(app).sign_in(world.tara).visit("/groups/jes-a/calls").press(
        f"told_{world.lea.id}", "Told"
    )
    for notice in db.session.scalars(select(Notice).filter_by(person_id=world.lea.id)):
        notice.settled_at += timedelta(hours=1)
    row = ema.visit("/people/LEA/messages").text(".log")
    assert "Told by Tara" in row
    assert "24 March 2022 21:30" in row, "when they were told"


def test_who_has_no_mail_reads_all_of_it_and_others_no_way_that_is_theirs(app, world, work):
    news(world.lea, line="Come in: https://meet.example/1", group="jes-a")
    work()
    lea = Visitor(app).sign_in(world.lea).visit("/account/messages")
    assert "Come in: https://meet.example/1" in lea.text(".log details")
    ema = Visitor(app).sign_in(world.ema).visit("/people/LEA/messages")
    assert "Come in: …" in ema.text(".log details")
    assert len(ema.page.select(".log details a")) == 1


def test_nobody_calls_staff_for_what_is_not_necessary(app, world, work):
    news(world.tara, world.lea, group="jes-a")
    alarm(world.sam, group="jes-a")
    work()
    seen = Visitor(app).sign_in(world.ema).visit("/groups/jes-a/calls").text("#calls")
    assert "2 people to call" in seen
    assert "Tara" not in seen
    tara = Visitor(app).sign_in(world.tara).visit("/account/messages")
    assert "Not sent by e-mail" in tara.text(".log")


def test_before_anything_was_sent_the_page_says_what_will_be_here(app, world):
    lou = Visitor(app).sign_in(world.lou).visit("/account/messages")
    assert "Nothing yet." in lou.text("#main")


def test_without_a_mail_server_the_log_says_so(app, world):
    ema = Visitor(app).sign_in(world.ema).visit("/people/LOU/messages")
    assert "This platform has no mail server yet" in ema.text("#main")


def test_a_list_of_many_is_paged_and_costs_the_same(app, world, post, work):
    lou = Visitor(app).sign_in(world.lou)
    news(world.lou)
    work()
    with count_queries() as one:
        lou.visit("/account/messages")
    for number in range(30):
        alarm(world.lou, title=f"Thing {number}")
        work()
    with count_queries() as many:
        lou.visit("/account/messages")
    assert len(lou.page.select(".log li")) == 25
    assert len(many) == len(one)


def test_to_tell_five_hundred_costs_what_one_costs(app, world):
    people = [Person(code=f"P{n}", name=f"P{n}", role="learner") for n in range(500)]
    db.session.add_all(people)
    db.session.flush()
    with count_queries() as one:
        news(people[0])
    with count_queries() as all_of_them:
        news(*people)
    assert len(all_of_them) == len(one) == 2
    assert len(db.session.scalars(select(Notice)).all()) == 501
