"""`lms evidence pack`: refused with every gap by name, or a whole file; never half of one."""

import hashlib
import json

import pytest
from sqlalchemy import select

from lms.attendance.models import Session, Status
from lms.db import db
from lms.evidence.models import Pack, PackPart
from lms.files import File
from tests.evidence.proofs import FIRST, LAST, resealed, unpacked, w15


@pytest.fixture
def pack(app, world, tmp_path):
    """The command, and the file that it is to write."""
    w15(world)
    file = tmp_path / "pack.zip"

    def run(*more, group="w15", first=FIRST, last=LAST, to=file):
        db.session.rollback()
        about = ["--group", group, "--from", f"{first}", "--to", f"{last}", f"{to}"]
        return app.test_cli_runner().invoke(args=["evidence", "pack", *about, *more])

    run.file, run.folder = file, tmp_path
    return run


def test_gaps_are_named_and_nothing_is_written(pack):
    done = pack()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "6 January 2022, w15-02: W02 (W02): No proof",
        "9 January 2022, w15-05: W07 (W07): No proof",
        "There are 2 gaps.",
        "Nothing was written. With --with-gaps, the pack lists them.",
    ]
    assert list(pack.folder.iterdir()) == []
    assert db.session.scalars(select(Pack)).all() == []


def test_with_gaps_it_is_written_and_recorded_without_its_bytes(pack):
    done = pack("--with-gaps")
    content = pack.file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{pack.file}: There are 2 gaps.\nSHA-256 {digest}\n"
    assert [file.name for file in pack.folder.iterdir()] == ["pack.zip"]
    assert "gaps.csv" in unpacked(content)
    row = db.session.scalars(select(Pack)).one()
    assert (row.sha256, row.size, row.gaps, row.asked_by_id) == (digest, len(content), 2, None)
    assert db.session.scalars(select(PackPart.number)).all() == []


def test_programs_read_the_same(pack):
    refused = json.loads(pack("--format", "json").stdout)
    assert (refused["file"], len(refused["gaps"])) == (None, 2)
    told = json.loads(pack("--with-gaps", "--format", "json").stdout)
    assert told["sha256"] == hashlib.sha256(pack.file.read_bytes()).hexdigest()
    assert (told["presences"], told["proven"], told["percent"]) == (158, 156, "98.73")
    assert told["gaps"] == refused["gaps"]
    assert told["gaps"][0] == {
        "gap": "no_proof", "session_code": "w15-02", "date": "2022-01-06", "person_code": "W02",
        "display_name": "W02", "words": "6 January 2022, w15-02: W02 (W02): No proof",
    }  # fmt: skip


def test_a_file_that_exists_is_left_as_it_is(pack):
    pack.file.write_text("mine")
    done = pack("--with-gaps")
    assert (done.exit_code, "exists already" in done.stderr) == (1, True)
    assert pack.file.read_text() == "mine"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"group": "nobody"}, "There is no group nobody."),
        ({"first": "1999-01-01", "last": "1999-02-01"}, "no session in this time"),
        ({"first": "2022-02-02", "last": "2022-02-01"}, "The last day is before the first."),
        ({"to": "/no/such/folder/x.zip"}, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said_in_words(pack, given, words):
    done = pack("--with-gaps", **given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr


@pytest.mark.parametrize(("first", "last"), [("once", "2022-02-01"), ("", "")])
def test_wrong_usage_is_two(pack, first, last):
    assert pack(first=first, last=last).exit_code == 2


def test_what_breaks_in_the_middle_leaves_no_file(pack, world):
    file = db.session.scalars(select(File)).first()
    world.local.logo_id = file.id  # a PDF is no picture
    db.session.commit()
    done = pack("--with-gaps")
    assert done.exit_code != 0
    assert list(pack.folder.iterdir()) == []


def test_complete_evidence_needs_no_flag(pack, world):
    with_gaps = select(Session).where(Session.code.in_(["w15-02", "w15-05"]))
    for session in db.session.scalars(with_gaps):
        session.status = Status.CANCELLED
    resealed(session.group)
    assert pack().exit_code == 0
