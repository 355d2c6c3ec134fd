"""Keys of an installation: made by a command, in files for one user, never in the database."""

import json
import stat
from datetime import timedelta

import pytest

from lms.attestations.actions import keys as actions
from lms.attestations.actions import sign
from lms.attestations.queries import keys as queries
from lms.credentials import keys
from lms.db import db
from lms.errors import Refused
from tests.attestations.samples import attested
from tests.cast import NOW


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def run(app, *words):
    return app.test_cli_runner().invoke(args=["credential", "keys", *words])


def test_a_key_is_made_for_one_user_alone_and_signs(app, folder):
    made = run(app, "make").stdout.strip()
    file = folder / f"{made}.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    signer = queries.signer()
    assert (signer.key_id, signer.issuer) == (made, keys.did_key(made))
    assert keys.signed(keys.public_of(made), signer.sign(b"words"), b"words")


def test_nothing_of_the_private_half_is_in_the_database(app):
    made = actions.make(now=NOW)
    private = keys.from_pem(queries.file_of(made.id).read_bytes()).private_bytes_raw()
    rows = db.session.connection().exec_driver_sql("select * from signing_keys").all()
    assert made.id in str(rows)
    assert keys.multibase(private) not in str(rows)


def test_with_a_pass_phrase_the_file_is_locked(app, monkeypatch):
    monkeypatch.setitem(app.config, "KEY_PASSPHRASE", "a long sentence")
    made = actions.make(now=NOW)
    assert b"ENCRYPTED" in queries.file_of(made.id).read_bytes()
    assert queries.signer().key_id == made.id
    monkeypatch.setitem(app.config, "KEY_PASSPHRASE", "another one")
    with pytest.raises(Refused, match="LMS_KEY_PASSPHRASE"):
        queries.signer()


def test_without_a_key_nobody_signs_and_nothing_breaks(app):
    assert (queries.signer(), queries.issuer_did(), queries.published()) == (None, None, [])
    assert run(app, "list").stdout == "There is no key. Make one: lms credential keys make\n"


def test_a_key_whose_file_is_gone_or_another_is_said(app):
    made = actions.make(now=NOW)
    other = keys.as_pem(keys.new())
    queries.file_of(made.id).write_bytes(other)
    with pytest.raises(Refused, match="holds another key"):
        queries.signer()
    queries.file_of(made.id).unlink()
    with pytest.raises(Refused, match="not there"):
        queries.signer()
    assert "not there" in queries.trouble()


def test_a_file_that_others_can_read_is_said(app):
    made = actions.make(now=NOW)
    assert queries.trouble() == ""
    queries.file_of(made.id).chmod(0o644)
    assert "chmod 600" in queries.trouble()


def test_the_newest_key_signs_and_a_retired_one_stays_published(app):
    first = run(app, "make").stdout.strip()
    second = run(app, "make").stdout.strip()
    done = run(app, "retire", first)
    assert (done.exit_code, done.stdout) == (0, f"{first} is retired.\n")
    assert queries.signer().key_id == second
    assert set(queries.published()) == {first, second}
    again = run(app, "retire", first)
    assert (again.exit_code, again.stderr) == (1, f"The key {first} was retired before.\n")
    listed = {row["key"]: row for row in json.loads(run(app, "list", "--format", "json").stdout)}
    assert listed[first]["retired_at"]
    assert not listed[second]["retired_at"]
    assert listed[second]["file"]


def test_a_stolen_key_is_not_published_any_more(app):
    first = run(app, "make").stdout.strip()
    assert run(app, "retire", first, "--stolen").exit_code == 0
    assert queries.published() == []
    assert queries.signer() is None
    assert "stolen" in run(app, "list").stdout


def test_the_list_says_which_key_signs(app):
    first, second = actions.make(now=NOW), actions.make(now=NOW + timedelta(minutes=1))
    lines = run(app, "list").stdout.splitlines()
    assert lines == [
        f"{second.id}  2022-03-24 19:31  signs", f"{first.id}  2022-03-24 19:30  not retired",
    ]  # fmt: skip


def test_a_stolen_key_is_said_with_the_number_of_its_badges(app, world):
    key = actions.make(now=NOW)
    sign(attested(world), by=world.lea, now=NOW)
    db.session.commit()
    assert (
        "struck out as stolen. 1 badge counts no more"
        in run(app, "retire", key.id, "--stolen").stdout
    )


def test_who_retires_the_last_key_is_told_that_none_signs(app, world):
    key = actions.make(now=NOW)
    sign(attested(world), by=world.lea, now=NOW)
    db.session.commit()
    said = run(app, "retire", key.id).stdout
    assert said.startswith(f"{key.id} is retired.\n")
    assert "no key signs the list" in said


def test_a_key_that_nobody_knows_cannot_be_retired(app):
    done = run(app, "retire", "z6Mkunknown")
    assert (done.exit_code, done.stderr) == (1, "There is no key z6Mkunknown.\n")


def test_a_folder_that_cannot_be_written_is_said(app, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setitem(app.config, "KEYS", str(tmp_path / "file"))
    done = run(app, "make")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_an_address_with_https_is_the_name_by_which_it_signs(app, monkeypatch):
    made = actions.make(now=NOW)
    monkeypatch.setitem(app.config, "ADDRESS", "https://learn.centre.example:8443/ura/")
    assert queries.signer().method == f"did:web:learn.centre.example%3A8443:ura#{made.id}"
    assert queries.issuers() == {
        "did:web:learn.centre.example%3A8443:ura",
        keys.did_key(made.id),
    }
