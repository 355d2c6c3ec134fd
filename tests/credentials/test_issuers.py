"""Whose key it is: by itself, by a document that somebody gives, by our own register; and whether a
badge was revoked, by lists that somebody gives."""

import base64
import copy
import gzip
from datetime import timedelta

import pytest

from lms.credentials import keys, proofs, status, tokens, verdict
from lms.credentials.whose import Standing, Trust
from lms.credentials.words import Code
from tests.credentials.making import ADDRESS, KEY, NOW, SERIAL, SIGNER, badge, signed, written

THEM = "https://badges.example"
THEIRS = keys.signer(keys.new(), THEM)
LIST = f"{ADDRESS}/credentials/status/1"


def verified(document, **more):
    return verdict.verify(written(document), now=more.pop("now", NOW), **more)


def failing(document, **more):
    found = verified(document, **more)
    assert not found.valid
    return next((check.name, check.code) for check in found.checks if check.ok is False)


def check(found, name):
    return next(one for one in found.checks if one.name == name)


# names


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://learn.centre.example", "did:web:learn.centre.example"),
        ("https://learn.centre.example/", "did:web:learn.centre.example"),
        ("https://learn.centre.example:8443/a/b", "did:web:learn.centre.example%3A8443:a:b"),
        ("http://learn.centre.example", None),
        ("http://127.0.0.1:8000", None),
    ],
)
def test_an_address_with_https_is_a_name(address, did):
    assert keys.did_web(address) == did


@pytest.mark.parametrize(
    "text", ["", "z", "z6Mk", "Z6MkrJ", "z0", None, 7, "z" + "1" * 300, "u6Mk"]
)
def test_what_is_no_key_is_no_key(text):
    with pytest.raises(keys.BadKey):
        keys.public_of(text)


# strangers


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u2060", "\ufeff", "\U000e0041"])
def test_a_name_with_signs_that_hide_or_turn_it_round_is_refused(sign):
    document = badge()
    document["credentialSubject"]["identifier"][0]["identityHash"] = f"Amal{sign} H."
    assert failing(signed(document)) == ("format", Code.NOT_TEXT)


@pytest.mark.parametrize("name", ["نمی\u200cخواهم", "क्\u200dष", "\u200fأمل", "👩\u200d🏫"])
def test_signs_that_a_script_needs_may_be_in_a_name(name):
    document = badge()
    document["credentialSubject"]["identifier"][0]["identityHash"] = name
    assert verified(signed(document)).valid


def test_a_stranger_by_its_key_alone_is_valid_and_nobody_vouches_for_the_name():
    found = verified(signed())
    assert (found.valid, found.ours) == (True, False)
    assert check(found, "issuer").code == Code.ITS_KEY


def test_a_stranger_by_an_address_needs_its_document():
    document = signed(badge(THEIRS), THEIRS)
    assert failing(document) == ("issuer", Code.UNKNOWN_ISSUER)
    given = written(keys.did_document(THEIRS.issuer, [SIGNER.key_id, THEIRS.key_id]))
    found = verified(document, issuer_files=[given])
    assert found.valid
    assert check(found, "issuer").code == Code.GIVEN_KEY


def test_a_key_that_the_document_does_not_have_is_not_theirs():
    given = written(keys.did_document(THEIRS.issuer, [SIGNER.key_id]))
    document = signed(badge(THEIRS), THEIRS)
    assert failing(document, issuer_files=[given]) == ("issuer", Code.FOREIGN_KEY)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "did:web:other.example"},
        {"assertionMethod": []},
        {"assertionMethod": ["did:web:badges.example#other"]},
        {"verificationMethod": []},
        {"verificationMethod": [{"id": 7}]},
    ],
)
def test_a_document_of_somebody_else_or_for_another_purpose_does_not_help(change):
    given = written({**keys.did_document(THEIRS.issuer, [THEIRS.key_id]), **change})
    assert not verified(signed(badge(THEIRS), THEIRS), issuer_files=[given]).valid


@pytest.mark.parametrize(
    "key", [{"controller": "did:web:other.example"}, {"revoked": "2020-01-01"}]
)
def test_a_key_of_another_controller_or_a_revoked_one_does_not_count(key):
    given = keys.did_document(THEIRS.issuer, [THEIRS.key_id])
    given["verificationMethod"][0] |= key
    assert not verified(signed(badge(THEIRS), THEIRS), issuer_files=[written(given)]).valid


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"a":1,"a":2}', b'{"keys": 7}', b'{"keys": [{}]}']
)
def test_a_document_that_cannot_be_read_is_said(content):
    found = verified(signed(badge(THEIRS), THEIRS), issuer_files=[content])
    assert not found.valid


def test_the_key_of_a_proof_is_the_issuers_or_nobodys():
    forged = proofs.sign(badge(), THEIRS, created=NOW)  # says SIGNER, signed by THEIRS
    assert failing(forged) == ("issuer", Code.FOREIGN_KEY)
    given = written(keys.did_document(THEIRS.issuer, [THEIRS.key_id]))
    assert failing(forged, issuer_files=[given]) == ("issuer", Code.FOREIGN_KEY)
    forged["proof"]["verificationMethod"] = SIGNER.method
    assert failing(forged) == ("proof", Code.CHANGED)
    forged["proof"]["verificationMethod"] = f"{SIGNER.issuer}#{THEIRS.key_id}"
    assert failing(forged) == ("issuer", Code.FOREIGN_KEY)


@pytest.mark.parametrize(
    "issuer", [None, "", {}, {"name": "Centre"}, [SIGNER.issuer], {"id": ["x"]}]
)
def test_without_an_issuer_nothing_is_valid(issuer):
    assert not verified({**signed(), "issuer": issuer}).valid


# ours


def trust(standing=None, retired=None, key=SIGNER.key_id, address=ADDRESS):
    standing = standing or Standing(True, Code.STANDS)
    issuers = frozenset([keys.did_key(key), keys.did_web(address) or keys.did_key(key)])
    return Trust(address, {key: retired}, issuers, lambda _serial, _credential: standing)


def test_ours_is_known_by_key_and_register():
    found = verified(signed(), trust=trust())
    assert (found.valid, found.ours, found.serial) == (True, True, SERIAL)
    assert check(found, "issuer").code == Code.OURS
    at_home = keys.signer(KEY, ADDRESS)
    assert verified(signed(badge(at_home), at_home), trust=trust()).ours


@pytest.mark.parametrize("code", [Code.REVOKED, Code.UNKNOWN_HERE, Code.DIFFERENT])
def test_the_register_decides_about_ours(code):
    found = trust(Standing(False, code, {"on": NOW} if code == Code.REVOKED else {}))
    assert failing(signed(), trust=found) == ("status", code)


def test_the_register_is_asked_about_exactly_what_was_signed():
    asked = []

    def look(serial, credential):
        asked.append((serial, credential))
        return Standing(True, Code.STANDS)

    known = Trust(ADDRESS, {SIGNER.key_id: None}, frozenset(), look)
    verified(signed(), trust=known)
    verdict.verify(tokens.encode(badge(), SIGNER).encode(), now=NOW, trust=known)
    assert asked == [(SERIAL, badge())] * 2


def test_signed_by_our_key_but_not_as_an_attestation_is_unknown_here():
    def look(serial, _credential):
        known = serial == SERIAL
        return Standing(known, Code.STANDS if known else Code.UNKNOWN_HERE)

    known = Trust(ADDRESS, {SIGNER.key_id: None}, frozenset(), look)
    assert verified(signed(), trust=known).valid
    document = signed(badge(id="urn:uuid:1"))
    assert failing(document, trust=known) == ("status", Code.UNKNOWN_HERE)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "https://LEARN.centre.example",
        "https://learn.centre.example:443",
        "http://learn.centre.example",
        "https://learn.centre.example.",
        "https://somebody@learn.centre.example",
    ],
)
def test_what_says_that_it_comes_from_here_must_be_signed_here(address):
    """A stranger may name anything: our serial, our name, our address."""
    other = trust(key=keys.signer(keys.new(), "").key_id)
    assert failing(signed(badge(address=address)), trust=other) == ("issuer", Code.PRETENDS)
    for key in ("id", "issuer", "credentialStatus"):
        part = badge(address="https://elsewhere.example")
        part[key] = badge(address=address)[key]
        assert failing(signed(part), trust=other) == ("issuer", Code.PRETENDS)


def test_an_address_that_only_looks_like_ours_is_a_strangers():
    other = trust(key=keys.signer(keys.new(), "").key_id)
    for address in (f"{ADDRESS}.evil.example", "https://evil.example/learn.centre.example"):
        found = verified(signed(badge(address=address)), trust=other)
        assert (found.valid, found.ours) == (True, False)


def test_a_retired_key_vouches_for_what_it_signed_while_it_was_in_use():
    assert verified(signed(), trust=trust(retired=NOW + timedelta(days=1))).valid
    early = trust(retired=NOW - timedelta(days=1))
    assert failing(signed(), trust=early) == ("issuer", Code.RETIRED_KEY)


# revoked


def listed(places, signer=SIGNER, **values):
    made = status.list_credential(LIST, places, issuer=signer.issuer, valid_from=NOW)
    made = copy.deepcopy({**made, **values})
    return written(proofs.sign(made, signer, created=NOW))


def test_without_a_list_it_is_said_that_nobody_looked():
    found = verified(signed())
    assert (found.valid, check(found, "status").ok) == (True, None)
    assert check(found, "status").values == {"address": LIST}
    without = badge()
    del without["credentialStatus"]
    assert check(verified(signed(without)), "status").ok is True


def test_a_list_says_what_was_revoked():
    assert verified(signed(), status_lists=[listed([41, 43])]).valid
    assert failing(signed(), status_lists=[listed([42])]) == ("status", Code.REVOKED)


def test_a_list_may_be_a_token():
    made = status.list_credential(LIST, [42], issuer=SIGNER.issuer, valid_from=NOW)
    token = tokens.encode(made, SIGNER).encode()
    assert failing(signed(), status_lists=[token]) == ("status", Code.REVOKED)


@pytest.mark.parametrize(
    "bad",
    [
        b"{}",
        listed([], THEIRS),
        listed([], validFrom="2022-06-21T00:00:00Z"),
        listed([], type=["VerifiableCredential"]),
        listed([]).replace(b'"revocation"', b'"suspension"'),
    ],
)
def test_a_list_that_is_not_the_issuers_or_not_in_time_is_refused(bad):
    assert failing(signed(), status_lists=[bad])[0] == "status"


def test_what_is_not_in_a_list_was_not_revoked_when_it_was_made_and_an_old_one_says_nothing():
    found = check(verified(signed(), status_lists=[listed([])]), "status")
    assert (found.ok, found.values) == (True, {"on": NOW})
    old = listed([], validUntil="2022-06-19T00:00:00Z")
    found = verified(signed(), status_lists=[old])
    assert found.valid
    assert (check(found, "status").ok, check(found, "status").code) == (None, Code.OLD_STATUS)
    forever = status.list_credential(LIST, [], issuer=SIGNER.issuer, valid_from=NOW)
    del forever["validUntil"]
    forever = written(proofs.sign(forever, SIGNER, created=NOW))
    later = {"now": NOW + timedelta(days=31), "status_lists": [forever]}
    assert check(verified(signed(), **later), "status").code == Code.OLD_STATUS


def test_what_was_revoked_stays_so_however_old_the_list_and_the_newest_of_several_counts():
    later = NOW + timedelta(days=400)
    assert failing(signed(), now=later, status_lists=[listed([42])]) == ("status", Code.REVOKED)
    old = listed([], validUntil="2022-06-19T00:00:00Z")
    assert check(verified(signed(), status_lists=[old, listed([])]), "status").ok is True
    assert not verified(signed(), status_lists=[old, listed([42])]).valid


def test_a_list_with_another_address_says_nothing():
    other = listed([42], id="https://elsewhere.example/1")
    assert check(verified(signed(), status_lists=[other]), "status").ok is None


@pytest.mark.parametrize(
    "change",
    [
        {"statusListIndex": "131072"},
        {"statusListIndex": "-1"},
        {"statusListIndex": "٤٢"},
        {"statusListIndex": None},
        {"statusPurpose": "suspension"},
        {"statusListCredential": ["x"]},
        {"type": "Unheard"},
        {"statusSize": 2},
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(change):
    entry = {
        key: value for key, value in {**badge()["credentialStatus"], **change}.items() if value
    }
    found = verified(
        written_by_json_proof(badge(credentialStatus=entry)), status_lists=[listed([])]
    )
    assert not found.valid


def written_by_json_proof(bare):
    """Signed over its JSON: so anything can stand in it and be signed."""
    words = {
        "type": "DataIntegrityProof",
        "cryptosuite": proofs.JSON_SUITE,
        "verificationMethod": SIGNER.method,
        "proofPurpose": "assertionMethod",
    }
    value = keys.multibase(SIGNER.sign(proofs.to_sign(bare, words, proofs.JSON_SUITE)))
    return {**bare, "proof": {**words, "proofValue": value}}


def test_one_revoked_entry_of_several_is_enough():
    entries = [{**badge()["credentialStatus"], "statusListIndex": str(at)} for at in (1, 42)]
    document = written_by_json_proof(badge(credentialStatus=entries))
    assert failing(document, status_lists=[listed([42])]) == ("status", Code.REVOKED)
    assert verified(document, status_lists=[listed([])]).valid
    assert not verified(written_by_json_proof(badge(credentialStatus=entries * 3))).valid


def test_places_are_bits_from_the_left():
    encoded = status.encode([0, 9])
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=="))
    assert (len(bits) * 8, bits[:2].hex()) == (status.LENGTH, "8040")
    assert [at for at in range(20) if status.is_set(encoded, at)] == [0, 9]


def test_a_list_that_unpacks_to_gigabytes_is_refused():
    bomb = "u" + base64.urlsafe_b64encode(gzip.compress(b"\0" * (64 * 2**20))).decode()
    for encoded in (
        bomb,
        "u",
        "uAAAA",
        "!",
        None,
        7,
        "u" + base64.urlsafe_b64encode(gzip.compress(b"\0")).decode(),
    ):
        with pytest.raises(status.BadList):
            status.is_set(encoded, 0)


def test_places_are_given_by_chance():
    places = {status.by_chance() for _ in range(50)}
    assert len(places) > 45
    assert all(0 <= place < status.LENGTH for place in places)
