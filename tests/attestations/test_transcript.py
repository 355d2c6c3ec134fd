"""All hours of a person: who reads them, that they add up, and that nothing counts twice."""

import csv
import io
from datetime import date, timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from lms.attestations.queries.transcript import transcript
from lms.attestations.rules.transcript import Transcript
from lms.completion import actions
from lms.completion.models import Completion
from lms.completion.queries import memory
from lms.courses.actions import touch
from lms.courses.models import LessonDone, Membership
from lms.db import db
from tests import cast
from tests.attestations.facts import FACTS
from tests.attestations.samples import SHOWN, attested
from tests.completion.completed import amend, completions, confirmed, look, w7
from tests.completion.rows import new_group, there
from tests.queries import count_queries
from tests.visitor import Visitor


def of(person, reader) -> Transcript:
    return transcript(person, reader, cast.NOW)


def confirmed_in(group, by):
    look(group)
    actions.confirm(completions()[-1], by=by, now=cast.NOW)
    db.session.commit()


def table(visitor, url):
    answer = visitor.send("GET", url)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_who_learns_finds_all_their_hours_and_takes_them_along(app, world):
    made = w7(world)
    confirmed(made.group, world.ema)
    lea = Visitor(app).sign_in(world.lea).visit("/account")
    assert lea.page.select_one("main a[href='/transcript']")
    lea.visit("/transcript")
    assert "49 of 60 hours of 45 min" in lea.text("#programme-1")
    assert "36 h 45, 81.66 %" in lea.text("#programme-1")
    assert "completed, confirmed on 24 March 2022" in lea.text("#programme-1")
    assert "Made up, min" in lea.text("#programme-1 details")
    assert "This list is not signed." in lea.text("main")
    rows = [row for row in table(lea, "/transcript.csv") if row["programme"] == "base"]
    assert sum(int(r["credited_minutes"]) + int(r["make_up_minutes"]) for r in rows) == 2205
    assert {r["unit_minutes"] for r in rows} == {"45"}
    assert {r["confirmed_on"] for r in rows} == {"2022-03-24"}


def test_the_table_and_the_courses_add_up_to_the_total_also_with_own_study(app, world):
    world.local.rules = cast.RULES | {"self_paced_cap": "50%"}
    there(world.lea, world.tonight, left="18:00")
    for lesson in world.digital.modules[1].lessons:
        db.session.add(LessonDone(lesson_id=lesson.id, person_id=world.lea.id, done_at=cast.NOW))
    touch(people=[world.lea.id])
    db.session.commit()
    (one,) = of(world.lea, world.lea).studied
    assert one.alone == {"digital-basics": 20}
    assert one.minutes == sum(s.minutes for s in one.sessions) + 20 == 80
    assert sum(course.total_minutes for course in one.courses) == 80
    lea = Visitor(app).sign_in(world.lea)
    rows = table(lea, "/transcript.csv")
    assert [(r["session_code"], r["credited_minutes"]) for r in rows] == [
        ("A-01", "60"),
        ("", "20"),
    ]
    assert "own study: 20 min" in lea.visit("/transcript").text("main")


def test_an_hour_in_two_programmes_counts_once_in_all(world):
    there(world.lea, world.tonight)
    both = cast.programme("both", "Both", world.centre, 4, [(world.digital, 4)])
    group = new_group(world, both, "both-1")
    db.session.add(cast.enrol(world.lea, group))
    db.session.commit()
    found = of(world.lea, world.lea)
    assert [one.minutes for one in found.studied] == [180, 180]
    assert found.minutes == 180
    assert found.counts_twice


def test_an_attestation_stands_beside_its_programme_with_its_serial(app, world):
    attested(world)
    lea = Visitor(app).sign_in(world.lea).visit("/transcript")
    assert SHOWN in lea.text("#programme-1")
    assert "Valid" in lea.text("#programme-1")
    (one,) = of(world.lea, world.lea).studied
    one.attestations[0].revoked_at = cast.NOW
    db.session.commit()
    assert "Revoked" in lea.visit("/transcript").text("#programme-1")
    assert not any(SHOWN in row["serials"] for row in table(lea, "/transcript.csv"))


def test_registers_that_were_corrected_later_show_as_a_difference(app, world):
    made = w7(world)
    confirmed(made.group, world.ema)
    amend(world.lea, made.sessions[0])
    lea = Visitor(app).sign_in(world.lea).visit("/transcript")
    words = lea.text("#programme-1")
    assert "Confirmed with 2205 min; the registers now say 2025 min." in words
    assert db.session.query(Completion).one().facts["total_minutes"] == 2205


def new_rules(programme):
    programme.rules = {"threshold": "95%", "make_up_cap": "0"}
    programme.policy_version = 2
    programme.required_units = 80
    db.session.commit()
    memory.clear()


def paper(visitor):
    document = pypdfium2.PdfDocument(visitor.send("GET", "/transcript.pdf").data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def test_new_rules_change_nothing_in_what_is_confirmed(app, world):
    made = w7(world)
    confirmed(made.group, world.ema)
    new_rules(made.programme)
    lea = Visitor(app).sign_in(world.lea).visit("/transcript")
    words = lea.text("#programme-1")
    assert "49 of 60 hours of 45 min" in words
    assert "36 h 45, 81.66 %" in words
    for said in (words, paper(lea)):
        assert "registers now say" not in said
        assert "Since then" not in said
    assert "In all: 36 h 45 (2205 min)" in lea.text("main")
    rows = [row for row in table(lea, "/transcript.csv") if row["programme"] == "base"]
    assert sum(int(r["credited_minutes"]) + int(r["make_up_minutes"]) for r in rows) == 2205
    assert {row["confirmed_minutes"] for row in rows} == {"2205"}


def test_hours_after_the_record_have_a_line_of_their_own(app, world):
    made = w7(world)
    one = confirmed(made.group, world.ema)
    after = cast.session(made.group, "base-a-99", one.on + timedelta(days=1), world.digital)
    db.session.add(after)
    there(world.lea, after)
    touch(people=[world.lea.id])
    db.session.commit()
    (found,) = of_later(world.lea)
    assert (found.minutes, found.later, found.counted) == (2205, 180, 2385)
    assert not found.differences
    assert sum(course.total_minutes for course in found.courses) == 2205


def of_later(person):
    """On the second day after everything."""
    studied = transcript(person, person, cast.NOW + timedelta(days=2)).studied
    return [one for one in studied if one.completion]


def test_the_line_of_later_hours_is_on_the_page_and_on_paper(app, world):
    made = w7(world)
    one = confirmed(made.group, world.ema)
    facts = dict(one.facts)
    one.on = made.sessions[14].day
    facts["on"] = one.on.isoformat()
    facts |= {"total_minutes": 2190, "ratio": "73/90"}
    one.facts = facts
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea).visit("/transcript")
    said = "Since then: 15 min, not part of what is confirmed."
    assert said in lea.text("#programme-1")
    assert said in paper(lea)
    assert "In all: 36 h 45 (2205 min)" in lea.text("main")


def test_who_was_taken_out_of_the_group_keeps_the_hours_of_the_record(app, world):
    made = w7(world)
    confirmed(made.group, world.ema)
    place = db.session.scalar(db.select(Membership).filter_by(group_id=made.group.id))
    place.starts_on, place.ends_on = date(2022, 1, 3), date(2022, 1, 4)
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea).visit("/transcript")
    assert "49 of 60 hours of 45 min" in lea.text("#programme-1")
    assert "do not have the person in this group on that day any more" in lea.text("#programme-1")
    assert "2205" in paper(lea)


def test_a_coordinator_reads_only_programmes_of_their_own(app, world):
    there(world.lea, world.tonight)
    db.session.add(cast.enrol(world.lea, world.c))
    db.session.commit()
    assert len(of(world.lea, world.lea).studied) == len(of(world.lea, world.ada).studied) == 2
    assert [one.enrolment.programme for one in of(world.lea, world.ema).studied] == [world.local]
    assert [one.enrolment.programme for one in of(world.lea, world.oto).studied] == [world.cities]
    assert not of(world.lea, world.tara).studied
    ema = Visitor(app).sign_in(world.ema).visit("/people/LEA")
    assert ema.page.select_one("main a[href='/people/LEA/transcript']")
    ema.visit("/people/LEA/transcript")
    assert "All hours of Lea" in ema.text("h1")
    assert "Digital and Local" in ema.text("main")
    assert "Inclusive cities" not in ema.text("main")
    assert "Inclusive cities" not in str(table(ema, "/people/LEA/transcript.csv"))
    ema.visit("/people/OLGA/transcript", 403)
    ema.visit("/people/NOBODY/transcript", 404)


def test_who_has_no_hours_yet_is_told_what_will_be_here(app, world):
    none = cast.person("Nia", world.centre)
    db.session.add(none)
    visitor = Visitor(app).sign_in(none).visit("/transcript")
    assert "your hours will be here" in visitor.text("main")
    assert len(table(visitor, "/transcript.csv")) == 0
    assert visitor.send("GET", "/transcript.pdf").status_code == 200
    visitor.visit("/transcript.exe", 404)
    assert "your hours will be here" in Visitor(app).sign_in(world.tara).visit("/transcript").text(
        "main"
    )


def test_a_place_that_begins_later_has_no_hours_and_breaks_nothing(app, world):
    late = cast.person("Lin", world.centre, native_name="لين")
    db.session.add(cast.enrol(late, world.a, date(2022, 4, 1)))
    visitor = Visitor(app).sign_in(late).visit("/transcript")
    assert "There are no hours yet." in visitor.text("#programme-1")
    assert visitor.send("GET", "/transcript.pdf").status_code == 200


@pytest.mark.parametrize("language", ["en", "sl", "ar"])
def test_on_paper_it_says_that_it_is_not_signed_and_of_which_day_it_is(app, world, language):
    made = w7(world)
    confirmed(made.group, world.ema)
    world.lea.language = language
    lea = Visitor(app).sign_in(world.lea)
    answer = lea.send("GET", "/transcript.pdf")
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "2205" in text
    if language == "en":
        assert "This list is not signed." in text
        assert "24 March 2022" in text


def test_as_a_workbook_minutes_are_numbers(app, world):
    w7(world)
    lea = Visitor(app).sign_in(world.lea)
    sheet = load_workbook(io.BytesIO(lea.send("GET", "/transcript.xlsx").data)).active
    heads = [cell.value for cell in sheet[1]]
    rows = [
        dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    minutes = [
        r["credited_minutes"] + r["make_up_minutes"] for r in rows if r["programme"] == "base"
    ]
    assert sum(minutes) == FACTS["total_minutes"]


def test_more_programmes_ask_no_more_of_the_database(world):
    there(world.lea, world.tonight)
    with count_queries() as few:
        of(world.lea, world.lea)
    for number in range(4):
        slug = f"more-{number}"
        more = cast.programme(slug, slug, world.centre, 4, [(world.digital, 4)])
        group = new_group(world, more, slug)
        db.session.add(cast.enrol(world.lea, group))
    db.session.commit()
    with count_queries() as many:
        assert len(of(world.lea, world.lea).studied) == 5
    assert len(many) <= len(few) + 1


def test_more_that_is_confirmed_asks_no_more_of_the_database(world):
    made = w7(world)
    confirmed(made.group, world.ema)
    with count_queries() as few:
        assert of(world.lea, world.lea).studied
    more = cast.programme("more", "More", world.centre, 4, [(world.digital, 4)])
    group = new_group(world, more, "more-a")
    db.session.add(cast.enrol(world.lea, group, date(2022, 1, 3)))
    db.session.commit()
    confirmed_in(group, world.ema)
    with count_queries() as many:
        assert len([one for one in of(world.lea, world.lea).studied if one.facts]) == 2
    assert len(many) <= len(few) + 1
