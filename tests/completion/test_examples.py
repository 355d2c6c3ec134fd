"""The worked examples W2 to W10, as rows of the database and as the export tells them."""

import csv
import io
from datetime import timedelta

import pytest

from lms.attendance.models import Status
from lms.completion import exports
from lms.completion.queries import figures
from lms.courses.actions import touch
from lms.db import db
from tests import cast
from tests.completion.rows import LATER, START, away, base, made_up, new_group, there, to_come


def exported(group, on=LATER):
    """Person -> row of the CSV export."""
    return {
        row["person_code"]: row for row in csv.DictReader(io.StringIO(exports.as_csv(group, on)))
    }


def said(row, *names):
    return tuple(row[name] for name in names)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("20:14", ("2159", "2159/2700", "79.96", "cannot", "1", "hours_short:1")),
        (None, ("2160", "4/5", "80.00", "complete", "0", "")),
    ],
)
def test_w2_one_minute_short_is_not_complete(world, left, expected):
    made = base(world, make_up_cap="0")
    there(world.lea, *made.sessions[:11])
    there(world.lea, made.sessions[11], left=left)
    row = exported(made.group)["LEA"]
    columns = ("total_minutes", "ratio", "percent", "standing", "needs_minutes", "reasons")
    assert said(row, *columns) == expected


def test_w3_and_w4_presences_are_cut_joined_and_forgiven_within_the_grace(world):
    made = base(world, grace_minutes=10)
    there(world.lea, made.sessions[0], came="17:10", left="19:40")  # in the grace, then until 19:40
    there(world.lea, made.sessions[1], came="17:11")
    there(world.lea, made.sessions[2], left="18:25")
    there(world.lea, made.sessions[2], came="18:50")
    there(world.lea, made.sessions[3], came="18:30", left="18:45")
    lines = figures([made.group], LATER)[made.group.id].people[world.lea.id].standing.lines
    assert [line.attended_minutes for line in lines[:4]] == [145, 169, 170, 0]


def test_w5_a_course_below_its_own_threshold_is_named_with_what_is_missing(world):
    made = base(world, course_threshold="70%")
    digital, slovene = made.sessions[0::2], made.sessions[1::2]
    there(world.lea, *digital, *slovene[:4], slovene[7])
    row = exported(made.group)["LEA"]
    assert said(row, "total_minutes", "percent", "needs_minutes") == ("2160", "80.00", "135")
    assert row["reasons"] == "course_short:slovene-first-steps:135"
    assert said(row, "credited:digital-basics", "credited:slovene-first-steps") == ("1350", "810")


@pytest.mark.parametrize(
    ("denominator", "ratio", "standing"),
    [
        ("programme", "23/30", "needs_make_up"),
        ("excluded", "23/28", "complete"),
        ("credited", "5/6", "complete"),
    ],
)
def test_w6_what_an_excuse_is_worth_is_the_policys_word(world, denominator, ratio, standing):
    made = base(world, denominator=denominator, threshold="4/5")
    there(world.lea, *made.sessions[:11], made.sessions[14])
    away(world.lea, made.sessions[11], excused=True, reason="illness")
    row = exported(made.group)["LEA"]
    assert said(row, "attended_minutes", "excused_minutes", "total_minutes") == (
        "2070", "180", "2070",
    )  # fmt: skip
    assert said(row, "ratio", "standing") == (ratio, standing)


def test_w7_make_up_repairs_what_was_missed_and_no_more(world):
    made = base(world)
    there(world.lea, *made.sessions[:10], made.sessions[14])
    there(world.lea, made.sessions[10], left="19:15")  # 120 of 180
    there(world.lea, made.sessions[15], left="17:15")  # 15 of 90
    away(world.lea, made.sessions[11])
    made_up(world.lea, made.sessions[11], 225, world.tara)
    row = exported(made.group)["LEA"]
    assert said(row, "attended_minutes", "make_up_minutes", "total_minutes", "percent") == (
        "2025", "180", "2205", "81.66",
    )  # fmt: skip


def test_w7_all_make_up_stays_under_the_cap(world):
    made = base(world)
    away(world.lea, *made.sessions[:3])
    for session, minutes in zip(made.sessions, (120, 120, 120), strict=False):
        made_up(world.lea, session, minutes)
    assert exported(made.group)["LEA"]["make_up_minutes"] == "270"


def test_w8_a_cancelled_session_makes_the_group_short_and_changes_no_programme_ratio(world):
    made = base(world, denominator="delivered")
    made.sessions[13].status = Status.CANCELLED
    there(world.lea, *made.sessions[:12])
    row = exported(made.group)["LEA"]
    assert said(row, "delivered_minutes", "attended_minutes", "percent") == (
        "2520", "2160", "85.71",
    )  # fmt: skip
    hours = figures([made.group], LATER)[made.group.id].hours
    assert (hours.delivered_minutes, hours.short_minutes) == (56 * 45, 4 * 45)
    made.programme.rules = {"threshold": "80%"}
    touch(programmes=[made.programme.id])
    db.session.commit()
    assert exported(made.group)["LEA"]["percent"] == "80.00"


@pytest.mark.parametrize(
    ("sessions", "standing", "needs"),
    [(6, "needs_make_up", "1080"), (7, "must_attend_all", "900"), (4, "cannot", "1440")],
)
def test_w9_the_forecast_after_ten_sessions(world, sessions, standing, needs):
    made = base(world)
    to_come(*made.sessions[10:])
    # 900 minutes are to come: 4 of 180, 2 of 90
    there(world.lea, *made.sessions[:sessions])
    away(world.lea, *made.sessions[sessions:10])
    row = exported(made.group, on=made.sessions[9].day)["LEA"]
    assert said(row, "standing", "needs_minutes") == (standing, needs)


def test_w10_a_module_attended_in_two_groups_is_credited_once(world):
    made = base(world)
    made.sessions[0].module = world.digital.modules[0]
    other = new_group(world, made.programme, "base-b", world.sam)
    again = cast.session(
        other, "base-b-00", START + timedelta(days=60), world.digital,
        module=world.digital.modules[0],
    )  # fmt: skip
    db.session.add(again)
    there(world.lea, made.sessions[0], again)
    row = exported(made.group)["LEA"]
    assert said(row, "attended_minutes", "credited_minutes") == ("360", "180")


@pytest.mark.parametrize("standing", ["complete", "on_track", "must_attend_all"])
def test_every_good_standing_is_reached(world, standing):
    made = base(world, make_up_cap="0")
    held = {"complete": 12, "on_track": 10, "must_attend_all": 10}[standing]
    missed = 3 if standing == "must_attend_all" else 0
    to_come(*made.sessions[held:])
    there(world.lea, *made.sessions[missed:held])
    away(world.lea, *made.sessions[:missed])
    assert exported(made.group, on=made.sessions[held - 1].day)["LEA"]["standing"] == standing


def test_who_moves_brings_every_hour_along(world):
    made = base(world)
    other = new_group(world, made.programme, "base-b", world.sam)
    there(world.lea, *made.sessions[:6])
    place = db.session.scalars(
        db.select(cast.Membership).where(cast.Membership.group_id == made.group.id)
    ).one()
    last = made.sessions[5].day
    place.ends_on = last
    moved = cast.Membership(
        enrolment=place.enrolment, group=other, person=world.lea, starts_on=last + timedelta(days=1)
    )
    after = [cast.session(other, f"n-{n}", last + timedelta(days=n), world.digital) for n in (3, 5)]
    db.session.add_all([moved, *after])
    there(world.lea, *after)
    assert "LEA" not in exported(made.group)
    row = exported(other)["LEA"]
    assert said(row, "group", "attended_minutes", "delivered_minutes") == ("base-b", "1440", "1440")
    assert exported(made.group, on=last)["LEA"]["total_minutes"] == "1080"
