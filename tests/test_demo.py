"""The demo shows what there is to see, and says that it is a demo."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.attendance.models import Amendment, MakeUpOffer, Mark, Session, Source, Status
from lms.attendance.queries import proving
from lms.attestations.models import Attestation
from lms.completion import queries
from lms.completion.models import Completion
from lms.courses.models import Group
from lms.coursework.models import PeerReading, TaskAnswer
from lms.db import db
from lms.demo.load import load
from lms.discussions.models import Post
from lms.evidence.models import MeetingList
from lms.surveys.instruments import given, read
from lms.surveys.models import SurveyAnswer, SurveyRound
from lms.surveys.queries import rates
from tests.cast import NOW

DAYS = [
    NOW + timedelta(days=2),  # a Saturday
    datetime(2022, 3, 27, 10, tzinfo=UTC),  # the clocks change
    datetime(2022, 10, 31, 10, tzinfo=UTC),
]


@pytest.fixture(params=DAYS, ids=lambda day: day.date().isoformat())
def demo(app, request, monkeypatch):
    """The demo, loaded on one of the days, with the project's own content."""
    monkeypatch.setattr(clock, "now", lambda: request.param)
    result = app.test_cli_runner().invoke(args=["content", "import", "content"])
    assert result.exit_code == 0, result.output
    load(now=request.param)
    db.session.commit()
    return clock.today("Europe/Ljubljana")


def group(slug: str) -> Group:
    return db.session.query(Group).filter_by(slug=slug).one()


def test_all_five_standings_occur_in_each_jesenice_group_or_the_other(demo):
    groups = [group("jesenice-a"), group("jesenice-b")]
    standings = Counter()
    for figures in queries.figures(groups, demo).values():
        standings.update({outlook.value: count for outlook, count in figures.counts.items()})
    assert {outlook for outlook, count in standings.items() if count} == {
        "complete", "on_track", "must_attend_all", "needs_make_up", "cannot",
    }  # fmt: skip
    assert standings.total() == 13 + 12  # A-14 has moved from group A to group B
    there_is_a_register_to_take(demo)
    the_locked_registers_are_sealed(demo)
    make_up_is_asked_for_agreed_and_done()
    officials_hand_in_read_and_talk()
    surveys_wait_and_have_results()


def surveys_wait_and_have_results():
    """Two are asked now; a group was asked, and what it said in words is called a demo."""
    now = clock.now()
    waits = select(SurveyRound).where(SurveyRound.closes_at > now)
    assert db.session.scalars(waits).one().group.slug == "jesenice-a"
    done = db.session.scalars(select(SurveyRound).where(SurveyRound.closes_at <= now)).one()
    rate, said = rates([done.id])[done.id], db.session.scalars(select(SurveyAnswer)).all()
    assert 5 <= rate.answered == len(said) < rate.asked
    instrument = read(done.version.content)
    for question in instrument.questions:
        given_by = [one.answers[question.key] for one in said if question.key in one.answers]
        assert given_by
        assert all(given(question, one if isinstance(one, list) else [one]) for one in given_by)
    words = [one.answers["better"] for one in said if "better" in one.answers]
    assert all(one.startswith("Demo answer.") for one in words)


def officials_hand_in_read_and_talk():
    """One answer is done, one waits; each was given to somebody of another city; and a short
    conversation, all of it called a demo."""
    answers = db.session.scalars(select(TaskAnswer).order_by(TaskAnswer.id)).all()
    assert [one.state for one in answers] == ["done", "waiting"]
    asked = db.session.scalars(select(PeerReading).order_by(PeerReading.answer_id)).all()
    assert all(r.reader.organisation_id != r.answer.person.organisation_id for r in asked)
    assert len(asked) == 2
    posts = db.session.scalars(select(Post)).all()
    assert len(posts) == 3
    assert all(one.text.startswith("Demo") for one in [*answers, *posts])


def the_locked_registers_are_sealed(demo):
    """One of them is corrected, one correction waits, and every chain holds."""
    verdicts = [proving.verdict(one, clock.now()) for one in db.session.query(Group)]
    assert [one.findings for one in verdicts] == [[]] * len(verdicts)
    assert sum(one.links for one in verdicts) > 10
    states = [one.state for one in db.session.query(Amendment).order_by(Amendment.id)]
    assert states == ["made", "asked"]


def make_up_is_asked_for_agreed_and_done():
    states = db.session.scalars(select(MakeUpOffer.state).order_by(MakeUpOffer.id)).all()
    assert states == ["offered", "accepted", "done"]


def there_is_a_register_to_take(demo):
    """Today in group A; and group B is four units short."""
    sessions = db.session.query(Session).filter_by(group_id=group("jesenice-a").id).all()
    assert len(sessions) == 15
    assert [s.status for s in sessions if s.day == demo] == [Status.PLANNED]
    assert sum(s.net_minutes for s in sessions) == 60 * 45
    of_b = db.session.query(Session).filter_by(group_id=group("jesenice-b").id).all()
    given = [s for s in of_b if s.status != Status.CANCELLED]
    assert sum(s.net_minutes for s in given) == 56 * 45


def test_who_is_complete_is_proposed_and_one_is_confirmed_with_an_attestation(demo):
    states = Counter(db.session.scalars(db.select(Completion.state)))
    assert states["confirmed"] == 1
    assert states["proposed"] >= 1
    attestation = db.session.scalars(db.select(Attestation)).one()
    assert attestation.person.code == "A-02"


def test_the_demo_is_loaded_only_once_and_never_in_production(app):
    runner = app.test_cli_runner()
    app.config["PRODUCTION"] = True
    assert runner.invoke(args=["demo", "load"]).exit_code == 1
    app.config["PRODUCTION"] = False
    assert "content import" in runner.invoke(args=["demo", "load"]).output
    assert runner.invoke(args=["content", "import", "content"]).exit_code == 0
    assert runner.invoke(args=["demo", "load"]).exit_code == 0
    again = runner.invoke(args=["demo", "load"])
    assert again.exit_code == 1
    assert "empty" in again.output


def test_a_webinar_has_a_list_that_is_in_its_register(demo):
    used = db.session.query(MeetingList).one()
    assert (used.state, used.session.mode) == ("used", "online")
    marks = db.session.query(Mark).filter_by(session_id=used.session_id, source=Source.PLATFORM)
    assert sorted(mark.id for mark in marks) == sorted(used.mark_ids)
    assert len({mark.person_id for mark in marks}) == 7
