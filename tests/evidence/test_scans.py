"""Scans: by content only, nothing in them acts or bursts; beside the rows; withdrawn, not gone."""

import io
import tracemalloc
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from lms.db import db
from lms.evidence.documents import ONE_STREAM, PIECE, Burst, pages_of
from lms.evidence.models import Scan
from lms.evidence.rules.scans import MOST_SCANS, NoScan, look_at
from lms.people.models import Change
from tests.attendance.samples import NOT_ALLOWED, office
from tests.cast import NOW
from tests.evidence import samples
from tests.evidence.paper import document, printed
from tests.queries import count_queries

FINE = {
    "jpeg": lambda: samples.picture("JPEG"),
    "png": lambda: samples.picture("PNG"),
    "pdf": lambda: samples.written(samples.paper(3)),
}
REFUSED = {
    "empty": (lambda: b"", "This file is empty."),
    "an office document": (lambda: office("word/document.xml"), "is no scan"),
    "text": (lambda: b"hello", "is no scan"),
    "another picture": (lambda: samples.picture("GIF"), "is no scan"),
    "over 10 MB": (lambda: bytes(10 * 1024 * 1024 + 1), "too big"),
    "a locked PDF": (samples.locked, "locked with a password"),
    "a PDF with a script": (lambda: samples.acting("/JavaScript", JS="app.alert(1)"), "programs"),
    "a PDF that starts a program": (lambda: samples.acting("/Launch", F="calc.exe"), "programs"),
    "a PDF with a file in it": (samples.carrying, "carries other files"),
    "a PDF of 61 pages": (lambda: samples.written(samples.paper(61)), "more than 60 pages"),
    "half a PDF": (lambda: samples.written(samples.paper())[:200], "broken"),
    "no PDF": (lambda: b"%PDF-1.7\n" + b"[" * 100_000, "broken"),
    "a PDF without pages": (lambda: samples.written(samples.paper(0)), "broken"),
    "a PDF packed twice": (
        lambda: samples.with_stream(samples.zeros(1), samples.TWICE), "far too big",
    ),
    "a PDF of many bombs": (samples.many_streams, "far too big"),
    "a PNG of a thousand million points": (lambda: samples.png_of(40_000, 30_000), "far too large"),
    "half a PNG": (lambda: samples.picture("PNG")[:40], "broken"),
    "half a JPEG": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xda", "broken"),
}  # fmt: skip


@pytest.mark.parametrize("what", FINE)
def test_pdf_jpeg_and_png_are_scans(what):
    assert look_at(FINE[what]()).pages == (3 if what == "pdf" else 1)


@pytest.mark.parametrize("what", REFUSED)
def test_anything_else_is_refused_with_words(app, what):
    content, words = REFUSED[what]
    with app.test_request_context(), pytest.raises(NoScan, match=words):
        look_at(content())


@pytest.mark.parametrize("what", NOT_ALLOWED)
def test_what_could_do_something_is_no_scan(app, what):
    with app.test_request_context(), pytest.raises(NoScan):
        look_at(NOT_ALLOWED[what])


def test_a_bomb_is_refused_before_it_fills_the_memory(app):
    bomb = samples.with_stream(samples.zeros(400), samples.FLATE)
    assert len(bomb) < 1024 * 1024
    with pytest.raises(Burst) as burst, held() as most:
        pages_of(bomb)
    (unpacked,) = burst.value.args
    assert ONE_STREAM < unpacked <= ONE_STREAM + PIECE  # and not the rest of it
    assert most() < 16 * 1024 * 1024
    with app.test_request_context(), pytest.raises(NoScan, match="far too big"):
        look_at(bomb)


@contextmanager
def held():
    """How many bytes were held at once, at most, in this block."""
    tracemalloc.start()
    found = []
    try:
        yield lambda: found[0]
    finally:
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()


def test_our_own_lists_are_fine(visitor, world):
    sheet = printed(world.tonight, world.tara)
    assert pages_of(document(visitor.sign_in(world.tara), sheet)) == 1


@pytest.fixture
def tara(at_list):
    return at_list


def attach(visitor, content, name="list.pdf", status=None):
    return visitor.press("scan", "Attach", status, **{"scan-file": (io.BytesIO(content), name)})


def kept():
    return db.session.scalars(select(Scan).order_by(Scan.id)).all()


def verbs(session):
    rows = select(Change.verb).where(Change.noun == "session", Change.key == session.code)
    return list(db.session.scalars(rows.order_by(Change.id)))


def test_a_scan_stands_beside_the_rows_and_opens_alone(tara, world, sheet):
    attach(tara, FINE["pdf"](), "Lista č.exe")
    (scan,) = kept()
    assert (scan.session_id, scan.sheet_id, scan.pages) == (world.tonight.id, sheet.id, 3)
    assert (scan.added_by_id, scan.added_at) == (world.tara.id, NOW)
    assert scan.file_name == "Lista č.pdf"
    frame = tara.page.find("iframe")
    assert frame["src"] == f"/scans/{scan.id}"
    assert "Added by Tara on 24 March" in tara.text("#scans")
    page = tara.send("GET", f"/sheets/{sheet.code}")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    file = tara.send("GET", frame["src"])
    assert file.data == FINE["pdf"]()
    assert file.headers["Content-Disposition"].startswith("inline")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert file.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'self'" in file.headers["Content-Security-Policy"]
    saved = tara.send("GET", f"{frame['src']}?save=1")
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_picture_is_a_picture_and_of_several_one_is_in_view(tara, sheet):
    attach(tara, FINE["jpeg"](), "one.jpg")
    assert tara.page.select_one("#scans img")["alt"] == "Scan one.jpg"
    attach(tara, FINE["png"](), "two.png")
    assert tara.page.select_one("#scans img")["alt"] == "Scan two.png"
    first, _second = kept()
    tara.visit(f"/sheets/{sheet.code}?scan={first.id}")
    assert tara.page.select_one("#scans img")["alt"] == "Scan one.jpg"


def test_the_same_scan_twice_is_one(tara):
    attach(tara, FINE["pdf"]())
    attach(tara, FINE["pdf"](), "again.pdf")
    assert len(kept()) == 1


def test_what_is_no_scan_is_said_beside_the_field(tara):
    attach(tara, b"MZ\x90\0\3\0" + bytes(64), status=422)
    assert "This file is no scan." in tara.text("#scan_complaints")
    tara.press("scan", "Attach", 422)
    assert "Choose a file." in tara.text("#scan_complaints")
    assert kept() == []


def test_a_file_of_two_gigabytes_is_refused_by_its_length_alone(tara, app, sheet):
    address = f"/sheets/{sheet.code}/scans"
    db.session.commit()
    with app.app_context():
        response = tara.client.post(
            address,
            input_stream=io.BytesIO(b"x"),
            content_type="multipart/form-data; boundary=x",
            environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3)},
        )
    assert response.status_code == 413
    assert "This file is too big. Send one of 10 MB or less." in response.text


def test_a_scan_is_withdrawn_and_kept(tara, world, sheet):
    attach(tara, FINE["pdf"]())
    (scan,) = kept()
    tara.press(f"withdraw_{scan.id}", "Withdraw")
    (scan,) = kept()
    assert (scan.withdrawn_by_id, scan.withdrawn_at) == (world.tara.id, NOW)
    assert "No scan yet" in tara.text("#scans")
    assert tara.send("GET", f"/scans/{scan.id}").status_code == 200
    assert verbs(world.tonight) == ["list printed", "scan added", "scan withdrawn"]
    attach(tara, FINE["pdf"]())
    assert len(kept()) == 2


def test_evidence_comes_after_the_lock(tara, world, sheet):
    world.tonight.sealed_at = NOW
    tara.visit(f"/sheets/{sheet.code}")
    attach(tara, FINE["pdf"]())
    assert len(kept()) == 1


def test_a_session_has_so_many_scans(tara, world, sheet):
    for number in range(MOST_SCANS):
        file = samples.picture("PNG", (number + 1, 1))
        attach(tara, file, f"{number}.png")
    attach(tara, samples.picture("PNG", (1, 2)), status=409)
    assert len(kept()) == MOST_SCANS


def test_a_page_with_many_scans_costs_the_same(tara, sheet):
    def cost():
        with count_queries() as seen:
            tara.visit(f"/sheets/{sheet.code}")
        return len(seen)

    attach(tara, samples.picture("PNG", (1, 1)))
    few = cost()
    for number in range(2, 8):
        attach(tara, samples.picture("PNG", (number, 1)), f"{number}.png")
    assert cost() == few
