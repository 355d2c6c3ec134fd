"""Packs of evidence: asked for on a page, built by a job, downloaded; the same data, the same
bytes."""

import csv
import hashlib
import io
import re
import subprocess
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from lms import files
from lms.attendance.models import Amendment, MakeUp, MakeUpOffer, Mark, Status
from lms.db import db
from lms.evidence.actions import packs as actions
from lms.evidence.models import Pack, PackPart, Scan, Signature
from lms.jobs import Job
from lms.jobs.tick import tick
from lms.jobs.work import work_off
from tests.attendance.samples import PDF
from tests.cast import NOW
from tests.conftest import empty
from tests.evidence.proofs import (
    FIRST,
    LAST,
    content_of,
    group_of,
    mark,
    resealed,
    sessions_of,
    signed,
    the_pack,
    unpacked,
    w15,
)
from tests.visitor import Visitor

PAGE = f"/groups/w15/evidence?from={FIRST}&to={LAST}"


@pytest.fixture
def evidence(world):
    return w15(world)


def close_gaps(world, evidence):
    """The two who are missing are found on the scans."""
    _group, people, sessions = evidence
    for session, person in ((sessions[2], people[2]), (sessions[5], people[7])):
        sheet = db.session.scalar(select(Scan).where(Scan.session_id == session.id)).sheet_id
        about = {"session_id": session.id, "sheet_id": sheet, "person_id": person.id}
        db.session.add(Signature(recorded_by_id=world.tara.id, recorded_at=NOW, **about))
    db.session.commit()


def built(visitor, words="With gaps", **typed):
    visitor.visit(PAGE).press("ask", words, **typed)
    db.session.rollback()
    work_off(now=NOW)
    db.session.rollback()
    return the_pack()


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_complete_evidence_is_refused_while_there_are_gaps_and_they_are_named(
    app, world, evidence, visitor
):
    visitor.sign_in(world.ema).visit(PAGE)
    assert "98.73" in visitor.text("#coverage ~ p")
    visitor.press("ask", "Complete evidence", status=409)
    words = "There are 2 gaps. Close them, or make the pack with gaps."
    assert visitor.text("#notice") == words
    assert "w15-02" in visitor.text("#gaps")
    assert "No proof W07 W07" in visitor.text("#gaps")
    assert visitor.page.select_one("#ask_first")["value"] == str(FIRST)
    assert db.session.scalar(select(func.count()).select_from(Pack)) == 0
    visitor.press("ask", "With gaps")
    assert the_pack().with_gaps


def test_a_refusal_shows_the_gaps_of_the_days_that_were_asked_for(app, world, evidence):
    visitor = Visitor(app).sign_in(world.ema).visit("/groups/w15/evidence")
    visitor.press("ask", "Complete evidence", status=409, first="2022-01-09", last="2022-01-12")
    assert visitor.text("#gaps_title") == "There is 1 gap."
    assert "w15-05" in visitor.text("#gaps")
    assert "w15-02" not in visitor.text("#gaps")
    (all_of_them,) = visitor.page.select("#gaps .tag[aria-current]")
    assert all_of_them["href"] == "/groups/w15/evidence?from=2022-01-09&to=2022-01-12#gaps"
    assert db.session.scalar(select(func.count()).select_from(Pack)) == 0


def test_unmarked_people_of_a_session_are_one_line_and_each_has_a_row_in_the_table(app, world):
    group, people = group_of(world, "w15", 12)
    sessions_of(world, group, 1)
    resealed(group)
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    assert visitor.text("#gaps_title") == "There are 12 gaps."
    (line,) = visitor.page.select("#gaps .agenda > li")
    words = " ".join(line.get_text(" ").split())
    assert "Unmarked 12 W00 W00 , W01 W01" in words
    assert "W09 W09 and 2 more" in words
    assert "W10" not in words
    rows = table(unpacked(content_of(built(visitor)))["gaps.csv"])
    assert [row["person_code"] for row in rows] == [one.code for one in people]


@pytest.mark.parametrize(
    ("mode", "proofs", "words"),
    [
        ("onsite", ["signature", "platform"], "Add the scan of a list that they signed."),
        ("online", ["signature", "platform"], "Add the list of the online meeting."),
        ("hybrid", ["signature", "platform"],
         "Add the scan of a list that they signed, or the list of the online meeting."),
        ("hybrid", ["signature"], "Add the scan of a list that they signed."),
        ("onsite", ["platform"], "Nothing that counts in this programme can be added any more."),
    ],
)  # fmt: skip
def test_only_what_can_still_prove_a_presence_is_asked_for(app, world, mode, proofs, words):
    group, people = group_of(world, "w15", 1)
    (session,) = sessions_of(world, group, 1, mode=mode)
    world.local.proofs = proofs
    mark(session, people[0], world.tara)
    resealed(group)
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    (link,) = visitor.page.select("#gaps .agenda a")
    assert link.get_text(" ").split("  ")[0].startswith(words)


def test_marks_that_were_changed_by_hand_refuse_complete_evidence(app, world, evidence):
    close_gaps(world, evidence)
    _group, people, sessions = evidence
    resealed(_group)
    wanted = select(Mark).where(Mark.session_id == sessions[3].id, Mark.person_id == people[4].id)
    changed = db.session.scalar(wanted)
    changed.left_at -= timedelta(minutes=5)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    visitor.press("ask", "Complete evidence", status=409)
    assert "Not what was sealed W04 W04" in visitor.text("#gaps")
    packed = unpacked(content_of(built(visitor)))
    (row,) = table(packed["gaps.csv"])
    assert (row["gap"], row["session_code"], row["person_code"]) == (
        "seal_broken", "w15-03", "W04",
    )  # fmt: skip
    assert "There is 1 gap." in packed["README.txt"].decode()
    text = text_of(packed["registers/2022-01-07-w15-03.pdf"])
    assert "What stands above is not what was sealed. The seal does not count. W04" in text
    assert "not what was sealed" not in text_of(packed["registers/2022-01-06-w15-02.pdf"])


def test_with_gaps_is_built_in_the_background_and_lists_them(app, world, evidence, visitor):
    visitor.sign_in(world.ema).visit(PAGE).press("ask", "With gaps")
    assert "Is being made" in visitor.text("#progress")
    page = visitor.url
    db.session.rollback()
    work_off(now=NOW)
    visitor.visit(page)
    assert "There are 2 gaps." in visitor.text("#progress")
    pack = the_pack()
    assert f"{pack.sha256}" in visitor.text("#progress")
    assert (pack.gaps, pack.asked_by_id, pack.done_at) == (2, world.ema.id, NOW)
    assert pack.done == pack.steps > 10
    (gaps,) = [visitor.send("GET", f"/packs/{pack.id}/file")]
    assert int(gaps.headers["Content-Length"]) == len(gaps.data) == pack.size
    assert hashlib.sha256(gaps.data).hexdigest() == pack.sha256
    rows = table(unpacked(gaps.data)["gaps.csv"])
    assert [(row["gap"], row["session_code"], row["person_code"]) for row in rows] == [
        ("no_proof", "w15-02", "W02"), ("no_proof", "w15-05", "W07"),
    ]  # fmt: skip


def test_htmx_is_given_the_progress_alone(app, world, evidence):
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    visitor.press("ask", "With gaps")
    headers = {"HX-Request": "true", "HX-Target": "progress"}
    part = visitor.send("GET", visitor.url, headers=headers).text
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    db.session.rollback()
    work_off(now=NOW)
    part = visitor.send("GET", visitor.url, headers=headers).text
    assert "hx-trigger" not in part
    assert 'id="download"' in part


def test_without_gaps_it_is_complete_and_says_none(world, evidence, app):
    close_gaps(world, evidence)
    pack = built(Visitor(app).sign_in(world.ema), "Complete evidence")
    assert (pack.state, pack.gaps) == ("done", 0)
    packed = unpacked(content_of(pack))
    assert [row["gap"] for row in table(packed["gaps.csv"])] == ["none"]
    assert "There are no gaps." in packed["README.txt"].decode()


def test_what_is_in_it_and_in_which_order(world, evidence, app):
    packed = unpacked(content_of(built(Visitor(app).sign_in(world.ema))))
    names = list(packed)
    assert names[:12] == [
        "README.txt", "timetable.csv", "trainers.csv", "presences.csv", "make_up.csv",
        "offers.csv", "amendments.csv", "seals.csv", "coverage.csv", "coverage.pdf", "gaps.csv",
        "registers/2022-01-04-w15-00.pdf",
    ]  # fmt: skip
    assert names[21:23] == [
        "scans/2022-01-04-w15-00/01-list.pdf",
        "scans/2022-01-05-w15-01/01-list.pdf",
    ]
    assert names[-2:] == ["manifest.csv", "manifest.txt"]
    assert len(names) == 11 + 10 + 10 + 2
    presences = table(packed["presences.csv"])
    assert len(presences) == 160
    assert presences[0]["in"] == ""
    assert (presences[1]["in"], presences[1]["out"], presences[1]["source"]) == (
        "17:00", "20:15", "trainer",
    )  # fmt: skip
    proven = [row["proven"] for row in table(packed["coverage.csv"])]
    assert (len(proven), proven.count("yes")) == (158, 156)
    assert {row["status"] for row in table(packed["timetable.csv"])} == {"held"}
    assert {row["person_code"] for row in table(packed["trainers.csv"])} == {"TARA"}


def test_the_manifest_names_every_file_with_its_size_and_hash(world, evidence, app, tmp_path):
    packed = unpacked(content_of(built(Visitor(app).sign_in(world.ema))))
    for row in table(packed["manifest.csv"]):
        content = packed[row["file"]]
        assert row["sha256"] == hashlib.sha256(content).hexdigest()
        assert int(row["size"]) == len(content)
    listed = {row["file"] for row in table(packed["manifest.csv"])}
    assert listed == set(packed) - {"manifest.csv", "manifest.txt"}
    for name, content in packed.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    run = subprocess.run(
        ["sha256sum", "--strict", "-c", "manifest.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout.count(": OK")) == (0, len(packed) - 1), run.stderr


def test_the_same_data_is_the_same_bytes_also_in_a_database_that_was_restored(
    world, evidence, app, tmp_path
):
    visitor = Visitor(app).sign_in(world.ema)
    first = built(visitor)
    second = built(visitor)
    assert first.id != second.id
    assert first.sha256 == second.sha256
    before = first.sha256
    ask = f"evidence pack --group w15 --from {FIRST} --to {LAST} --with-gaps".split()
    db.session.remove()
    run = app.test_cli_runner()
    assert run.invoke(args=["backup", str(tmp_path / "all.zip")]).exit_code == 0
    db.session.remove()
    empty()
    assert run.invoke(args=["restore", str(tmp_path / "all.zip")]).exit_code == 0
    assert run.invoke(args=[*ask, str(tmp_path / "pack.zip")]).exit_code == 0
    again = hashlib.sha256((tmp_path / "pack.zip").read_bytes()).hexdigest()
    assert again == before


def test_another_language_is_another_pack_with_the_same_tables(world, evidence, app):
    visitor = Visitor(app).sign_in(world.ema)
    english, arabic = built(visitor), built(visitor, language="ar")
    assert english.sha256 != arabic.sha256
    ours, theirs = unpacked(content_of(english)), unpacked(content_of(arabic))
    same = [name for name in ours if ours[name] == theirs.get(name)]
    assert {"timetable.csv", "presences.csv", "coverage.csv", "seals.csv"} <= set(same)
    catalogue = PdfReader(io.BytesIO(theirs["coverage.pdf"])).trailer["/Root"]
    assert catalogue["/Lang"] == "ar"


def test_a_second_ask_for_the_same_while_one_waits_is_the_same(world, evidence, app):
    visitor = Visitor(app).sign_in(world.ema)
    for _each in range(2):
        visitor.visit(PAGE).press("ask", "With gaps")
    visitor.visit(PAGE).press("ask", "With gaps", language="sl")
    assert db.session.scalar(select(func.count()).select_from(Pack)) == 2
    assert db.session.scalar(select(func.count()).where(Job.kind == "evidence.pack")) == 2


def test_gaps_that_came_meanwhile_refuse_it_in_words(world, evidence, app):
    close_gaps(world, evidence)
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    visitor.press("ask", "Complete evidence")
    page = visitor.url
    db.session.execute(Signature.__table__.update().values(withdrawn_at=NOW))
    db.session.commit()
    work_off(now=NOW)
    visitor.visit(page)
    assert "There are 158 gaps." in visitor.text("#progress")
    assert (the_pack().state, the_pack().gaps, content_of(the_pack())) == ("refused", 158, b"")
    visitor.press("again", "Make it again", status=409)


def test_what_went_wrong_is_said_and_it_is_tried_again(world, evidence, app):
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    visitor.press("ask", "With gaps")
    page = visitor.url
    kind = db.session.scalar(select(files.File))
    world.local.logo_id, kind.kind = kind.id, "image/png"  # it is no picture
    db.session.commit()
    work_off(now=NOW)
    visitor.visit(page)
    assert "tried again by itself" in visitor.text("#progress")
    world.local.logo_id = None
    db.session.commit()
    work_off(now=NOW + timedelta(minutes=2))
    assert "Download" in visitor.visit(page).text("#progress")


def test_what_never_works_is_said(world, evidence, app):
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    visitor.press("ask", "With gaps")
    page = visitor.url
    file = db.session.scalar(select(files.File))
    world.local.logo_id = file.id
    db.session.commit()
    for day in range(12):
        work_off(now=NOW + timedelta(days=2 * day))
    assert the_pack().state == "failed"
    assert "Failed" in visitor.visit(page).text("#progress")
    assert visitor.send("GET", f"{page}/file").status_code == 409


def test_the_bytes_are_given_up_after_thirty_days_and_the_hash_is_kept(world, evidence, app):
    visitor = Visitor(app).sign_in(world.ema)
    pack = built(visitor)
    was = pack.sha256
    db.session.rollback()
    tick(now=NOW + timedelta(days=29))
    assert content_of(pack)
    db.session.rollback()
    tick(now=NOW + timedelta(days=31, minutes=7))  # any minute will do
    db.session.rollback()
    assert content_of(pack) == b""
    assert was in visitor.visit(f"/packs/{pack.id}").text("#progress")
    assert visitor.send("GET", f"/packs/{pack.id}/file").status_code == 409
    visitor.visit("/groups/w15/packs").press(f"again_{pack.id}", "Make it again")
    db.session.rollback()
    work_off(now=NOW)
    db.session.rollback()
    assert the_pack().id != pack.id
    assert the_pack().sha256 == was


def test_a_large_pack_is_given_up_some_pieces_each_minute_the_first_ones_first(
    world, evidence, app, monkeypatch
):
    monkeypatch.setattr(actions, "PIECE", 10_000)
    monkeypatch.setattr(actions, "AT_ONCE", 5)
    visitor = Visitor(app).sign_in(world.ema)
    pack = built(visitor)
    count = select(func.count()).where(PackPart.pack_id == pack.id)
    before = db.session.scalar(count)
    late = NOW + timedelta(days=31)
    db.session.rollback()
    tick(now=late)
    db.session.rollback()
    assert db.session.scalar(count) == before - 5
    assert "Download" not in visitor.visit(f"/packs/{pack.id}").text("main")
    db.session.rollback()
    for minute in range(before // 5 + 1):
        tick(now=late + timedelta(minutes=minute))
    db.session.rollback()
    assert db.session.scalar(count) == 0


def test_a_time_without_sessions_and_days_in_the_wrong_order_are_said(world, evidence, app):
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    visitor.press("ask", "With gaps", status=422, first="2022-02-02", last="2022-02-01")
    assert "before the first" in visitor.text("#ask_complaints")
    visitor.visit(PAGE).press("ask", "With gaps", status=422, first="once")
    assert "Write a day" in visitor.text("#ask_complaints")
    visitor.visit(PAGE).press("ask", "With gaps", status=409, first="1999-01-01", last="1999-01-02")
    assert "no session in this time" in visitor.text("#notice")
    visitor.visit(PAGE).press("ask", "With gaps", status=422, language="xx")


def test_names_of_files_and_of_sessions_lead_nowhere_else(world, app):
    group, people = group_of(world, "w15", 1)
    sessions = sessions_of(world, group, 3)
    for session, code in zip(sessions, ("../../etc/passwd", "a b/c\\d", "A B:C?D"), strict=True):
        session.code = code
        session.day = sessions[0].day
        mark(session, people[0], world.tara)
    names = ("../../../x.exe", "..\\..\\evil\0.sh", "/abs/наряд.pdf")
    for session, name in zip(sessions, names, strict=True):
        signed(session, people, world.tara, scan=PDF, name=name.replace("\0", "\x01"))
    db.session.commit()
    packed = unpacked(content_of(built(Visitor(app).sign_in(world.ema))))
    assert len({name.casefold() for name in packed}) == len(packed)
    for name in packed:
        assert re.fullmatch(r"[\w.-]+(/[\w.-]+)*", name), name
        assert ".." not in name
        assert not name.startswith("/")
    scans = sorted(name.rpartition("/")[2] for name in packed if name.startswith("scans/"))
    assert scans == ["01-evil-.pdf".replace("-.", "."), "01-x.pdf", "01-наряд.pdf"]


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(world, evidence, app):
    world.tara.name = "=HYPERLINK(1)"
    note = db.session.scalar(select(Mark).order_by(Mark.id).limit(1))
    note.note = "@SUM(A1)"
    db.session.commit()
    packed = unpacked(content_of(built(Visitor(app).sign_in(world.ema))))
    assert table(packed["trainers.csv"])[0]["display_name"] == "'=HYPERLINK(1)"
    assert "'@SUM(A1)" in packed["presences.csv"].decode()


def test_sessions_that_were_not_held_are_in_the_timetable_alone(world, evidence, app):
    _group, _people, sessions = evidence
    sessions[3].status = Status.CANCELLED
    sessions[4].status, sessions[6].moved_from = Status.MOVED, sessions[4]
    db.session.commit()
    packed = unpacked(content_of(built(Visitor(app).sign_in(world.ema))))
    rows = {row["session_code"]: row for row in table(packed["timetable.csv"])}
    assert rows["w15-03"]["status"] == "cancelled"
    assert (rows["w15-04"]["status"], rows["w15-04"]["moved_to"]) == ("moved", "w15-06")
    assert sum(name.startswith("registers/") for name in packed) == 8
    assert "w15-03" not in packed["presences.csv"].decode()


def test_what_was_attended_instead_can_be_followed(world, evidence, app):
    """It is no row of make_up.csv: the offer names both sessions, and when its person was there."""
    _group, people, sessions = evidence
    other = sessions_of(world, group_of(world, "other", 1)[0], 1)[0]
    mark(other, people[0], world.sam)
    done = MakeUp(session_id=sessions[1].id, person_id=people[1].id, minutes=60, note="Essay",
                  approved_by=world.ema, recorded_at=NOW)  # fmt: skip
    db.session.add(done)
    db.session.flush()
    told = {"offered_by_id": world.tara.id, "offered_at": NOW}
    there = {"session_id": sessions[0].id, "person_id": people[0].id, "to_session_id": other.id}
    task = {"session_id": sessions[1].id, "person_id": people[1].id, "task": "Essay", "minutes": 90}
    db.session.add_all([
        MakeUpOffer(kind="session", state="done", settled_at=NOW, answered_at=NOW,
                    answered_by_id=people[0].id, **there, **told),
        MakeUpOffer(kind="session", state="declined", answer="I am ill", **there, **told),
        MakeUpOffer(kind="task", state="done", settled_at=NOW, settled_by_id=world.ema.id,
                    make_up_id=done.id, **task, **told),
        MakeUpOffer(kind="task", state="withdrawn", **task, **told),
    ])  # fmt: skip
    db.session.commit()
    visitor = Visitor(app).sign_in(world.ema)
    pack = built(visitor)
    packed = unpacked(content_of(pack))
    first, second = table(packed["offers.csv"])
    moment = "2022-03-24T19:30:00Z"
    assert first == dict.fromkeys(first, "") | {
        "session_code": "w15-00", "date": "2022-01-04", "person_code": "W00",
        "display_name": "W00", "kind": "session", "to_session_code": "other-00",
        "to_group": "other", "to_date": "2022-01-04", "to_status": "held",
        "to_times": "17:00-20:15", "state": "done", "offered_by": "TARA", "offered_at": moment,
        "answered_by": "W00", "answered_at": moment, "settled_at": moment,
    }  # fmt: skip
    assert second == dict.fromkeys(second, "") | {
        "session_code": "w15-01", "date": "2022-01-05", "person_code": "W01",
        "display_name": "W01", "kind": "task", "task": "Essay", "task_minutes": "90",
        "approved_minutes": "60", "state": "done", "offered_by": "TARA", "offered_at": moment,
        "settled_by": "EMA", "settled_at": moment,
    }  # fmt: skip
    assert [row["minutes"] for row in table(packed["make_up.csv"])] == ["60"]
    assert "offers.csv" in packed["manifest.txt"].decode()
    assert "offers.csv" in packed["README.txt"].decode()
    assert built(visitor).sha256 == pack.sha256


def test_corrections_stand_beside_what_was_before(world, evidence, app):
    _group, people, sessions = evidence
    made = Amendment(
        session_id=sessions[0].id, person_id=people[3].id, old="part|17:20-20:15|",
        new="present||", reason="The bus", state="made", asked_by_id=world.tara.id, asked_at=NOW,
        settled_by_id=world.ema.id, settled_at=NOW,
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    packed = unpacked(content_of(built(Visitor(app).sign_in(world.ema))))
    (row,) = table(packed["amendments.csv"])
    assert (row["old"], row["new"], row["asked_by"], row["settled_by"], row["settled_at"]) == (
        "part 17:20-20:15", "present", "TARA", "EMA", "2022-03-24T19:30:00Z",
    )  # fmt: skip
    text = text_of(packed["registers/2022-01-04-w15-00.pdf"])
    for said in ("Corrections", "Part 17:20–20:15", "The bus", "Made: Ema"):
        assert said in text


def text_of(content):
    found = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"[\u2066-\u2069]", "", " ".join(found.split()))


def test_a_pack_that_is_too_large_is_refused_in_words(world, evidence, app, monkeypatch):
    monkeypatch.setattr(actions, "LARGEST", 1000)
    pack = built(Visitor(app).sign_in(world.ema))
    assert (pack.state, pack.sha256) == ("refused", None)
    assert "shorter time" in pack.words
    assert db.session.scalar(select(func.count()).select_from(PackPart)) == 0


def test_trainers_look_at_the_figure_and_ask_for_nothing(world, evidence, app):
    visitor = Visitor(app).sign_in(world.tara).visit(PAGE)
    assert "156 of 158" in visitor.text()
    assert not visitor.page.find(id="ask")
    assert visitor.page.find(id="way_evidence_coverage")


def test_gaps_can_be_looked_at_by_kind_and_lead_to_where_they_are_closed(world, evidence, app):
    _group, _people, sessions = evidence
    sessions[9].sealed_at = None
    resealed(_group)
    visitor = Visitor(app).sign_in(world.ema).visit(PAGE)
    assert "There are 3 gaps." in visitor.text("#gaps_title")
    visitor.visit(f"{PAGE}&gap=not_sealed")
    rows = visitor.page.select("#gaps .agenda li")
    assert len(rows) == 1
    assert rows[0].find("a")["href"] == f"/sessions/{sessions[9].id}/closing"


def test_jobs_name_no_person(world, evidence, app):
    Visitor(app).sign_in(world.ema).visit(PAGE).press("ask", "With gaps")
    job = db.session.scalar(select(Job).where(Job.kind == "evidence.pack"))
    assert job.data == {"pack": the_pack().id}
