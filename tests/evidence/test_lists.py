"""The list of an online meeting: brought in, read, its names decided, put into the register."""

import io
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from lms import files
from lms.attendance.models import Kind, Mark, Mode, Source, Status
from lms.db import db
from lms.evidence.models import ListState, MeetingList, MeetingName
from lms.people.models import Change
from tests.attendance.register import ABSENT, PRESENT, fill, live, marked
from tests.cast import enrol, person
from tests.evidence import meetings
from tests.evidence.meetings import (
    TEAMS,
    ZOOM,
    bring,
    decide,
    kept_list,
    lists_url,
    mark_of,
    online,
    person_row,
    plain,
    row,
    use,
)
from tests.queries import count_queries
from tests.visitor import Visitor, filled


@pytest.fixture
def session(world):
    return online(world.tonight)


@pytest.fixture
def tara(visitor, world, session):
    return visitor.sign_in(world.tara)


def kept():
    return db.session.scalars(select(MeetingList).order_by(MeetingList.id)).all()


def whole(visitor, session, content=ZOOM, **who):
    """From the file to the register."""
    bring(visitor, session, content)
    if who:
        decide(visitor, **who)
    return use(visitor)


def test_from_the_page_of_the_session_to_the_register(tara, world, session):
    tara.visit(f"/sessions/{session.id}")
    door = tara.page.find(id="way_evidence_lists")
    assert door["href"] == lists_url(session)
    bring(tara, session, ZOOM, "participants 1.csv")
    assert "The list is kept. Nothing is in the register yet." in tara.text("#notice")
    assert "Zoom" in tara.text(".facts")
    assert "4 names" in tara.text(".facts")
    assert "1 row about the waiting room is not counted." in tara.text("main")
    assert "Tara nobody of ours staff" in tara.text("#names")
    assert "Lou Lou LOU by the e-mail address" in tara.text("#names")
    assert tara.page.select("#use button") == []
    decide(tara, Leaa=world.lea, **{"iPhone (2)": world.lea})
    assert "Every name is decided." in tara.text("#notice")
    assert "Under: iPhone (2), Leaa 17:00–17:30" in person_row(tara, world.lea)
    assert person_row(tara, world.lea).endswith("17:40–20:15 170 unmarked 170")
    assert person_row(tara, world.lou).endswith("18:14–20:16 176 unmarked 176")
    assert live(session) == []
    use(tara)
    assert "In the register: 2 people." in tara.text("#notice")
    assert live(session, world.lou) == [
        ("presence", "17:02", "18:10", False, None), ("presence", "18:14", "20:16", False, None),
    ]  # fmt: skip
    assert {m.source for m in db.session.scalars(select(Mark))} == {Source.PLATFORM}
    assert "In the register" in tara.text("main .tag")
    tara.visit(f"/sessions/{session.id}")
    assert "List of the online meeting put into the register: participants 1.csv" in tara.text()


def test_a_report_of_teams_in_utf_16_is_read_like_any_other(tara, world, session):
    whole(tara, session, TEAMS.encode("utf-16"))
    assert len(live(session, world.lou)) == 2
    assert kept()[0].provider == "teams"


def test_one_person_on_three_devices_is_there_once(tara, world, session):
    content = plain(
        row("Lea", "17:00", "19:00"), row("lea's iPad", "17:30", "18:00"),
        row("LEA", "18:50", "20:15"), row("Lea", "17:00", "19:00"),
    )  # fmt: skip
    whole(tara, session, content, **{"lea's iPad": world.lea})
    assert live(session, world.lea) == PRESENT


def test_what_was_decided_is_remembered_but_not_of_a_device(tara, world, session):
    whole(tara, session, ZOOM, Leaa=world.lea, **{"iPhone (2)": 0})
    names = {one.name: one.person_id for one in db.session.scalars(select(MeetingName))}
    assert names == {"leaa": world.lea.id}
    other = online(world.of_b)
    ema = Visitor(tara.app, tara.htmx).sign_in(world.ema)
    bring(ema, other, ZOOM.replace("03/24", "03/23"))
    assert "Leaa Lea ليا LEA Guest as somebody decided" in ema.text("#names")
    assert mark_of(ema, "iPhone (2)")


def test_a_decision_can_be_taken_back_and_made_otherwise(tara, world, session):
    bring(tara, session, ZOOM)
    decide(tara, Leaa=world.lou)
    mark = tara.page.select_one("input[name=again]")
    marks = {b["value"]: b.parent.text for b in tara.page.select("input[name=again]")}
    wrong = next(value for value, text in marks.items() if "Leaa" in text)
    assert mark
    tara.press("naming", "Save who is who", again=wrong)
    decide(tara, Leaa=world.lea)
    row_ = db.session.scalars(select(MeetingName)).one()
    assert (row_.name, row_.person_id) == ("leaa", world.lea.id)


def test_a_certain_match_can_be_doubted(tara, world, session):
    bring(tara, session, plain(row("Lou"), row("Tara")))
    marks = {b.parent.text.split(":")[-1].strip(): b["value"]
             for b in tara.page.select("input[name=again]")}  # fmt: skip
    tara.press("naming", "Save who is who", again=marks["Lou"])
    assert tara.page.select_one(f"#name_{marks['Lou']} input")["value"] == str(world.lou.id)
    decide(tara, Lou=0)
    assert "Nobody of ours is in this list yet." in tara.text("#times")


def test_somebody_else_is_named_by_their_code(tara, world, session):
    olga_here = enrol(world.olga, world.b)
    db.session.add(olga_here)
    bring(tara, session, plain(row("Aunt"), row("Uncle")))
    decide(tara, 422, Aunt="nobody-has-this", Uncle="bo")
    assert "Nobody who learns here has this code." in tara.text("#names_complaints")
    assert "nobody-has-this" in str(tara.page.select_one("#names"))
    assert "Uncle Bo BO Guest" in tara.text("#names")
    tara.press("naming", "Save who is who", **{f"code-{mark_of(tara, 'Aunt')}": "olga"})
    use(tara)
    assert live(session, world.olga) == live(session, world.bo) == PRESENT


@pytest.mark.parametrize("code", ["TARA", "EMA", "OTO"])
def test_staff_and_strangers_cannot_be_named(tara, session, code):
    bring(tara, session, plain(row("Aunt")))
    decide(tara, 422, Aunt=code)


def test_an_id_that_was_not_offered_is_no_answer(tara, world, session):
    bring(tara, session, plain(row("Aunt")))
    for who in (world.tara, world.oto):
        decide(tara, Aunt=who)
        assert mark_of(tara, "Aunt")
    assert kept()[0].people == {}


def test_what_is_left_open_waits_and_the_register_with_it(tara, world, session):
    bring(tara, session, ZOOM)
    decide(tara, Leaa=world.lea)
    assert "Saved. 1 name is still open." in tara.text("#notice")
    sent = {"csrf_token": tara.page.select_one("#use [name=csrf_token]")["value"],
            "seen": tara.page.select_one("#use [name=seen]")["value"]}  # fmt: skip
    answer = tara.send("POST", f"/lists/{kept()[0].id}/use", sent)
    assert answer.status_code == 409
    assert "Say first who is meant by every name." in answer.text
    assert live(session) == []


# what the register says already


def test_who_was_marked_absent_is_asked_about_and_nothing_is_silent(tara, world, session):
    marked(session, world.lou, came=None, recorder=world.tara)
    bring(tara, session, plain(row("Lou"), row("Lea")))
    assert "Lou: Already marked absent at 20:30 by Tara. Keep which?" in tara.text("#use")
    use(tara, 422)
    assert "Choose one." in tara.text("#use")
    assert live(session) == ABSENT
    use(tara, **{f"answer-{world.lou.id}": "keep"})
    assert live(session, world.lou) == ABSENT
    assert live(session, world.lea) == PRESENT


def test_the_list_can_be_right_about_who_was_marked_absent(tara, world, session):
    marked(session, world.lou, came=None, recorder=world.tara)
    marked(session, world.lea, came=None, excused=True, reason="illness")
    bring(tara, session, plain(row("Lou"), row("Lea", "17:00", "18:00")))
    use(tara, **{f"answer-{who.id}": "take" for who in (world.lou, world.lea)})
    assert live(session, world.lou) == PRESENT
    assert live(session, world.lea) == [
        ("absence", None, None, True, "illness"), ("presence", "17:00", "18:00", False, None),
    ]  # fmt: skip


def test_what_a_trainer_marked_stays_beside_the_list(tara, world, session):
    marked(session, world.lou, "17:00", "18:00", recorder=world.tara)
    bring(tara, session, plain(row("Lou", "19:00", "20:15")))
    assert "came 17:00, left 18:00 135" in person_row(tara, world.lou)
    use(tara)
    assert len(live(session, world.lou)) == 2


def test_what_was_seen_must_still_be_so(tara, app, world, session):
    bring(tara, session, plain(row("Lou")))
    marked(session, world.lou, came=None, recorder=world.ema)
    use(tara, 422)
    use(tara, **{f"answer-{world.lou.id}": "take"})
    bring(tara, session, plain(row("Lea")))
    marked(session, world.lea, "17:00", "18:00", recorder=world.ema)
    use(tara, 409)
    assert "Something is different from what you saw." in tara.text("#times")
    assert len(live(session, world.lea)) == 1


# again, more than one, and back


def test_the_same_file_again_changes_nothing(tara, world, session):
    whole(tara, session, plain(row("Lou")))
    bring(tara, session, plain(row("Lou")), "another name.csv")
    assert "This list is in already." in tara.text("#notice")
    assert (len(kept()), len(live(session))) == (1, 1)
    again = tara.send("POST", f"/lists/{kept()[0].id}/use", {
        "csrf_token": tara.page.select_one("[name=csrf_token]")["value"]})  # fmt: skip
    assert again.status_code == 409
    assert len(live(session)) == 1


def test_two_parts_of_a_meeting_add_up_and_one_can_be_taken_back(tara, world, session):
    whole(tara, session, plain(row("Lou", "17:00", "18:30")))
    whole(tara, session, plain(row("Lou", "18:20", "20:15"), row("Lea")))
    first, second = kept()
    assert [len(one.mark_ids) for one in (first, second)] == [1, 2]
    tara.visit(f"/lists/{first.id}").press("removal", "Take it back")
    assert "Taken back, with the presences of 1 person." in tara.text("#notice")
    assert live(session, world.lou) == [("presence", "18:20", "20:15", False, None)]
    assert live(session, world.lea) == PRESENT
    assert [one.state for one in kept()] == [ListState.WITHDRAWN, ListState.USED]
    bring(tara, session, plain(row("Lou", "17:00", "18:30")))
    use(tara)
    assert len(live(session, world.lou)) == 2
    assert len(kept()) == 2


def test_a_draft_can_be_put_aside_and_taken_up_again(tara, world, session):
    bring(tara, session, ZOOM)
    decide(tara, Leaa=world.lea)
    tara.press("removal", "Put it aside")
    assert kept()[0].state == ListState.WITHDRAWN
    bring(tara, session, ZOOM)
    assert "Leaa Lea" in tara.text("#names")


def test_the_file_is_kept_as_it_came(tara, world, session):
    content = TEAMS.encode("utf-16")
    bring(tara, session, content, "../../\u202eé;x.csv")
    answer = tara.send("GET", f"/lists/{kept()[0].id}/file")
    assert (answer.data, answer.mimetype) == (content, "text/csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert kept()[0].file_name == "é;x.csv"


# how it is read


def test_a_list_in_another_zone_is_asked_about_and_read_anew(tara, world, session):
    bring(tara, session, plain(row("Lou", "16:02", "19:15")))
    assert "The first one joined at 16:02, the session starts at 17:00" in tara.text("#doubt")
    assert tara.page.select("#use button") == []
    tara.press("reading", "Read it like this", **{"reading-zone": "UTC"})
    assert tara.page.select("#doubt") == []
    assert "17:02–20:15" in person_row(tara, world.lou)
    tara.press("reading", "Read it like this", 422,
               **{"reading-zone": "other", "reading-other": "Nowhere"})  # fmt: skip
    tara.press("reading", "Read it like this", **{"reading-other": "Europe/Lisbon"})
    assert "17:02–20:15" in person_row(tara, world.lou)


def test_a_list_of_another_day_counts_nothing_and_only_when_somebody_says_so(tara, world, session):
    bring(tara, session, plain(row("Lou", day="2022-03-23")))
    words = "This list is of Wednesday 23 March 2022; the session is on Thursday 24 March 2022."
    assert words in tara.text("#doubt").replace(",", "")
    tara.press("reading", "Read it like this", **{"reading-sure": "y"})
    assert "0 unmarked 0" in person_row(tara, world.lou)
    use(tara)
    assert len(live(session, world.lou)) == 1


def test_unknown_columns_are_chosen(tara, world, session):
    content = "Kdo,Od,Do\nLou,17:00,18:00\nLea,17:00,20:15\n"
    bring(tara, session, content)
    assert "The columns of this list are not known here." in tara.text("#ask_columns")
    assert tara.page.select("#names, #times") == []
    tara.press("reading", "Read it like this", 422, **{"reading-joined": "1"})
    typed = {"reading-name": "0", "reading-joined": "1", "reading-left": "2"}
    tara.press("reading", "Read it like this", **typed)
    assert "17:00–18:00" in person_row(tara, world.lou)


def test_days_that_can_be_read_in_two_ways_are_asked_about(tara, world, session):
    bring(tara, session, plain("Lou,,03/04/2022 17:00,03/04/2022 18:00"))
    assert "can be read in two ways" in tara.text("#ask_order")
    tara.press("reading", "Read it like this", **{"reading-order": "dmy"})
    assert "This list is of Sunday 3 April 2022" in tara.text("#doubt").replace(",", "")


def test_rows_that_cannot_be_used_are_named(tara, session):
    bring(
        tara, session, plain(row("Lou"), row(""), row("Lea", "later"), row("Bo", "19:00", "18:00"))
    )
    assert tara.text("#problems").startswith("3 rows could not be used:")
    assert "There is no name (row 3)." in tara.text("#problems")
    assert "The time cannot be read (row 4)." in tara.text("#problems")
    assert "They left before they came (row 5)." in tara.text("#problems")


def test_a_name_can_do_nothing_on_the_page(tara, world, session):
    evil = '<script>x</script>\u202e"=HYPERLINK'
    bring(tara, session, plain(f'"{evil}",,17:00,18:00', "=1+1,,17:00,18:00", "🌻,,17:00,18:00"))
    names = [legend.find("bdi").text for legend in tara.page.select("#names legend")]
    assert set(names) == {'<script>x</script>=HYPERLINK"', "=1+1", "🌻"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Choose a file first."),
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(80), "This is not a table."),
        (meetings.EMPTY.encode(), "nobody was in the meeting"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(tara, session, content, words):
    tara.visit(lists_url(session))
    sent = {} if content is None else {"list-file": (io.BytesIO(content), "x.csv")}
    tara.press("list", "Bring it in", 422, **sent)
    assert words in tara.text("#list_complaints")
    assert kept() == []
    assert db.session.scalars(select(files.File)).all() == []


@pytest.mark.parametrize(("size", "status"), [(10 * 1024 * 1024 + 1, 422), (50_000_000, 413)])
def test_a_file_that_is_too_big_is_refused_in_words(app, world, session, size, status):
    tara = Visitor(app).sign_in(world.tara).visit(lists_url(session))
    token = tara.page.select_one("#list [name=csrf_token]")["value"].encode()
    part = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    body = part % (b"csrf_token", token)
    body += part % (b'list-file"; filename="x.csv', b"x" * size) + b"--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    tara.look(tara.send("POST", lists_url(session), body, kind), status)
    assert "This file is too big. Send one of 10 MB or less." in tara.text("body")
    assert kept() == []


# when there is nothing to put in


def test_on_site_no_meeting_has_a_list(visitor, world):
    visitor.sign_in(world.tara).visit(f"/sessions/{world.tonight.id}")
    assert not visitor.page.find(id="way_evidence_lists")
    visitor.visit(lists_url(world.tonight))
    assert "This session is on site" in visitor.text("main")
    assert not visitor.page.find(id="list")
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "list-file": (io.BytesIO(ZOOM.encode()), "x.csv")}
    assert visitor.send("POST", lists_url(world.tonight), sent).status_code == 409


def test_a_hybrid_session_has_lists(visitor, world):
    session = online(world.tonight, Mode.HYBRID)
    whole(visitor.sign_in(world.tara), session, plain(row("Lou")))
    assert live(session, world.lou) == PRESENT


@pytest.mark.parametrize("why", ["not yet", "locked", "cancelled"])
def test_a_closed_register_takes_nothing_and_the_list_stays(visitor, world, why):
    session = online(world.next_week if why == "not yet" else world.tonight)
    row_ = kept_list(session, world.tara, plain(row("Lou", day=str(session.day))))
    if why == "locked":
        world.local.lock_days = 0
        session.day = session.day.replace(day=20)
    elif why == "cancelled":
        session.status = Status.CANCELLED
    db.session.commit()
    visitor.sign_in(world.tara).visit(f"/lists/{row_.id}")
    assert "This list stays as it is" in visitor.text("#closed")
    assert visitor.page.select("#use button") == []
    sent = {one["name"]: one["value"] for one in visitor.page.select("#use input")}
    if why == "locked":
        row_.reading = row_.reading | {"sure": True}
        db.session.commit()
    answer = visitor.send("POST", f"/lists/{row_.id}/use", sent)
    assert answer.status_code == 409
    assert (kept()[0].state, live(session)) == (ListState.DRAFT, [])


def test_a_first_list_makes_a_planned_session_held(tara, world, session):
    session.status = Status.PLANNED
    db.session.commit()
    whole(tara, session, plain(row("Lou")))
    assert session.status == Status.HELD


def test_the_figures_of_the_group_are_counted_anew(tara, world, session):
    before = world.a.revision
    whole(tara, session, plain(row("Lou")))
    db.session.refresh(world.a)
    assert world.a.revision > before


# how much it is


def big_list(number):
    return plain(*(row(f"Person {n % 1500}", "17:00", f"18:{n % 60:02}") for n in range(number)))


def test_five_thousand_rows_cost_as_many_statements_as_three(app, world, session):
    tara = Visitor(app).sign_in(world.tara)
    seen = []
    for number in (3, 5_000):
        row_ = kept_list(session, world.tara, big_list(number))
        tara.visit(f"/lists/{row_.id}")
        with count_queries() as found:
            tara.visit(f"/lists/{row_.id}")
        seen.append(len(found))
    assert seen[0] == seen[1] <= 9
    assert len(tara.page.select("#names fieldset")) == 50
    assert "1450 more follow when these are saved." in tara.text("#names")


def test_thirty_people_go_in_with_as_many_statements_as_two(app, world, session):
    tara = Visitor(app).sign_in(world.tara)
    people = fill(world.a, 30)
    seen = []
    for some in ([world.lea, world.lou], people):
        bring(tara, session, plain(*(row(who.name) for who in some)))
        with count_queries() as found:
            use(tara)
        seen.append(len(found))
    assert seen[1] == seen[0]
    assert db.session.query(Mark).filter_by(kind=Kind.PRESENCE).count() == 32


def test_another_organisation_learns_nothing_of_our_names(app, world, session):
    stranger = person("Zora", world.network, email="zora@example.org")
    db.session.add(stranger)
    db.session.commit()
    tara = Visitor(app).sign_in(world.tara)
    bring(tara, session, plain(row("Zora", email="zora@example.org")))
    assert mark_of(tara, "Zora")
    assert "ZORA" not in tara.text("#names")


def test_the_history_says_who_brought_it_in(tara, world, session):
    bring(tara, session, ZOOM, "a.csv")
    one = db.session.scalars(select(Change).where(Change.verb == "meeting list added")).one()
    assert (one.key, one.by_id, one.detail) == (session.code, world.tara.id, {"note": "a.csv"})


# at the same moment


def test_two_who_use_a_list_at_once_put_it_in_once(app, world, session):
    row_ = kept_list(session, world.tara, plain(row("Lou"), row("Lea")))
    url, answers = f"/lists/{row_.id}", []
    visitors = [Visitor(app).sign_in(who).visit(url) for who in (world.tara, world.ema)]
    forms = [filled(visitor.page.find("form", id="use")) for visitor in visitors]
    start = Barrier(len(visitors))
    db.session.commit()

    def work(visitor, form):
        start.wait()
        with app.app_context():
            answers.append(visitor.client.post(f"{url}/use", data=form).status_code)

    threads = [Thread(target=work, args=pair) for pair in zip(visitors, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert live(session, world.lou) == live(session, world.lea) == PRESENT
