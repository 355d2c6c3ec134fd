"""What the register says of our own badges, and `lms credential verify` in the terminal."""

import json

import pytest

from lms.attestations import actions
from lms.attestations.actions import keys as signing
from lms.attestations.models import Credential
from lms.attestations.queries.trust import trust
from lms.credentials import keys, proofs, verdict
from lms.credentials.words import REASONS, Code
from lms.db import db
from tests.attestations.samples import SERIAL, SHOWN, attested
from tests.cast import NOW
from tests.credentials import making
from tests.queries import count_queries


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "KEYS", str(tmp_path / "keys"))
    monkeypatch.setitem(app.config, "ADDRESS", making.ADDRESS)


@pytest.fixture
def issued(world):
    signing.make(now=NOW)
    attestation = attested(world)
    actions.sign(attestation, by=world.lea, now=NOW)
    db.session.commit()
    return attestation


def document(attestation):
    return json.loads(db.session.get(Credential, attestation.id).document)


def judged(said):
    content = said.encode() if isinstance(said, str) else making.written(said)
    return verdict.verify(content, now=NOW, trust=trust())


def status(said):
    found = judged(said)
    return found.valid, found.checks[-1].code


def test_what_was_issued_here_is_valid_as_badge_and_as_token(issued):
    assert status(document(issued)) == (True, Code.STANDS)
    assert status(db.session.get(Credential, issued.id).token) == (True, Code.STANDS)
    assert judged(document(issued)).ours


def test_what_was_revoked_is_not_valid_and_says_since_when(issued, world):
    said = document(issued)
    actions.revoke(issued, "A wrong name", by=world.ema, now=NOW)
    assert status(said) == (False, Code.REVOKED)
    assert judged(said).checks[-1].values == {"on": NOW}


def test_our_key_alone_is_not_enough_to_make_an_attestation(issued):
    """Somebody who got hold of the key signs more hours under a serial that there is, and under one
    that there is not."""
    from_file = signing.queries.signer()
    forged = proofs.without_proof(document(issued))
    forged["credentialSubject"]["creditsEarned"] = 60
    assert status(proofs.sign(forged, from_file, created=NOW)) == (False, Code.DIFFERENT)
    forged["id"] = f"{making.ADDRESS}/verify/0000000000000000"
    assert status(proofs.sign(forged, from_file, created=NOW)) == (False, Code.UNKNOWN_HERE)


def test_a_record_that_somebody_changed_in_the_database_vouches_for_nothing(issued):
    said = document(issued)
    issued.facts = {**issued.facts, "total_minutes": 2700}
    assert status(said) == (False, Code.DIFFERENT)


def test_of_who_was_erased_and_did_not_wish_it_nothing_is_said_any_more(issued):
    said = document(issued)
    issued.erased_at, issued.facts = NOW, None
    db.session.delete(db.session.get(Credential, issued.id))
    assert status(said) == (False, Code.SILENT)
    issued.answers_after_erasure = True
    assert status(said) == (True, Code.ERASED)


def erase(issued, wish):
    issued.answers_after_erasure = wish
    db.session.flush()
    assert actions.erase_holder(issued.person, now=NOW) == 1
    db.session.commit()


def test_of_who_was_erased_only_the_badge_that_was_issued_is_valid(issued):
    """A retired key that others have signs another name and more hours under the same serial."""
    said, old = document(issued), signing.queries.signer()
    token = db.session.get(Credential, issued.id).token
    signing.make(now=NOW)
    signing.retire(old.key_id, now=NOW)
    erase(issued, wish=True)
    assert status(said) == (True, Code.ERASED)
    assert status(token) == (True, Code.ERASED)
    forged = proofs.without_proof(said)
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"
    assert status(proofs.sign(forged, old, created=NOW)) == (False, Code.UNKNOWN_HERE)


def test_of_who_was_erased_without_a_badge_none_is_valid(issued):
    said = document(issued)
    issued.signed_digest = None
    erase(issued, wish=True)
    assert status(said) == (False, Code.UNKNOWN_HERE)


def test_of_who_did_not_wish_it_the_digest_of_the_badge_goes_too(issued):
    assert issued.signed_digest
    erase(issued, wish=False)
    assert issued.signed_digest is None


def test_after_a_rotation_what_was_signed_stays_valid_and_the_next_is_signed_anew(issued):
    said = document(issued)
    before = signing.queries.current().id
    signing.make(now=NOW)
    signing.retire(before, now=NOW)
    assert status(said) == (True, Code.STANDS)


def test_what_a_stolen_key_signed_proves_nothing_and_is_signed_anew(issued, world):
    said = document(issued)
    signing.retire(signing.queries.current().id, now=NOW, stolen=True)
    db.session.commit()
    found = judged(said)
    assert not found.valid
    assert not found.ours
    assert "pretends" in [check.code for check in found.checks]
    signing.make(now=NOW)
    actions.sign(issued, by=world.lea, now=NOW)
    assert status(document(issued)) == (True, Code.STANDS)


def test_a_strangers_badge_with_our_serial_is_refused(issued):
    stranger = keys.signer(keys.new(), "")
    forged = making.badge(stranger)
    assert not judged(proofs.sign(forged, stranger, created=NOW)).valid


@pytest.mark.parametrize(
    "id",
    [
        f"http://elsewhere.example:8812/verify/{SERIAL}",
        f"https://elsewhere.example/verify/{SHOWN.lower()}/",
        f"urn:{SERIAL}",
        f"{making.ADDRESS}/verify/0000000000000000",
    ],
)
def test_a_stranger_who_names_a_serial_or_an_address_of_ours_is_refused(issued, id):
    stranger = keys.signer(keys.new(), "")
    forged = making.badge(stranger, "https://elsewhere.example", id=id)
    found = judged(proofs.sign(forged, stranger, created=NOW))
    assert not found.valid
    assert "pretends" in [check.code for check in found.checks]


@pytest.mark.parametrize("then", ["http://127.0.0.1:8812", "https://old.example/ura"])
@pytest.mark.parametrize("today", ["http://127.0.0.1:8000", "https://new.example"])
def test_what_was_signed_at_another_address_stays_ours(world, app, monkeypatch, then, today):
    """Another port, https since then, another host: key and serial say which attestation it is."""
    monkeypatch.setitem(app.config, "ADDRESS", then)
    signing.make(now=NOW)
    attestation = attested(world)
    signed = actions.sign(attestation, by=world.lea, now=NOW)
    monkeypatch.setitem(app.config, "ADDRESS", today)
    for said in (json.loads(signed.document), signed.token):
        assert status(said) == (True, Code.STANDS)
        assert judged(said).ours
        assert judged(said).serial == attestation.serial
    forged = {**proofs.without_proof(json.loads(signed.document)), "name": "Another"}
    assert status(proofs.sign(forged, signing.queries.signer(), created=NOW))[0] is False
    actions.revoke(attestation, "A wrong name", by=world.ema, now=NOW)
    assert status(signed.token) == (False, Code.REVOKED)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost:8812"])
def test_a_genuine_badge_of_another_installation_is_valid_and_nobody_vouches_for_it(
    issued, app, monkeypatch, address
):
    """Both are reached at the address that every machine has for itself."""
    monkeypatch.setitem(app.config, "ADDRESS", address)
    elsewhere = keys.signer(keys.new(), address)
    began, id = "2022-03-01T00:00:00Z", f"{address}/verify/0000000000000000"
    badge = making.badge(elsewhere, address, id=id, validFrom=began)
    found = judged(proofs.sign(badge, elsewhere, created=NOW))
    assert (found.valid, found.ours) == (True, False)
    assert Code.ITS_KEY in [check.code for check in found.checks]


def test_a_verdict_asks_the_register_three_times(issued):
    said = document(issued)
    db.session.expire_all()
    with count_queries() as asked:
        judged(said)
    assert len(asked) <= 5


# the terminal


def run(app, *words):
    return app.test_cli_runner().invoke(args=["credential", "verify", *map(str, words)])


def kept(tmp_path, content, name="badge.json"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else making.written(content))
    return file


def test_the_command_says_a_verdict_with_a_reason_for_each_check(app, issued, tmp_path):
    done = run(app, "--format", "json", kept(tmp_path, document(issued)))
    said = json.loads(done.stdout)
    assert (done.exit_code, done.stderr, said["verdict"]) == (0, "", "valid")
    assert [check["check"] for check in said["checks"]] == [
        "format", "contexts", "types", "issuer", "proof", "dates", "status",
    ]  # fmt: skip
    assert all(set(check) == {"check", "ok", "reason"} for check in said["checks"])
    assert all(check["ok"] and check["reason"] for check in said["checks"])


def test_it_says_in_words_what_does_not_hold(app, issued, world, tmp_path):
    file = kept(tmp_path, document(issued))
    actions.revoke(issued, "A wrong name", by=world.ema, now=NOW)
    db.session.commit()
    done = run(app, file)
    assert done.exit_code == 1
    first, *lines = done.stdout.splitlines()
    assert (first, len(lines)) == ("Revoked", 7)
    assert lines[-1].startswith("NOT  Revoked or not: It was revoked on 24 March 2022")


def test_moments_are_written_for_programs_in_json(app, issued, world, tmp_path):
    file = kept(tmp_path, document(issued))
    actions.revoke(issued, "A wrong name", by=world.ema, now=NOW)
    db.session.commit()
    last = json.loads(run(app, "--format", "json", file).stdout)["checks"][-1]
    assert last["reason"] == f"It was revoked on {proofs.moment(NOW)}."


def test_a_forged_one_exits_with_1_in_json_too(app, issued, tmp_path):
    forged = {**document(issued), "name": "Another programme"}
    done = run(app, "--format", "json", kept(tmp_path, forged))
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["verdict"] == "invalid"
    assert {check["check"]: check["ok"] for check in said["checks"]}["proof"] is False


def test_the_first_line_does_not_praise_a_stranger_and_does_not_blame_who_was_erased(
    app, issued, tmp_path
):
    elsewhere = strangers(keys.signer(keys.new(), ""), id="https://badges.example/7")
    stranger = kept(tmp_path, elsewhere, "stranger.json")
    done = run(app, stranger)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0, "Signed, but nobody knows here by whom",
    )  # fmt: skip
    ours = kept(tmp_path, document(issued))
    erase(issued, wish=False)
    done = run(app, ours)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (1, "Nothing is said")
    assert "erased here" in done.stdout


def strangers(signer, address="https://badges.example", **more):
    badge = making.badge(signer, address, validFrom="2022-03-01T00:00:00Z", **more)
    return proofs.sign(badge, signer, created=NOW)


def test_others_are_checked_with_the_files_that_somebody_has(app, tmp_path):
    them = keys.signer(keys.new(), "https://badges.example")
    badge = kept(tmp_path, strangers(them))
    assert run(app, badge).exit_code == 1
    did = kept(tmp_path, keys.did_document(them.issuer, [them.key_id]), "did.json")
    done = run(app, badge, "--issuer", did)
    assert done.exit_code == 0
    assert "?    Revoked or not: Not checked" in done.stdout


def test_a_file_that_is_not_there_is_wrong_usage(app):
    assert run(app, "nowhere.json").exit_code == 2


def test_every_outcome_has_its_words():
    assert set(REASONS) == set(Code)
