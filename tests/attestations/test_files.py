"""A stranger sends a file instead of a serial: it is known by its hash, or by the serial in it."""

import io

import pytest

from lms import files
from lms.attestations.actions import erase_holder
from lms.attestations.models import Run, RunState
from lms.attestations.queries import papers_of
from lms.attestations.rules.papers import serials_in
from lms.attestations.views import files as view
from lms.attestations.views.blueprint import sent, wrong
from lms.db import db
from tests.attestations.issued import issued
from tests.attestations.samples import SERIAL, SHOWN, attested
from tests.cast import NOW


@pytest.fixture(autouse=True)
def nobody_tried():
    wrong.forget()
    sent.forget()


@pytest.fixture
def paper(world):
    """Lea's attestation, and the bytes of its paper."""
    attestation = issued(world)
    db.session.commit()
    content = files.content_of(papers_of(attestation)[0].file_id)
    return attestation, content


def send(visitor, content, name="a.pdf", status=200):
    visitor.visit("/verify")
    return visitor.press("file", "Check the file", status=status, file=(io.BytesIO(content), name))


def test_the_paper_as_it_was_issued_is_known(paper, visitor):
    _attestation, content = paper
    send(visitor, content, "whatever it is called.bin")
    assert visitor.text("h1") == "Valid"
    assert "bit by bit, the one that was issued" in visitor.text()
    assert visitor.text(".record-name") == "Lea"


def test_a_changed_paper_is_not_called_valid_and_the_record_stands_beside_it(paper, visitor):
    _attestation, content = paper
    send(visitor, content + b"\n% one more line")
    assert visitor.text("h1") == "Not the file that was issued"
    assert "Not the file" in visitor.page.title.text
    assert visitor.text(".record-hours b") == "49 of 60 hours of 45 min"
    assert not visitor.page.select(".ruling-valid"), "nothing green and big beside it"


def test_a_paper_of_something_revoked_says_revoked(paper, visitor):
    attestation, content = paper
    attestation.revoked_at = NOW
    send(visitor, content)
    assert visitor.text("h1") == "Revoked"


def test_the_paper_of_who_was_erased_gets_the_answer_of_its_serial(paper, visitor):
    attestation, content = paper
    attestation.answers_after_erasure = True
    erase_holder(attestation.person, now=NOW)
    db.session.commit()
    send(visitor, content)
    assert visitor.text("h1") == "Valid"
    assert "bit by bit, the one that was issued" in visitor.text()
    send(visitor, content + b"\n% one more line")
    assert visitor.text("h1") == "Not the file that was issued"


def test_of_who_did_not_wish_it_no_paper_is_judged(paper, visitor):
    attestation, content = paper
    erase_holder(attestation.person, now=NOW)
    db.session.commit()
    assert attestation.paper_digests is None
    for one in (content, content + b"\n% one more line"):
        send(visitor, one, status=410)
        assert visitor.text("h1") == "Nothing is said"
        assert not visitor.page.select(".ruling-altered")


def test_a_pdf_of_others_gets_clear_words(paper, visitor):
    send(visitor, b"%PDF-1.7\nnothing of ours", status=422)
    assert "not from here" in visitor.text("#file_wrong")


def test_the_file_of_a_whole_group_is_known_and_each_is_checked_by_its_serial(
    paper, world, visitor
):
    attestation, _content = paper
    whole = b"%PDF-1.7 all papers of a group " + SHOWN.encode()
    group = Run(
        group=attestation.group, completions=[attestation.completion_id], languages=["en"],
        state=RunState.DONE, asked_at=NOW, file_id=files.keep(whole, "application/pdf", now=NOW).id,
    )  # fmt: skip
    db.session.add(group)
    db.session.commit()
    send(visitor, whole, status=422)
    assert "has several attestations in it" in visitor.text("#file_wrong")
    assert not visitor.page.select(".record")
    visitor.sign_in(world.ema).visit(f"/attestation-runs/{group.id}")
    assert "a page cut out of this file is not known" in visitor.text()


@pytest.mark.parametrize("content", [b"null", b"\x00\x01\x02", "{}".encode("utf-16"), b"hello"])
def test_a_file_that_is_no_badge_says_that_alone(world, visitor, content):
    send(visitor, content, "a.json", status=422)
    assert visitor.text("#file_wrong") == "There is no badge in this file."
    assert not visitor.page.select(".checks, .ruling")


def test_no_file_gets_clear_words(world, visitor):
    visitor.visit("/verify").press("file", "Check the file", status=422)
    assert "Choose a file first" in visitor.text("#file_wrong")


def test_a_file_that_is_too_big_gets_clear_words(world, visitor, monkeypatch):
    monkeypatch.setattr(view, "LARGEST", 1000)
    send(visitor, b"%PDF-" + b"0" * 1000, status=413)
    assert "too big" in visitor.text("#file_wrong")


def test_nothing_of_a_file_is_kept(paper, visitor):
    _attestation, content = paper
    before = db.session.query(files.File).count()
    send(visitor, content + b"x")
    assert db.session.query(files.File).count() == before


def test_who_sends_files_again_and_again_is_told_to_wait(world, visitor):
    visitor.visit("/verify")
    for _time in range(sent.tries):
        visitor.press("file", "Check the file", status=422)
    visitor.visit("/verify").press("file", "Check the file", status=429)
    assert "Wait 15 minutes" in visitor.text("#notice")


@pytest.mark.parametrize(
    "content",
    [
        b"/URI(https://ura.example/verify/7K3M9QXA2BVCT5WD)", b"/Keywords(7K3M-9QXA-2BVC-T5WD)",
        b"<pdf:Keywords>7K3M-9QXA-2BVC-T5WD</pdf:Keywords>", b"/verify/7k3m-9qxa-2bvc-t5wd)",
    ],
)  # fmt: skip
def test_a_serial_is_read_where_papers_have_it(content):
    assert serials_in(content) == [SERIAL]


def test_a_file_full_of_serials_costs_little():
    content = b"".join(b"/verify/%016d)" % number for number in range(100_000))
    assert len(serials_in(content)) == 5


def test_the_first_serial_that_is_ours_counts(world, visitor):
    attested(world)
    send(visitor, b"%PDF-1.7 /verify/0000000000000000) " + SHOWN.encode())
    assert visitor.text("h1") == "Not the file that was issued"
    assert visitor.text(".record-name") == "Lea"
