"""Our craft says what the published examples of the standards say.

Example credential, keys, hashes and signatures: Data Integrity EdDSA Cryptosuites v1.0 (W3C
Recommendation), appendix B.
"""

import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.credentials import canonical, contexts, keys, proofs

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
SECRET = keys.from_multibase("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")[2:]
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
CREDENTIAL = {
    "@context": [contexts.CREDENTIALS, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


@pytest.fixture(autouse=True)
def _examples(monkeypatch):
    """The vocabulary of the examples, which the platform itself does not know."""

    def loaded(address, options):
        if address != EXAMPLES:
            return contexts.loaded(address, options)
        vocabulary = {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": EXAMPLES,
            "document": {"@context": vocabulary},
        }

    monkeypatch.setitem(canonical.OPTIONS, "documentLoader", loaded)


def signer():
    return keys.Signer(Ed25519PrivateKey.from_private_bytes(SECRET), f"did:key:{PUBLIC}")


def test_the_key_is_named_as_the_standard_names_it():
    assert signer().key_id == PUBLIC
    assert signer().method == METHOD


def test_a_document_becomes_the_sentences_of_the_standard():
    written = canonical.as_sentences(CREDENTIAL)
    assert (
        hashlib.sha256(written).hexdigest()
        == "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
    )


def test_eddsa_rdfc_2022_gives_the_signature_of_the_standard():
    assert proofs.sign(CREDENTIAL, signer(), created=CREATED)["proof"] == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "proofValue": "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1"
        "FBTQsCZahKZme",
    }


def test_eddsa_jcs_2022_takes_the_signature_of_the_standard():
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "@context": CREDENTIAL["@context"],
        "proofValue": "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJ"
        "dcnTMuVor51aX",
    }
    (read,) = proofs.proofs({**CREDENTIAL, "proof": proof})
    content = proofs.to_sign(CREDENTIAL, *read.words)
    assert proofs.holds(read, content, keys.public_of(PUBLIC))


@pytest.mark.parametrize("address", contexts.KNOWN)
def test_every_vocabulary_is_installed_as_it_was_published(address):
    assert contexts.vocabulary(address)["@context"]


def test_no_vocabulary_is_ever_fetched():
    with pytest.raises(Exception, match="not a known vocabulary"):
        contexts.loaded("https://example.com/terms.jsonld", None)
