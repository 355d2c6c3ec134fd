"""Who follows a conversation is told by mail, and ends it in one tap: of one, or of all."""

from urllib.parse import urlsplit

from sqlalchemy import select

from lms.courses.models import Enrolment
from lms.db import db
from lms.discussions import actions, queries
from lms.discussions.models import Post
from lms.messages.models import Notice, NoticeState, Unsubscription
from tests.cast import NOW
from tests.discussions.test_talking import page
from tests.post import plain
from tests.visitor import Visitor


def answered(thread, talk, text="The city does."):
    actions.write(thread, text, by=talk.pia, now=NOW)
    db.session.commit()


def states():
    return list(db.session.scalars(select(Notice.state).order_by(Notice.id)))


def test_who_wrote_is_told_of_answers_once_each(talk, thread, post, work):
    answered(thread, talk)
    work()
    mail = post.last
    assert [one["to"] for one in post.received] == ["Olga <olga@example.org>"]  # not who wrote it
    assert mail["subject"] == "Pia Santos writes: Deposits"
    assert "The city does." in plain(mail)
    assert f"https://ura.example/threads/{thread.id}" in plain(mail)


def test_several_answers_are_one_mail(talk, thread, post, work):
    answered(thread, talk)
    answered(thread, talk, "And the state.")
    work()
    assert post.last["subject"].startswith("2 messages from")
    assert len(post.received) == 1
    assert "/conversations/" in post.last["list-unsubscribe"]  # both are of one conversation


def test_one_tap_ends_one_conversation(app, talk, thread, post, work):
    another = actions.begin(talk.cities, talk.lesson, "Rents", "High?", by=talk.olga, now=NOW)
    answered(thread, talk)
    work()
    address = urlsplit(post.last["list-unsubscribe"].strip("<>")).path
    assert post.last["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    app.config["WTF_CSRF_ENABLED"] = True
    program = Visitor(app)
    sent = program.send("POST", address, {"List-Unsubscribe": "One-Click"})
    assert sent.status_code == 200
    answered(thread, talk)
    answered(another, talk)
    work()
    assert len(post.received) == 2
    assert "Rents" in post.last["subject"]


def test_mails_of_two_conversations_end_all_that_is_not_necessary(talk, thread, post, work):
    another = actions.begin(talk.cities, talk.lesson, "Rents", "High?", by=talk.olga, now=NOW)
    answered(thread, talk)
    answered(another, talk)
    work()
    assert "/unsubscribe/" in post.last["list-unsubscribe"]


def test_the_page_of_the_mail_ends_and_begins_again_and_ends_all(app, talk, thread, post, work):
    answered(thread, talk)
    work()
    address = urlsplit(post.last["list-unsubscribe"].strip("<>")).path
    stranger = Visitor(app).visit(address)
    stranger.press("stop", "No more of this conversation", 200)
    assert "not told of this conversation any more" in stranger.text("h1")
    stranger.press("again", "Tell me again", 200)
    stranger.press("none", "No mails of any conversation", 200)
    assert "not told of conversations any more" in stranger.text("h1")
    assert list(db.session.scalars(select(Unsubscription.kind))) == ["discussion.post"]
    answered(thread, talk)
    work()
    assert len(post.received) == 1
    assert states()[-1] == NoticeState.UNWANTED
    Visitor(app).visit("/conversations/changed", 404)


def test_on_the_page_one_follows_and_does_not(visitor, talk, thread, post, work):
    tina = visitor.sign_in(talk.tina).visit(page(thread))
    tina.press("following", "Tell me of new posts", (visitor.htmx and 200) or None)
    answered(thread, talk)
    work()
    assert sorted(mail["to"].split()[0] for mail in post.received) == ["Olga", "Tina"]
    tina.visit(page(thread))
    tina.press("following", "Do not tell me", (visitor.htmx and 200) or None)
    actions.write(thread, "I ask.", by=talk.tina, now=NOW)  # who said no is not asked again
    answered(thread, talk)
    work()
    assert sum(mail["to"].startswith("Tina") for mail in post.received) == 1


def test_who_has_left_is_not_told(talk, thread, post, work):
    place = db.session.scalars(select(Enrolment).filter_by(person_id=talk.olga.id)).one()
    place.state = "withdrawn"
    answered(thread, talk)
    work()
    assert post.received == []


def test_what_is_hidden_before_the_mail_goes_is_not_sent(app, talk, thread, post, work):
    app.config["DIGEST_MINUTES"] = 30
    answered(thread, talk, "Rude words.")
    newest = db.session.scalars(select(Post).order_by(Post.id.desc())).first()
    actions.hide(newest, "Rude", by=talk.tina, now=NOW)
    work()
    assert all("Rude words." not in plain(mail) for mail in post.received if "Olga" in mail["to"])
    assert NoticeState.PAST in states()


def test_the_lesson_leads_there_with_what_is_new(app, talk, thread):
    pia = Visitor(app).sign_in(talk.pia).visit(f"/lessons/{talk.lesson.id}")
    assert "1 new post" in pia.text("#way_discussions_discussion")
    since = NOW.replace(day=20)
    found = queries.talk_below(talk.lesson, talk.pia, since)
    assert (found.slug, found.new) == ("inclusive-cities", 1)
    assert queries.talk_below(talk.lesson, talk.olga, since).new == 0  # her own is not new
    assert queries.talk_below(talk.lesson, talk.oto, since).slug == "inclusive-cities"
    assert queries.talk_below(talk.lesson, talk.lea, since) is None
    talk.cities.discussions = False
    db.session.flush()
    assert queries.talk_below(talk.lesson, talk.pia, since) is None


def test_who_teaches_there_no_more_is_told_no_more(talk, thread, other_group):
    theo = other_group.trainers[0]
    for who in (talk.tina, talk.oto, theo):
        actions.follow(who.id, thread.id, wants=True)
    db.session.commit()
    everybody = {talk.olga.id, talk.tina.id, talk.oto.id, theo.id}
    assert {*queries.followers(thread)} == everybody
    talk.c.trainers.remove(talk.tina)  # she has left; Oto coordinates elsewhere now
    talk.oto.organisation = talk.lea.organisation
    db.session.commit()
    assert {*queries.followers(thread)} == {talk.olga.id, theo.id}
