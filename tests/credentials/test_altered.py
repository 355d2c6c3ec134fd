"""Whoever changes a signed badge is found out, also where the signature itself would not notice."""

import copy
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.credentials import contexts, keys, proofs, verdict
from lms.credentials.words import Code
from tests.credentials.making import NOW, SIGNER, badge, signed, written

SIGNED = signed()
STATUS = "https://www.w3.org/2018/credentials#credentialStatus"


def verified(document, **more):
    content = document if isinstance(document, bytes) else written(document)
    return verdict.verify(content, now=more.pop("now", NOW), **more)


def failing(document, **more):
    """The first check that does not hold."""
    found = verified(document, **more)
    assert not found.valid
    return next((check.name, check.code) for check in found.checks if check.ok is False)


def changed(path, value):
    document = copy.deepcopy(SIGNED)
    *way, last = path
    inner = document
    for key in way:
        inner = inner[key]
    inner[last] = value
    return document


def test_what_was_signed_and_not_changed_is_valid():
    found = verified(SIGNED)
    assert found.valid
    assert [check.name for check in found.checks] == [
        "format", "contexts", "types", "issuer", "proof", "dates", "status",
    ]  # fmt: skip


def test_spaces_and_the_order_of_keys_do_not_matter():
    other = json.dumps(SIGNED, sort_keys=True, indent=4).encode()
    assert verified(other).valid
    assert verified(b"\xef\xbb\xbf" + other + b"\n").valid


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["name"], "Another programme"),
        (["validFrom"], "2020-01-01T00:00:00Z"),
        (["issuer", "name"], "Another centre"),
        (["credentialSubject", "identifier", 0, "identityHash"], "Somebody else"),
        (["credentialSubject", "result", 0, "value"], "2700"),
        (["credentialSubject", "creditsEarned"], 60),
        (["credentialSubject", "licenseNumber"], "0000000000000000"),
        (["credentialStatus", "statusListIndex"], "43"),
        (["proof", "created"], "2022-06-20T10:00:01Z"),
    ],
)
def test_a_changed_value_breaks_the_signature(path, value):
    assert failing(changed(path, value)) == ("proof", Code.CHANGED)


def test_a_value_that_is_taken_out_breaks_the_signature():
    for key in ("credentialStatus", "name", "credentialSchema"):
        document = copy.deepcopy(SIGNED)
        del document[key]
        assert failing(document) == ("proof", Code.CHANGED)


@pytest.mark.parametrize("where", [[], ["issuer"], ["credentialSubject"], ["proof"]])
def test_a_term_that_nobody_defines_is_refused(where):
    document = changed([*where, "grade"], "excellent")
    wanted = ("proof", Code.BAD_PROOF) if where == ["proof"] else ("contexts", Code.UNSIGNED)
    assert failing(document) == wanted


def test_the_term_that_is_not_signed_is_named():
    found = verified(changed(["grade"], "excellent"))
    assert [c.values["term"] for c in found.checks if c.ok is False] == ["grade"]


@pytest.mark.parametrize(
    "value",
    [None, {"@id": "urn:x:y"}, {"@value": "x", "@direction": "rtl"}, {"@context": {}}, ["x", None]],
)
def test_values_that_a_signature_would_not_cover_are_refused(value):
    name, _code = failing(changed(["credentialSubject", "narrative"], value))
    assert name in ("contexts", "proof")


@pytest.mark.parametrize("kind", ["Unheard", "relative/type", "urn:made:up\nof two lines"])
def test_a_type_that_nobody_defines_is_refused(kind):
    document = changed(["credentialSubject", "type"], ["AchievementSubject", kind])
    assert failing(document)[0] in ("contexts", "proof")


def test_a_term_under_its_full_address_is_refused():
    """The signature would hold; a reader of JSON would not see that it can be revoked."""
    document = copy.deepcopy(SIGNED)
    document[STATUS] = document.pop("credentialStatus")
    assert failing(document) == ("contexts", Code.UNSIGNED)


def test_a_term_moved_into_a_second_description_of_the_badge_is_refused():
    """In RDF both are one: the signature would hold, and the status would be out of sight."""
    document = badge(evidence=[{"id": SIGNED["id"]}])
    document = signed(document)
    assert verified(document).valid
    document["evidence"][0]["credentialStatus"] = document.pop("credentialStatus")
    assert failing(document) == ("contexts", Code.TWICE)


def test_a_sentence_hidden_in_a_name_is_refused():
    """Signs that end an address in N-Quads would let one name stand for several sentences."""
    trick = 'urn:a> <urn:b> "c" .\n<urn:d'
    assert failing(changed(["credentialSchema", 0, "id"], trick))[0] in ("contexts", "proof")
    assert failing(changed(["issuer", "url"], "urn:a\x00b"))[0] == "format"


@pytest.mark.parametrize(
    "named",
    [
        ["https://example.com/terms.jsonld"],
        [contexts.CREDENTIALS, "https://example.com/terms.jsonld"],
        [contexts.CREDENTIALS, {"@vocab": "https://example.com/#"}],
        [contexts.BADGES, contexts.CREDENTIALS],
        [],
        None,
        {"@vocab": "https://example.com/#"},
        [[contexts.CREDENTIALS]],
    ],
)
def test_a_vocabulary_that_is_not_known_is_refused_and_never_fetched(named):
    assert failing(changed(["@context"], named)) == ("contexts", Code.STRANGE_TERMS)


@pytest.mark.parametrize(
    "other", [name for name in contexts.KNOWN if name not in SIGNED["@context"]]
)
def test_another_vocabulary_in_place_of_the_signed_one_makes_no_other_badge_valid(other):
    for named in ([other], [other, *SIGNED["@context"][1:]], [SIGNED["@context"][0], other]):
        assert not verified(changed(["@context"], named)).valid


def test_important_things_have_one_name_in_all_vocabularies():
    important = ("credentialStatus", "validUntil", "expirationDate", "validFrom", "issuanceDate",
                 "issuer", "credentialSubject", "proof")  # fmt: skip
    names: dict[str, set[str]] = {}

    def collect(vocabulary):
        for term, meant in vocabulary.items():
            inner = meant.get("@context") if isinstance(meant, dict) else None
            address = meant.get("@id") if isinstance(meant, dict) else meant
            if isinstance(address, str):
                names.setdefault(address.replace("#", ":").split(":")[-1], set()).add(term)
            for one in inner if isinstance(inner, list) else [inner]:
                if isinstance(one, dict):
                    collect(one)

    for address in contexts.KNOWN:
        collect(contexts.vocabulary(address)["@context"])
    for name in important:
        assert names.get(name, {name}) == {name}


PATHS = []


def collect_paths(value, path=()):
    PATHS.append(path)
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, one in inner:
        collect_paths(one, (*path, key))


collect_paths({key: value for key, value in SIGNED.items() if key not in ("@context", "proof")})


@settings(max_examples=60)
@given(
    st.sampled_from([path for path in PATHS if path]),
    st.sampled_from(["drop", "text", "number", "add"]),
)
def test_no_change_at_any_place_stays_unseen(path, how):
    """Except where the same is said twice in the badge: the profile of the issuer."""
    if "creator" in path or path[0] == "issuer":
        return
    document = copy.deepcopy(SIGNED)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    if how == "drop":
        del inner[path[-1]]
    elif how == "add":
        if not isinstance(inner, dict):
            return
        inner["narrative"] = "more"
    else:
        inner[path[-1]] = "something else" if how == "text" else 7
    assert not verified(document).valid


# proofs


def proven(**words):
    return {**SIGNED, "proof": {**SIGNED["proof"], **words}}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"proofPurpose": "authentication"}, Code.WRONG_PURPOSE),
        ({"proofPurpose": ["assertionMethod"]}, Code.WRONG_PURPOSE),
        ({"cryptosuite": "bbs-2023"}, Code.UNKNOWN_SUITE),
        ({"cryptosuite": None}, Code.UNKNOWN_SUITE),
        ({"type": "Ed25519Signature2018"}, Code.BAD_PROOF),
        ({"type": "Ed25519Signature2020"}, Code.BAD_PROOF),
        ({"cryptosuite": "eddsa-jcs-2022"}, Code.CHANGED),
        ({"proofValue": "u" + SIGNED["proof"]["proofValue"][1:]}, Code.BAD_PROOF),
        ({"proofValue": "z0OIl"}, Code.BAD_PROOF),
        ({"proofValue": "z" + "1" * 100}, Code.CHANGED),
        ({"proofValue": "z" + "1" * 100_000}, Code.BAD_PROOF),
        ({"proofValue": ["z1"]}, Code.BAD_PROOF),
        ({"verificationMethod": {"id": SIGNER.method}}, Code.BAD_PROOF),
        ({"verificationMethod": None}, Code.BAD_PROOF),
        ({"previousProof": "urn:uuid:1"}, Code.BAD_PROOF),
        ({"jws": "eyJ..x"}, Code.BAD_PROOF),
        ({"@context": contexts.CREDENTIALS}, Code.BAD_PROOF),
        ({"created": "yesterday"}, Code.BAD_DATE),
        ({"expires": "2022-06-20"}, Code.BAD_DATE),
    ],
)
def test_a_proof_that_is_not_as_it_must_be_is_refused(words, code):
    assert failing(proven(**words)) == ("proof", code)


@pytest.mark.parametrize("proof", [None, [], {}, "proof", [None], [["x"]], 7])
def test_what_has_no_proof_is_not_signed(proof):
    assert not verified({**SIGNED, "proof": proof}).valid
    document = proofs.without_proof(SIGNED)
    assert failing(document) == ("proof", Code.NOT_SIGNED)


def test_a_second_proof_of_somebody_else_does_not_help_a_forger():
    forger = keys.signer(keys.new(), "")
    forged = proofs.sign(badge(name="Forged"), forger, created=NOW)
    both = {**forged, "proof": [SIGNED["proof"], forged["proof"]]}
    assert not verified(both).valid
    assert not verified({**both, "proof": both["proof"][::-1]}).valid


def test_every_proof_must_hold():
    twice = {**SIGNED, "proof": [SIGNED["proof"], SIGNED["proof"]]}
    assert verified(twice).valid
    broken = {**SIGNED["proof"], "created": "2022-06-20T10:00:09Z"}
    assert failing({**SIGNED, "proof": [SIGNED["proof"], broken]}) == ("proof", Code.CHANGED)
    assert not verified({**SIGNED, "proof": [SIGNED["proof"]] * 5}).valid


def test_a_proof_can_expire():
    words = {**{k: v for k, v in SIGNED["proof"].items() if k != "proofValue"}}
    words["expires"] = "2022-06-21T00:00:00Z"
    bare = proofs.without_proof(SIGNED)
    value = keys.multibase(SIGNER.sign(proofs.to_sign(bare, words, proofs.SUITE)))
    document = {**bare, "proof": {**words, "proofValue": value}}
    assert verified(document).valid
    assert failing(document, now=NOW + timedelta(days=2)) == ("proof", Code.EXPIRED)


@pytest.mark.parametrize("suite", [proofs.JSON_SUITE, proofs.OLD_SUITE])
def test_other_ways_to_sign_are_taken(suite):
    bare = badge()
    if suite == proofs.OLD_SUITE:
        bare["@context"] = [*bare["@context"], "https://w3id.org/security/suites/ed25519-2020/v1"]
    words = {
        "type": suite if suite == proofs.OLD_SUITE else "DataIntegrityProof",
        "created": "2022-06-20T10:00:00Z",
        "verificationMethod": SIGNER.method,
        "proofPurpose": "assertionMethod",
    }
    if suite == proofs.JSON_SUITE:
        words["cryptosuite"] = suite
    value = keys.multibase(SIGNER.sign(proofs.to_sign(bare, words, suite)))
    document = {**bare, "proof": {**words, "proofValue": value}}
    assert verified(document).valid
    document["name"] = "Changed"
    assert failing(document) == ("proof", Code.CHANGED)


# dates


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"validFrom": "2022-06-21T00:00:00Z"}, Code.NOT_YET),
        ({"validUntil": "2022-06-20T09:59:59Z"}, Code.EXPIRED),
        ({"validUntil": "2022-06-20T11:59:59+02:00"}, Code.EXPIRED),
        ({"validUntil": "9999-99-99T00:00:00Z"}, Code.BAD_DATE),
        ({"validUntil": "2022-06-30"}, Code.BAD_DATE),
        ({"validUntil": "2022-06-30T00:00:00"}, Code.BAD_DATE),
        ({"validFrom": "٢٠٢٢-06-20T00:00:00Z"}, Code.BAD_DATE),
    ],
)
def test_a_badge_out_of_its_time_is_not_valid(values, code):
    assert failing(signed(badge(**values))) == ("dates", code)


def test_it_is_valid_in_its_last_second_and_with_clocks_that_differ():
    assert verified(signed(badge(validUntil="2022-06-20T10:00:00Z"))).valid
    assert verified(SIGNED, now=NOW - timedelta(minutes=4)).valid
    assert not verified(SIGNED, now=NOW - timedelta(minutes=6)).valid
