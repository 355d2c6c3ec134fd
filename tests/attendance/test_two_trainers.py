"""Two people mark at once, a form lies open too long, a sign-in ends meanwhile: nothing is lost."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from lms import clock
from lms.attendance.models import Mark, Source
from lms.db import db
from tests.attendance.register import (
    ABSENT,
    PRESENT,
    address,
    fill,
    live,
    marked,
    said,
    save,
    shown,
    tap,
)
from tests.cast import NOW
from tests.visitor import Visitor, filled


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit(address(world.tonight))


@pytest.fixture
def ema(app, world):
    return Visitor(app).sign_in(world.ema).visit(address(world.tonight))


def test_who_was_marked_meanwhile_is_asked_about_and_nothing_is_overwritten(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    both = said(world.lea, mark="absent") | said(world.lou, mark="absent")
    tap(tara, 409, **both)
    question = "Already marked present at 20:30 by Ema. Keep which?"
    assert question in tara.text(f"#said_{world.lea.id}")
    assert live(world.tonight, world.lea) == PRESENT
    assert live(world.tonight, world.lou) == ABSENT  # the others are saved
    assert shown(tara, world.lea)[0] == "absent"  # what was typed is still there
    if not tara.htmx:
        assert question in tara.text("#complaints")


def test_the_answer_to_keep_keeps(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    tap(tara, 409, **said(world.lea, mark="absent"))
    tara.press("register", "Keep: present")
    assert live(world.tonight, world.lea) == PRESENT
    assert shown(tara, world.lea) == ("present", "180 min")


def test_the_answer_to_change_changes(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    tap(tara, 409, **said(world.lea, mark="part", came="17:30"))
    tara.press("register", "Change to: came 17:30, left 20:15")
    assert live(world.tonight, world.lea) == [("presence", "17:30", "20:15", False, None)]
    assert shown(tara, world.lea) == ("part", "150 min")


def test_an_open_question_is_not_answered_by_marking_somebody_else(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    tap(tara, 409, **said(world.lea, mark="absent"))
    tap(tara, 409, **said(world.lou, mark="present"))
    assert live(world.tonight, world.lea) == PRESENT
    assert live(world.tonight, world.lou) == PRESENT
    tap(tara, **said(world.lea, mark="present"))  # the same after all
    assert "Keep which" not in tara.text("#lines")


def test_what_changed_again_before_the_answer_is_asked_about_again(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    tap(tara, 409, **said(world.lea, mark="absent"))
    save(ema, **said(world.lea, mark="part", came="17:40"))
    tara.press("register", "Change to: absent", 409)
    assert "Already marked came 17:40, left 20:15" in tara.text(f"#said_{world.lea.id}")
    assert live(world.tonight, world.lea) == [("presence", "17:40", "20:15", False, None)]


def test_both_say_the_same_then_there_is_nothing_to_ask(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    tap(tara, **said(world.lea, mark="present"))
    assert db.session.query(Mark).count() == 1


def test_a_line_that_was_not_touched_does_not_overwrite(tara, ema, world):
    save(ema, **said(world.lea, mark="present"))
    tap(tara, **said(world.lou, mark="absent"))
    assert live(world.tonight, world.lea) == PRESENT
    assert shown(tara, world.lea) == ("present", "180 min")  # and is shown as it is now


def test_all_present_leaves_alone_who_was_marked_meanwhile(tara, ema, world):
    save(ema, **said(world.lea, mark="absent"))
    tara.press("register", "All present")
    assert live(world.tonight, world.lea) == ABSENT
    assert live(world.tonight, world.lou) == PRESENT


def test_ones_own_earlier_mark_raises_no_question(tara, app, world):
    other = Visitor(app).sign_in(world.tara).visit(address(world.tonight))
    save(other, **said(world.lea, mark="present"))
    tap(tara, **said(world.lea, mark="absent"))
    assert live(world.tonight, world.lea) == ABSENT


# what comes from elsewhere


def test_a_check_in_is_not_marked_away_silently(tara, world):
    marked(world.tonight, world.lea, "17:02", None, source=Source.SELF, recorder=world.lea)
    tara.visit(address(world.tonight))
    tap(tara, 409, **said(world.lea, mark="absent"))
    words = tara.text(f"#said_{world.lea.id}")
    assert "The self check-in says: came 17:02, left 20:15. Keep which?" in words
    tara.press("register", "Change to: absent")
    assert live(world.tonight, world.lea) == ABSENT
    kept = db.session.scalars(select(Mark).where(Mark.source == Source.SELF)).one()
    assert (kept.withdrawn_at, kept.withdrawn_by_id) == (NOW, world.tara.id)


def test_a_check_in_stays_beside_a_mark_that_it_does_not_deny(tara, world):
    marked(world.tonight, world.lea, "17:30", "19:00", source=Source.SELF)
    tara.visit(address(world.tonight))
    tap(tara, **said(world.lea, mark="present"))
    assert len(live(world.tonight, world.lea)) == 2
    assert shown(tara, world.lea) == ("present", "180 min")
    words = tara.text(f"#said_{world.lea.id} .from")
    assert "There from 17:30 to 19:00. Self check-in at 20:30." in words


@pytest.mark.parametrize("source", [Source.PLATFORM, Source.PAPER])
def test_taking_all_marks_back_withdraws_every_source(tara, world, source):
    marked(world.tonight, world.lea, source=source)
    tara.visit(address(world.tonight)).press("register", "Take all marks back")
    assert live(world.tonight) == []


# forms that are too old


def test_a_form_without_its_token_is_too_old(tara, world):
    save(tara, 400, csrf_token="stale", **said(world.lea, mark="present"))
    assert "too old" in tara.text("#notice")
    assert live(world.tonight) == []


def test_who_left_the_group_meanwhile_is_not_marked(tara, world):
    world.memberships[0].ends_on = world.tonight.day - timedelta(days=1)
    tap(tara, **said(world.lea, mark="present"), **said(world.lou, mark="present"))
    assert live(world.tonight, world.lea) == []
    assert live(world.tonight, world.lou) == PRESENT


def test_marks_survive_a_sign_in_that_ended_meanwhile(tara, world, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=9))
    tap(tara, 401, **said(world.lea, mark="absent"), **said(world.lou, mark="present"))
    assert "What you typed is kept" in tara.text("#notice")
    tara.press("again", "Sign in and keep it", 200)
    typed = {"staff-email": world.tara.email, "staff-password": "open sesame door"}
    tara.press("staff", "Sign in", 200, **typed)
    assert "Nothing was lost" in tara.text("main")
    tara.press("carried", "Send it now")
    assert shown(tara, world.lea) == ("absent", "0 min")
    assert live(world.tonight, world.lou) == PRESENT


# at the same moment


def test_two_trainers_at_the_same_moment_lose_no_mark(app, world):
    learners = [world.lea, world.lou, *fill(world.a, 10)]
    halves = {world.tara: learners[::2], world.ema: learners[1::2]}
    answers = at_once(app, world, halves, "present")
    assert answers == [303] * len(learners)
    assert {tuple(live(world.tonight, who)) for who in learners} == {tuple(PRESENT)}
    assert db.session.query(Mark).count() == len(learners)


def test_two_trainers_about_the_same_person_one_is_asked(app, world):
    answers = at_once(app, world, {world.tara: [world.lea]}, "present", {world.ema: "absent"})
    assert sorted(answers) == [303, 409]
    assert len(live(world.tonight, world.lea)) == 1


def at_once(app, world, people, mark, also=None):
    """Everybody opens the page; then all send their marks, one after the other, at one moment.
    `people` is who marks whom; `also` marks the same persons otherwise."""
    jobs = [(who, learner, mark) for who, learners in people.items() for learner in learners]
    for who, other in (also or {}).items():
        jobs += [(who, learner, other) for learners in people.values() for learner in learners]
    visitors = {who: Visitor(app).sign_in(who).visit(address(world.tonight)) for who, *_ in jobs}
    forms = {who: filled(v.page.find("form", id="register")) for who, v in visitors.items()}
    ids = {person: person.id for _who, person, _mark in jobs}
    start, answers = Barrier(len(visitors)), []
    url = address(world.tonight)
    db.session.commit()

    def work(who):
        start.wait()
        for person, value in [(p, m) for marker, p, m in jobs if marker is who]:
            sent = forms[who] | {f"mark-{ids[person]}": value}
            with app.app_context():
                answers.append(visitors[who].client.post(url, data=sent).status_code)

    threads = [Thread(target=work, args=(who,)) for who in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
