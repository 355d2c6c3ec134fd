"""Beginning a conversation, answering, changing what one wrote."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.db import db
from lms.discussions import actions
from lms.discussions.models import Post, Thread
from lms.discussions.rules import shown_name
from lms.people.models import Person
from tests import cast
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor


def texts():
    return list(db.session.scalars(select(Post.text).order_by(Post.id)))


def gone(visitor):
    """What a form that leaves its page answers."""
    return 204 if visitor.htmx else 303


def at(monkeypatch, **later):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(**later))


def page(thread):
    return f"/threads/{thread.id}"


def test_somebody_begins_and_another_answers(visitor, talk):
    olga = visitor.sign_in(talk.olga).visit(talk.place)
    assert "Ask the first question" in olga.text("main")
    assert "with your name and where you work" in olga.text("#begin")
    said = "Who pays?\r\n\r\n<b>We</b> do: https://example.org/x"
    olga.press("begin", "Begin", gone(olga), **{"title": "Depo\u202esits", "text": said})
    assert olga.text("h1") == "Deposits"
    assert [p.text for p in olga.page.select(".plainly p")] == [
        "Who pays?", "<b>We</b> do: https://example.org/x",
    ]  # fmt: skip
    assert olga.page.select_one(".plainly a")["rel"] == ["nofollow", "noopener", "ugc"]
    pia = Visitor(visitor.app, visitor.htmx).sign_in(talk.pia).visit(talk.place)
    assert "Deposits" in pia.text("main .lines")
    thread = db.session.scalars(select(Thread)).one()
    pia.visit(page(thread)).press("write", "Send", gone(pia), text="The city does.")
    assert "Pia Santos" in pia.text(".talk")
    assert "Assembly of European Regions" in pia.text(".talk")
    assert texts()[1] == "The city does."
    assert "2 posts" in pia.visit(talk.place).text("main .lines")


@pytest.mark.parametrize(
    "typed",
    [{"title": "", "text": "x"}, {"title": "T", "text": " \n"}, {"title": "T", "text": "x" * 5001}],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(visitor, talk, typed):
    visitor.sign_in(talk.olga).visit(talk.place).press("begin", "Begin", 422, **typed)
    assert visitor.page.select_one("#begin_text").text.strip() == typed["text"].strip()
    assert texts() == []


def test_who_says_too_much_waits_and_keeps_the_words(visitor, talk, thread):
    for number in range(9):
        actions.write(thread, f"More {number}", by=talk.olga, now=NOW)
    db.session.commit()
    olga = visitor.sign_in(talk.olga).visit(page(thread))
    olga.press("write", "Send", 422, text="And one more thing.")
    assert "You have written 10 posts in an hour." in olga.text("#write_complaints")
    assert "after 21:30" in olga.text("#write_complaints")
    assert olga.page.select_one("#write_text").text.strip() == "And one more thing."
    assert len(texts()) == 10


def test_one_s_own_is_changed_for_a_quarter_of_an_hour(visitor, talk, thread, monkeypatch):
    olga = visitor.sign_in(talk.olga).visit(page(thread))
    (post,) = db.session.scalars(select(Post))
    assert "edited" not in olga.text(".talk")
    at(monkeypatch, minutes=14)
    olga.visit(f"/posts/{post.id}").press("edit", "Save", gone(olga), text="Who pays rent?")
    assert "edited" in olga.text(".talk")
    olga.visit(f"/posts/{post.id}")
    at(monkeypatch, minutes=15)
    olga.press("edit", "Save", 422, text="Too late.")
    assert "cannot be changed any more" in olga.text("#edit_complaints")
    assert olga.page.select_one("#edit_text").text.strip() == "Too late."
    db.session.expire_all()
    assert texts() == ["Who pays rent?"]
    olga.visit(f"/posts/{post.id}", 404)
    Visitor(visitor.app).sign_in(talk.pia).visit(f"/posts/{post.id}", 403)


def test_only_who_learns_or_teaches_there_reads_it(app, talk, thread):
    for who in (talk.lea, talk.ema, talk.tara):
        Visitor(app).sign_in(who).visit(page(thread), 403).visit(talk.place, 403)
    for who in (talk.pia, talk.tina, talk.oto, talk.ada):
        Visitor(app).sign_in(who).visit(page(thread)).visit(talk.place)


def test_a_lesson_of_another_programme_has_no_conversations_here(app, talk):
    elsewhere = talk.digital.modules[0].lessons[0].id
    url = f"/programmes/inclusive-cities/lessons/{elsewhere}/discussion"
    Visitor(app).sign_in(talk.ada).visit(url, 404)


def test_for_migrants_it_is_off_until_a_coordinator_switches_it_on(visitor, talk):
    lesson = talk.digital.modules[0].lessons[0]
    url = f"/programmes/digital-local/lessons/{lesson.id}/discussion"
    lou = Visitor(visitor.app).sign_in(talk.lou).visit(url, 404)
    ema = visitor.sign_in(talk.ema).visit("/programmes/digital-local/settings")
    assert not ema.page.select_one("#settings_discusses").has_attr("checked")
    ema.press("settings", "Save")
    assert "nothing was changed" in ema.text("#notice")
    db.session.expire_all()
    assert talk.local.discussions is None
    ema.visit("/programmes/digital-local/settings").press("settings", "Save", discusses="y")
    lou.visit(url)
    assert "with your first name" in lou.text("#begin")


@pytest.mark.parametrize(
    ("name", "track", "shown"),
    [
        ("Amal Hussein", "migrant", "Amal H."),
        ("Amal H.", "migrant", "Amal H."),
        ("Amal", "migrant", "Amal"),
        ("Olga Nowak", "authority", "Olga Nowak"),
    ],
)
def test_how_a_name_is_shown(world, name, track, shown):
    world.cities.track = track
    assert shown_name(Person(name=name, role="learner"), world.cities) == shown
    assert shown_name(Person(name=name, role="trainer"), world.cities) == name


def test_the_lists_cost_the_same_for_many(app, talk, thread):
    pia = Visitor(app).sign_in(talk.pia)
    with count_queries() as one:
        pia.visit(talk.place)
    with count_queries() as one_post:
        pia.visit(page(thread))
    for number in range(12):
        who = cast.person(f"P{number}", talk.network)
        db.session.add(cast.enrol(who, talk.c))
        db.session.flush()
        actions.write(thread, "Yes.", by=who, now=NOW)
        actions.begin(talk.cities, talk.lesson, f"T{number}", "x", by=who, now=NOW)
    db.session.commit()
    with count_queries() as many:
        pia.visit(talk.place)
    with count_queries() as many_posts:
        pia.visit(page(thread))
    assert len(pia.page.select(".talk > li")) == 13
    assert len(many) == len(one) <= 12
    assert len(many_posts) == len(one_post) <= 11


def test_long_conversations_have_pages_and_an_answer_leads_to_the_last(visitor, talk, thread):
    for number in range(55):
        actions.write(thread, f"Post {number}", by=talk.tina, now=NOW)
    db.session.commit()
    pia = visitor.sign_in(talk.pia).visit(page(thread))
    assert len(pia.page.select(".talk > li")) == 50
    pia.press("write", "Send", gone(pia), text="The last word.")
    assert "The last word." in pia.text(".talk")
    assert "Page 2 of 2" in pia.text("main")
