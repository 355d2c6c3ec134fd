"""Files are kept on disk or in a store that speaks S3: whole, once, and not for ever."""

import io
import os
import socket
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from lms import files, keeping, stores
from lms.db import db
from lms.errors import Refused
from lms.files import File
from lms.jobs import Job
from lms.jobs.tick import tick
from tests import buckets
from tests.cast import NOW
from tests.conftest import empty
from tests.queries import count_queries

CONTENT = b"A page of a book. " * 40_000


@pytest.fixture(scope="module")
def s3():
    with buckets.server() as settings:
        yield settings


@pytest.fixture(params=["disk", "s3"])
def store(request, app, s3, tmp_path):
    """The store that is set, empty."""
    settings = buckets.bucket(s3) if request.param == "s3" else {"FILES": str(tmp_path / "files")}
    app.config.update(settings)
    return stores.current()


def names(store):
    return [kept.name for kept in store.each()]


def now():
    """The clocks of disks and of stores do not stand still."""
    return datetime.now(UTC)  # noqa: TID251


def test_what_is_kept_is_found_again_and_kept_once(store):
    kept = files.keep(CONTENT, "text/plain", now=NOW)
    assert files.keep(CONTENT, "text/plain", now=NOW) is kept
    assert (kept.id, kept.size) == (files.name_of(CONTENT), len(CONTENT))
    assert files.content_of(kept.id) == CONTENT
    assert names(store) == [kept.id]
    db.session.flush()
    assert db.session.scalars(select(File.content)).one() is None


def test_a_part_is_read_without_the_rest(store):
    kept = files.keep(CONTENT, "text/plain", now=NOW)
    with files.opened(kept.id, kept.size) as file:
        assert file.seek(500_000) == 500_000
        assert file.read(10) == CONTENT[500_000:500_010]
        file.seek(-5, io.SEEK_END)
        assert (file.read(), file.read()) == (CONTENT[-5:], b"")
        file.seek(0)
        assert file.read() == CONTENT


def test_rows_of_before_have_their_bytes_and_move_into_the_store(app, store):
    old = b"kept in the database"
    name = files.name_of(old)
    row = {"id": name, "kind": "text/plain", "size": len(old), "content": old, "made_at": NOW}
    db.session.execute(insert(File).values(row))
    db.session.commit()
    assert files.content_of(name) == old
    assert names(store) == []
    run = app.test_cli_runner()
    for words in ("Brought: 1, there already: 0", "Brought: 0, there already: 1"):
        done = run.invoke(args=["files", "move"])
        assert (done.exit_code, words in done.stdout) == (0, True)
    assert db.session.scalars(select(File.content)).one() is None
    assert files.content_of(name) == old


@pytest.mark.parametrize("there_already", [True, False])
def test_a_place_that_is_not_there_is_no_place_to_move_from(app, store, tmp_path, there_already):
    if there_already:
        files.keep(CONTENT, "text/plain", now=NOW)
        db.session.commit()
    place = str(tmp_path / "nowhere")
    done = app.test_cli_runner().invoke(args=["files", "move", "--from", place])
    assert done.exit_code == 1
    assert f"There is no store of files at {place}." in done.stderr
    assert "already" not in done.output


def test_files_move_from_one_store_to_another(app, store, tmp_path):
    before = stores.Disk(tmp_path / "before")
    here, there = b"here already", b"in the other"
    for content in (here, there, b"lost"):
        files.keep(content, "text/plain", now=NOW)
    for content in (there, b"lost"):
        store.remove(files.name_of(content))
    before.put(files.name_of(there), there)
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["files", "move", "--from", before.place])
    assert (done.exit_code, "Brought: 1, there already: 1, missing: 1" in done.stdout) == (1, True)
    assert files.name_of(b"lost") in done.stderr
    assert files.content_of(files.name_of(there)) == there
    assert names(before) == [files.name_of(there)]


def test_a_file_that_was_lost_is_there_again_when_it_is_handed_in_again(store):
    kept = files.keep(CONTENT, "text/plain", now=NOW)
    store.remove(kept.id)
    with pytest.raises(stores.Lost):
        files.content_of(kept.id)
    files.keep(CONTENT, "text/plain", now=NOW)
    assert files.content_of(kept.id) == CONTENT


def test_what_no_row_names_is_swept_away_a_day_later(store):
    kept = files.keep(CONTENT, "text/plain", now=NOW)
    db.session.commit()
    files.put(b"its row never came")
    files.forget(files.keep(b"its row was taken away", "text/plain", now=NOW).id)
    db.session.commit()
    assert files.sweep(now=now()) == (0, 0)
    assert len(names(store)) == 3
    assert files.sweep(now=now() + timedelta(days=1, minutes=1)) == (2, 0)
    assert names(store) == [kept.id]


def test_an_empty_database_does_not_sweep_the_files_of_a_full_one(store):
    for number in range(files.FEW + 1):
        files.put(b"%d" % number)
    later = now() + timedelta(days=2)
    assert files.sweep(now=later) == (0, 21)
    assert files.sweep(now=later, even_many=True) == (21, 0)


def test_sweeping_is_done_by_the_worker_once_a_day(app):
    sweeps = select(func.count()).select_from(Job).where(Job.kind == "files.sweep")
    for minute in (40, 41, 42):
        tick(now=NOW.replace(hour=1, minute=minute))
    assert db.session.scalar(sweeps) == 1


def test_a_backup_has_the_files_wherever_they_are(app, store, tmp_path):
    files.keep(CONTENT, "text/plain", now=NOW)
    db.session.commit()
    keeping.backup(tmp_path / "kept.zip")
    db.session.remove()
    empty()
    app.config["FILES"] = str(tmp_path / "elsewhere")
    keeping.restore(tmp_path / "kept.zip")
    assert files.content_of(files.name_of(CONTENT)) == CONTENT


def test_a_backup_says_that_a_file_is_missing(app, store, tmp_path):
    store.remove(files.keep(CONTENT, "text/plain", now=NOW).id)
    db.session.commit()
    with pytest.raises(Refused, match="is missing in the store"):
        keeping.backup(tmp_path / "kept.zip")


def test_a_store_that_is_away_is_said_so(app, s3):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    gone = {"FILES_ENDPOINT": f"http://127.0.0.1:{port}", "FILES": "s3://gone/away"}
    app.config.update(s3 | gone)
    with pytest.raises(stores.Away):
        files.keep(CONTENT, "text/plain", now=NOW)
    assert not stores.answers(stores.current())


def test_a_folder_that_cannot_be_written_is_said_so(app, tmp_path):
    (tmp_path / "a").write_text("a file, not a folder")
    app.config["FILES"] = str(tmp_path / "a")
    assert not stores.answers(stores.current())
    with pytest.raises(stores.Away):
        files.put(CONTENT)


def test_nothing_half_written_is_ever_read(app, tmp_path):
    store = stores.Disk(tmp_path)
    store.put(files.name_of(CONTENT), CONTENT)
    folder = tmp_path / stores.path_of(files.name_of(CONTENT))
    assert os.listdir(folder.parent) == [files.name_of(CONTENT)]
    (folder.parent / f".{files.name_of(b'x')}.tmp").write_bytes(b"half")
    assert names(store) == [files.name_of(CONTENT)]


def test_keeping_a_new_file_costs_few_statements(app, store):
    with count_queries() as seen:
        files.keep(CONTENT, "text/plain", now=NOW)
    assert len([one for one in seen if "files" in one]) <= 3
