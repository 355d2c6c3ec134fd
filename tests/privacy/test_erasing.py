"""Erasing somebody: at once nobody and nothing names them; what proves hours stays for its time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms import files, stores
from lms.attendance.models import Mark
from lms.attestations.models import Attestation, Credential, Paper
from lms.courses.keeping import last_day, latest
from lms.courses.models import Enrolment, Membership, Programme
from lms.coursework.models import TaskAnswer
from lms.db import db
from lms.discussions.actions.talking import begin, edit, write
from lms.discussions.models import Post
from lms.errors import Refused
from lms.jobs import Job
from lms.messages.models import Notice
from lms.people.actions import record
from lms.people.models import Change, Person
from lms.portfolios.models import Item
from lms.privacy import queries
from lms.privacy.actions import delete_if_over, erase
from tests.attestations.issued import issued
from tests.cast import NOW, THURSDAY
from tests.privacy.everywhere import NAME, WORDS, known_everywhere, traces, zenobia


@pytest.fixture
def leaver(world):
    made = zenobia(world.centre)
    known_everywhere(made)
    db.session.commit()
    assert len(traces()) > 50  # they are known in many places
    return made


def test_after_an_erasure_no_table_holds_the_name(world, leaver):
    erase(leaver, f"{NAME} asked for it.", by=world.ema, now=NOW)
    db.session.commit()
    assert traces() == []


def test_files_that_only_they_had_are_removed(world, leaver):
    erase(leaver, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    scans = files.File.kind == "text/plain"  # the scan is kept, as is the list with its words
    kept = [files.content_of(one) for one in db.session.scalars(select(files.File.id).where(scans))]
    assert WORDS.encode() in kept  # a scan is a picture: it stays until nothing has to be kept


def test_an_attestation_leaves_its_serial_and_the_wish_of_who_held_it(world, leaver):
    erase(leaver, "Asked.", by=world.ema, now=NOW)
    row = db.session.scalars(select(Attestation)).one()
    assert (row.holder, row.holder_native, row.facts, row.person_id) == (None, None, None, None)
    assert (row.serial, row.erased_at) == ("attestations", NOW)
    assert row.answers_after_erasure is False
    assert db.session.scalars(select(Paper)).all() == []
    assert db.session.scalars(select(Credential)).all() == []


def test_hours_stay_under_a_code_until_the_last_day_and_go_in_the_night_after(world, leaver):
    made = erase(leaver, "Asked.", by=world.ema, now=NOW)
    assert made.delete_on is None  # nobody has said how long it is kept
    assert leaver.name == leaver.code != "ZENOBIA-Q"
    assert hours_of(leaver) == 1
    for programme in queries.programmes(leaver.id):
        programme.kept_for, programme.balance_paid_on = "direct", date(2024, 3, 15)
    db.session.commit()
    last = date(2029, 3, 15)
    assert not delete_if_over(made, today=last, now=NOW)
    assert made.delete_on == last  # W16
    assert hours_of(leaver) == 1
    assert delete_if_over(made, today=last + timedelta(days=1), now=NOW)
    db.session.commit()
    assert hours_of(leaver) == 0
    assert (leaver.gender, leaver.birth_date, leaver.organisation) == (None, None, None)
    assert db.session.scalars(select(Attestation)).one().serial
    assert not delete_if_over(made, today=last + timedelta(days=2), now=NOW)


def test_bytes_of_their_files_go_a_day_later_however_many_they_are(world, work):
    paper = issued(world) and db.session.scalars(select(Paper.file_id)).one()
    erase(world.lea, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert db.session.get(files.File, paper) is None  # nobody opens it from now on
    due = db.session.scalars(select(Job.due_at).where(Job.kind == "privacy.bytes")).one()
    assert due == NOW + files.WAITS
    there = stores.current().look(paper)
    assert there
    work(there.since + files.WAITS)
    assert stores.current().look(paper) is None


def hours_of(person):
    return db.session.scalar(select(func.count(Mark.id)).where(Mark.person_id == person.id))


def test_where_no_funder_asks_nothing_is_left_at_once(world, leaver):
    for programme in db.session.scalars(select(Programme)):
        programme.kept_for = "nobody"
    made = erase(leaver, "Asked.", by=world.ema, now=NOW)
    assert made.deleted_at == NOW
    assert hours_of(leaver) == 0
    assert db.session.scalar(select(Enrolment).where(Enrolment.person_id == leaver.id)) is None
    db.session.commit()
    assert traces() == []


def test_nobody_is_erased_twice(world, leaver):
    erase(leaver, "Asked.", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="erased already"):
        erase(leaver, "Again.", by=world.ema, now=NOW)


def test_nobody_erases_themselves(world):
    with pytest.raises(Refused, match="cannot erase yourself"):
        erase(world.ema, "I leave.", by=world.ema, now=NOW)


def test_an_erasure_touches_nothing_of_others(world, leaver):
    before = {one.id: (one.name, one.email, one.code) for one in others(leaver)}
    erase(leaver, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert {one.id: (one.name, one.email, one.code) for one in others(leaver)} == before


def others(leaver):
    return db.session.scalars(select(Person).where(Person.id != leaver.id))


def test_what_the_history_says_of_their_words_goes_and_the_answers_of_others_stay(world):
    lesson = world.digital.modules[0].lessons[0]
    thread = begin(world.local, lesson, "Batteries", "Mine is empty.", by=world.lou, now=NOW)
    db.session.flush()
    mine = db.session.scalars(select(Post)).one()
    edit(mine, "Mine is full.", by=world.lou, now=NOW)
    write(thread, "So is mine.", by=world.lea, now=NOW)
    erase(world.lou, "Asked.", by=world.ema, now=NOW)
    assert [one.text for one in db.session.scalars(select(Post).order_by(Post.id))] == [
        "", "So is mine.",
    ]  # fmt: skip
    kept = [str(one.detail) for one in db.session.scalars(select(Change))]
    kept += [str(one.data) for one in db.session.scalars(select(Notice))]
    assert not any("Mine is" in one or "Batteries" in one for one in kept)


def test_what_the_history_says_of_handed_in_work_goes_and_how_it_was_judged_stays(world):
    record("task answer", 1, "answered", {"verdict": "again", "text": "My bus"}, by=None, now=NOW)
    record("portfolio item", 1, "handed in", {"title": "My bus"}, by=None, now=NOW)
    lesson = world.digital.modules[0].lessons[0]
    mine = {"person_id": world.lou.id, "changed_at": NOW, "id": 1}
    db.session.add(TaskAnswer(lesson_id=lesson.id, task="t", text="My bus", **mine))
    db.session.add(Item(programme=world.local, title="My bus", **mine))
    db.session.flush()
    erase(world.lou, "Asked.", by=world.ema, now=NOW)
    kept = [one.detail for one in db.session.scalars(select(Change)) if one.detail]
    assert {"verdict": "again", "text": ""} in kept
    assert "My bus" not in str(kept)


def test_a_place_ends_and_who_completed_has_completed(world):
    enrolment = db.session.scalars(select(Enrolment).filter_by(person_id=world.lou.id)).one()
    enrolment.state = "completed"
    for who in (world.lou, world.lea):
        erase(who, "Asked.", by=world.ema, now=NOW)
    places = db.session.scalars(select(Membership).where(Membership.group_id == world.a.id))
    assert {place.ends_on for place in places} == {THURSDAY}
    states = dict(db.session.execute(select(Enrolment.person_id, Enrolment.state)).all())
    assert (states[world.lou.id], states[world.lea.id]) == ("completed", "withdrawn")


def test_whose_programme_begins_later_has_no_place_any_more(world):
    place = db.session.scalars(select(Membership).filter_by(person_id=world.bo.id)).one()
    place.starts_on = THURSDAY + timedelta(days=9)
    erase(world.bo, "Asked.", by=world.ema, now=NOW)
    assert db.session.scalars(select(Membership).filter_by(person_id=world.bo.id)).all() == []


@pytest.mark.parametrize(
    ("kept_for", "paid", "last"),
    [
        ("direct", date(2024, 3, 15), date(2029, 3, 15)),  # W16
        ("shared", date(2024, 3, 15), date(2029, 12, 31)),
        ("direct", date(2024, 2, 29), date(2029, 2, 28)),
        ("nobody", None, date.min),
        ("direct", None, None),
        (None, date(2024, 3, 15), None),
    ],
)
def test_how_long_what_proves_hours_is_kept(kept_for, paid, last):
    assert last_day(kept_for, paid) == last


def test_the_longest_of_several_programmes_counts_and_one_that_is_not_known_leaves_it_open():
    assert latest([date(2029, 3, 15), date(2029, 12, 31), date.min]) == date(2029, 12, 31)
    assert latest([date(2029, 3, 15), None]) is None
    assert latest([]) == date.min
