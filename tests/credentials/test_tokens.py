"""Tokens: what joserfc makes we read, what we make it reads, and what a forger makes is refused."""

import base64
import json
import warnings
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from lms.credentials import keys, tokens, verdict
from lms.credentials.words import Code
from tests.credentials.making import KEY, NOW, SIGNER, badge, token, written

DID = "did:web:badges.example"
RSA = RSAKey.generate_key(2048)
EC = ECKey.generate_key("P-256")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    WEAK = RSAKey.generate_key(1024)


def part(said):
    text = said if isinstance(said, bytes) else json.dumps(said).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def made(header, claims, key=None):
    """A token by hand; signed by our key where none is given."""
    content = f"{part(header)}.{part(claims)}"
    signature = (key or SIGNER).sign(content.encode())
    return f"{content}.{part(signature)}"


def by_joserfc(algorithm, key, claims=None, **header):
    said = {"alg": algorithm, "kid": f"{DID}#key", **header}
    registry = jws.JWSRegistry(algorithms=[algorithm])
    registry.max_header_length = 4096
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return jws.serialize_compact(
            said, json.dumps(claims or claims_of()).encode(), key, registry=registry
        )


def claims_of(**more):
    document = badge()
    document["issuer"] = {**document["issuer"], "id": DID}
    return {**document, "iss": DID, "jti": document["id"], **more}


def jwks(*published):
    return written({"keys": [{**key.as_dict(private=False), "kid": "key"} for key in published]})


def verified(text, *files, **more):
    content = text.encode() if isinstance(text, str) else text
    return verdict.verify(content, now=more.get("now", NOW), issuer_files=files)


def failing(text, *files, **more):
    found = verified(text, *files, **more)
    assert not found.valid
    return next((check.name, check.code) for check in found.checks if check.ok is False)


def test_another_library_takes_our_tokens():
    public = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": part(public)})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it prefers another name of the same algorithm
        read = jws.deserialize_compact(token(), key, algorithms=["EdDSA"])
    claims = json.loads(read.payload)
    assert read.headers() == {"alg": "EdDSA", "typ": "JWT", "kid": SIGNER.method}
    assert {key: claims[key] for key in badge()} == badge()
    assert (claims["iss"], claims["jti"]) == (SIGNER.issuer, badge()["id"])
    assert claims["nbf"] == int(NOW.timestamp())


def test_our_own_token_is_valid_and_says_what_the_badge_says():
    found = verified(token())
    assert found.valid
    assert found.credential == badge()


@pytest.mark.parametrize(
    ("algorithm", "key"), [("RS256", RSA), ("ES256", EC), ("Ed25519", OKPKey.generate_key())]
)
def test_tokens_of_others_are_taken_with_the_key_that_somebody_gives(algorithm, key):
    assert verified(by_joserfc(algorithm, key), jwks(key)).valid
    other = type(key).generate_key()
    assert failing(by_joserfc(algorithm, key), jwks(other)) == ("proof", Code.CHANGED)
    assert failing(by_joserfc(algorithm, key)) == ("issuer", Code.UNKNOWN_ISSUER)


def test_a_token_of_the_older_kind_is_taken():
    inner = claims_of()
    for claim in ("iss", "jti"):
        inner.pop(claim)
    older = {"vc": inner, "iss": DID, "jti": inner["id"], "nbf": int(NOW.timestamp())}
    found = verified(by_joserfc("ES256", EC, older), jwks(EC))
    assert found.valid
    assert found.credential == inner


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "HS256", "PS256", "ES256K", "", None, 7, ["EdDSA"]]
)
def test_an_algorithm_that_is_not_on_the_list_is_refused(algorithm):
    text = made({"alg": algorithm, "kid": SIGNER.method}, badge())
    assert failing(text)[1] == Code.BAD_ALGORITHM


def test_a_public_key_is_never_a_shared_secret():
    """The old trick: sign by HMAC with the public key of the issuer."""
    pem = RSA.as_pem(private=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = by_joserfc("HS256", OctKey.import_key(base64.b64encode(pem).decode()))
    assert failing(text, jwks(RSA))[1] == Code.BAD_ALGORITHM
    secret = written({"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "key"}]})
    assert not verified(text, secret).valid


@pytest.mark.parametrize(
    ("said", "key"), [("RS256", EC), ("ES256", RSA), ("EdDSA", RSA), ("RS256", WEAK)]
)
def test_an_algorithm_that_is_not_that_of_the_key_is_refused(said, key):
    text = by_joserfc("ES256" if key is EC else "RS256", key)
    _header, claims, signature = text.split(".")
    swapped = f"{part({'alg': said, 'kid': f'{DID}#key'})}.{claims}.{signature}"
    assert failing(swapped, jwks(key)) == ("proof", Code.WRONG_ALGORITHM)


def test_a_token_without_signature_is_not_signed():
    header, claims, _signature = token().split(".")
    assert failing(f"{header}.{claims}.") == ("proof", Code.CHANGED)


def test_a_key_that_the_token_brings_proves_nothing():
    text = by_joserfc("ES256", EC, jwk=EC.as_dict(private=False))
    assert failing(text) == ("issuer", Code.EMBEDDED_KEY)
    assert failing(text, jwks(ECKey.generate_key("P-256"))) == ("proof", Code.CHANGED)


@pytest.mark.parametrize("key", ["jku", "x5u", "x5c", "crit", "b64", "zip", "nonce"])
def test_a_header_that_would_change_what_is_meant_is_refused(key):
    text = made({"alg": "EdDSA", "kid": SIGNER.method, key: ["x"]}, badge())
    assert failing(text) == ("format", Code.BAD_HEADER)


def test_a_header_or_claims_in_two_ways_are_refused():
    header = b'{"alg":"EdDSA","alg":"none","kid":"' + SIGNER.method.encode() + b'"}'
    assert failing(made(header, badge())) == ("format", Code.TWICE)
    claims = written(badge())[:-1] + b',"name":"Forged"}'
    good = {"alg": "EdDSA", "kid": SIGNER.method}
    assert failing(made(good, claims)) == ("format", Code.TWICE)


@pytest.mark.parametrize(
    ("claims", "key"),
    [
        ({"iss": "did:web:other.example"}, "id"),
        ({"jti": "urn:uuid:other"}, "id"),
        ({"nbf": 1}, "nbf"),
        ({"nbf": "yesterday"}, "nbf"),
        ({"nbf": True}, "nbf"),
        ({"exp": 10**12}, "exp"),
        ({"validUntil": "2030-01-01T00:00:00Z", "exp": 1}, "exp"),
        ({"vc": {}}, "vc"),
        ({"vp": {}}, "vp"),
        ({"proof": {"type": "DataIntegrityProof"}}, "proof"),
    ],
)
def test_a_token_that_says_two_things_is_refused(claims, key):
    text = made({"alg": "EdDSA", "kid": SIGNER.method}, {**badge(), **claims})
    found = verified(text)
    assert not found.valid
    assert found.checks[0].code in (Code.TWO_STORIES, Code.BAD_DATE)
    assert found.checks[0].values["key"] == key


def test_days_that_only_the_claims_say_count():
    claims = {**badge(), "exp": int((NOW + timedelta(days=1)).timestamp())}
    text = made({"alg": "EdDSA", "kid": SIGNER.method}, claims)
    assert verified(text).valid
    assert failing(text, now=NOW + timedelta(days=2)) == ("dates", Code.EXPIRED)


def test_a_changed_token_is_found_out():
    header, claims, signature = token().split(".")
    other = part({**badge(), "name": "Forged"})
    assert failing(f"{header}.{other}.{signature}") == ("proof", Code.CHANGED)
    assert failing(f"{header}.{claims}=.{signature}") == ("format", Code.NO_BADGE)


def test_the_key_of_somebody_else_is_not_the_issuers():
    other = keys.signer(keys.new(), "")
    text = made({"alg": "EdDSA", "kid": other.method}, badge(), other)
    assert failing(text) == ("issuer", Code.FOREIGN_KEY)
    text = made({"alg": "EdDSA", "kid": SIGNER.method}, badge(), other)
    assert failing(text) == ("proof", Code.CHANGED)


def test_a_did_key_may_be_of_p_256():
    private = ECKey.generate_key("P-256")
    public = private.public_key
    assert isinstance(public, EllipticCurvePublicKey)
    assert isinstance(public.curve, SECP256R1)
    point = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    key_id = keys.multibase(keys.P256 + point)
    did = keys.did_key(key_id)
    claims = {**badge(), "issuer": did, "iss": did}
    text = by_joserfc("ES256", private, claims, kid=f"{did}#{key_id}")
    assert verified(text).valid


@pytest.mark.parametrize("name", ["#0", "#1", ""])
def test_an_issuer_may_be_its_key_written_as_jwk(name):
    did = f"did:jwk:{part(EC.as_dict(private=False))}"
    claims = {**badge(), "issuer": did, "iss": did}
    assert verified(by_joserfc("ES256", EC, claims, kid=did + name)).valid == (name != "#1")
    other = ECKey.generate_key("P-256")
    assert failing(by_joserfc("ES256", other, claims, kid=f"{did}#0")) == ("proof", Code.CHANGED)


@pytest.mark.parametrize("encoded", ["", "x", "e30", part({"kty": "oct", "k": "c2VjcmV0"})])
def test_what_is_no_key_as_jwk_is_not_known(encoded):
    did = f"did:jwk:{encoded}"
    text = by_joserfc("ES256", EC, {**badge(), "issuer": did, "iss": did}, kid=f"{did}#0")
    assert failing(text) == ("issuer", Code.UNKNOWN_ISSUER)


def test_base64_that_can_be_written_in_two_ways_is_refused():
    with pytest.raises(Exception, match="not_json"):
        tokens.unpacked("QR")
