"""Reporting, hiding with a reason, showing again, closing."""

from datetime import timedelta

from sqlalchemy import select

from lms.db import db
from lms.discussions import actions
from lms.discussions.models import Post
from lms.messages.models import Notice
from lms.people.models import Change
from tests.cast import NOW
from tests.discussions.test_talking import gone, page
from tests.visitor import Visitor


def told(kind):
    found = select(Notice.person_id).where(Notice.kind == kind).order_by(Notice.person_id)
    return list(db.session.scalars(found))


def first():
    return db.session.scalars(select(Post).order_by(Post.id)).first()


def test_a_post_is_reported_looked_at_and_hidden_with_a_reason(visitor, talk, thread):
    answer = actions.write(thread, "Names of a family.", by=talk.olga, now=NOW)
    db.session.commit()
    key = answer.id
    pia = visitor.sign_in(talk.pia).visit(page(thread))
    pia.press(f"report_{key}", "Report")
    assert "A moderator looks at it." in pia.text(f"#post_{key}")
    assert told("discussion.reported") == sorted([talk.tina.id, talk.oto.id])
    tina = Visitor(visitor.app).sign_in(talk.tina).visit("/groups/cities-1")
    assert "1 reported post" in tina.text("nav.chips")
    tina.visit("/programmes/inclusive-cities/conversations")
    assert "Names of a family." in tina.text("main")
    tina.visit(page(thread)).press(f"hide_{key}", "Hide", 422)
    assert "Say why" in tina.text(f"#hide_{key}")
    tina.press(f"hide_{key}", "Hide", **{f"hide-{key}-why": "Names of people"})
    assert "Why: Names of people" in tina.text(f"#post_{key}")


def test_what_is_hidden_says_so_to_others_and_why_to_its_author(visitor, talk, thread):
    answer = actions.write(thread, "Names of a family.", by=talk.olga, now=NOW)
    actions.report(answer, by=talk.pia, now=NOW)
    actions.hide(answer, "Names of people", by=talk.tina, now=NOW)
    db.session.commit()
    key = answer.id
    pia = Visitor(visitor.app).sign_in(talk.pia).visit(page(thread))
    assert "Names of a family." not in pia.text("main")
    assert "A moderator hid this post." in pia.text(f"#post_{key}")
    olga = Visitor(visitor.app).sign_in(talk.olga).visit(page(thread))
    assert "Why: Names of people" in olga.text(f"#post_{key}")
    assert told("discussion.hidden") == [talk.olga.id]
    olga.visit(f"/posts/{key}", 404)  # nobody changes what is hidden
    tina = visitor.sign_in(talk.tina).visit(page(thread))
    tina.press(f"show_{key}", "Show it")
    pia.visit(page(thread))
    assert "Names of a family." in pia.text("main")
    verbs = db.session.scalars(
        select(Change.verb).where(Change.noun == "post", Change.key == str(key)).order_by(Change.id)
    )
    assert list(verbs) == ["written", "reported", "hidden", "shown"]


def test_a_report_that_is_unfounded_is_settled(visitor, talk, thread):
    actions.report(first(), by=talk.pia, now=NOW)
    db.session.commit()
    tina = visitor.sign_in(talk.tina).visit(page(thread))
    tina.press(f"show_{first().id}", "It is fine")
    db.session.expire_all()
    assert first().reported_at is None
    assert "reported post" not in tina.visit("/groups/cities-1").text("nav.chips")


def test_where_the_first_post_is_hidden_the_title_is_too(app, talk, thread):
    actions.hide(first(), "Rude", by=talk.tina, now=NOW)
    db.session.commit()
    pia = Visitor(app).sign_in(talk.pia).visit(page(thread))
    assert "Deposits" not in pia.text("html")
    assert pia.text("h1") == "Hidden by a moderator"
    assert "Deposits" not in pia.visit(talk.place).text("html")
    tina = Visitor(app).sign_in(talk.tina).visit(page(thread))
    assert tina.text("h1") == "Deposits"
    assert "first post hidden" in tina.visit(talk.place).text("main .lines")


def test_a_closed_conversation_is_read_and_not_answered(visitor, talk, thread):
    pia = Visitor(visitor.app, visitor.htmx).sign_in(talk.pia).visit(page(thread))
    tina = visitor.sign_in(talk.tina).visit(page(thread))
    tina.press("closing", "Close the conversation")
    pia.press("write", "Send", 409, text="Late.")
    pia.visit(page(thread))
    assert pia.page.find(id="write") is None
    tina.visit(page(thread)).press("closing", "Open again")
    pia.visit(page(thread)).press("write", "Send", gone(pia), text="Not late.")
    assert "Not late." in pia.text(".talk")


def test_who_learns_moderates_nothing(app, talk, thread):
    pia = Visitor(app).sign_in(talk.pia).visit(page(thread))
    assert pia.page.find(id="closing") is None
    app.config["WTF_CSRF_ENABLED"] = False
    key = first().id
    for url in (f"/posts/{key}/hiding", f"/posts/{key}/showing", f"/threads/{thread.id}/closing"):
        assert pia.send("POST", url).status_code == 403
    pia.visit("/programmes/inclusive-cities/conversations", 403)


def test_a_trainer_of_another_group_of_the_programme_moderates(app, talk, thread, other_group):
    theo = other_group.trainers[0]
    visitor = Visitor(app).sign_in(theo).visit(page(thread))
    assert visitor.page.find(id="closing")


def test_what_was_reported_can_be_read_after_its_author_changed_it(app, talk, thread):
    post, reported = first(), NOW + timedelta(minutes=2)
    actions.edit(post, "Who pays?", by=talk.olga, now=NOW + timedelta(minutes=1))
    actions.report(post, by=talk.pia, now=reported)
    tina = Visitor(app).sign_in(talk.tina).visit(page(thread))
    assert "Changed after" not in tina.text("main")
    for words in ("Nothing bad.", "Nothing at all."):
        reported += timedelta(minutes=1)
        actions.edit(post, words, by=talk.olga, now=reported)
    db.session.commit()
    tina.visit(page(thread))
    assert "Nothing at all." in tina.text(f"#post_{post.id} > .plainly")
    assert "Who pays?" in tina.text(f"#post_{post.id} details")
    tina.visit("/programmes/inclusive-cities/conversations")
    assert "changed since" in tina.text("main")
    olga = Visitor(app).sign_in(talk.olga).visit(page(thread))
    assert "Who pays?" not in olga.text("main")
    edits = select(Change.detail).filter_by(noun="post", verb="edited").order_by(Change.id)
    kept = db.session.scalars(edits)
    first_words = "Who pays the deposit?"
    assert next(iter(kept)) == {"before": {"text": first_words}}
