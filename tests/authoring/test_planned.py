"""A draft that is published by itself, at a time."""

from datetime import timedelta

import pytest

from lms.authoring import queries
from lms.authoring.actions import drafts, planned
from lms.courses.actions.publishing import Words, publish
from lms.db import db
from lms.jobs.work import work_off
from lms.messages.models import Notice
from lms.people.models import Role
from tests.cast import NOW

TOMORROW = NOW + timedelta(hours=12)


@pytest.fixture
def draft(world):
    lesson = world.digital.modules[0].lessons[0]
    words = Words("First", 10, None, None, None, "New words.\n")
    publish(lesson, "en", words._replace(markdown="Old words.\n"), by=world.sam, now=NOW)
    db.session.flush()
    made = drafts.keep(lesson, "en", words, [None], by=world.tara, now=NOW)
    db.session.commit()
    return made


def plan(visitor, draft, status=None, **typed):
    visitor.visit(f"/lessons/{draft.lesson_id}/publish/en")
    visitor.press("plan", "Publish at this time", status, **typed)


def come(when):
    """The minute of `when`, and the jobs that it brings."""
    planned.queue(now=when)
    db.session.commit()
    work_off(now=when)
    db.session.expire_all()


def test_a_draft_is_published_at_its_time_and_not_before(visitor, world, draft):
    lesson = draft.lesson
    visitor.sign_in(world.tara)
    plan(visitor, draft, day="2022-03-25", time="08:30")  # 07:30 in UTC
    assert draft.publish_at == TOMORROW
    assert "8:30" in visitor.text("#plan")
    come(TOMORROW - timedelta(minutes=1))
    assert queries.draft(lesson.id, "en", world.tara.id)
    come(TOMORROW)
    assert queries.draft(lesson.id, "en", world.tara.id) is None
    assert next(one for one in lesson.texts if one.language == "en").markdown == "New words.\n"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "2022-03-24", "time": "08:00"}, "This moment is past."),
        ({"day": "", "time": "08:00"}, "Choose a day."),
        ({"day": "2022-03-25", "time": "soon"}, "Choose a time, like 08:00."),
    ],
)
def test_a_time_that_is_none_is_refused_at_the_field(visitor, world, draft, typed, words):
    plan(visitor.sign_in(world.tara), draft, 422, **typed)
    assert words in visitor.text("#plan .field.error")
    assert visitor.page.find(id="plan_day")["value"] == typed["day"]
    assert draft.publish_at is None


def test_a_plan_is_called_off(visitor, world, draft):
    visitor.sign_in(world.tara)
    plan(visitor, draft, day="2022-03-25", time="08:30")
    visitor.press("plan", "Not by itself any more")
    come(TOMORROW)
    assert queries.draft(draft.lesson_id, "en", world.tara.id)


def overtake(world, draft):
    words = Words("First", 10, None, None, None, "Sam's words.\n")
    publish(draft.lesson, "en", words, by=world.sam, now=NOW)


def spoil(world, draft):
    draft.markdown = "![](../media/none.webp)\n"


def demote(world, draft):
    world.tara.role = Role.LEARNER


@pytest.mark.parametrize(
    ("change", "why"), [(overtake, "overtaken"), (spoil, "problems"), (demote, "rights")]
)
def test_what_cannot_be_published_stays_a_draft_and_its_author_is_told(world, draft, change, why):
    draft.publish_at = TOMORROW
    change(world, draft)
    come(TOMORROW)
    kept = queries.draft(draft.lesson_id, "en", world.tara.id)
    assert kept.publish_at is None
    notice = db.session.query(Notice).filter_by(kind="lesson.not_published").one()
    assert (notice.person_id, notice.data["why"]) == (world.tara.id, why)
    come(TOMORROW + timedelta(minutes=1))
    assert db.session.query(Notice).filter_by(kind="lesson.not_published").count() == 1
