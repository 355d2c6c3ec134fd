"""Files from anybody: read strictly, in bounded time and memory, never with a broken page."""

import io
import json
import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lms.credentials import baking, reading, strict, verdict
from lms.credentials.words import Code
from tests.credentials.making import NOW, badge, signed, token, written

SIGNED = written(signed()).decode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Badge</title></svg>'


def picture():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(file, "PNG")
    return file.getvalue()


PNG = picture()


def verified(content):
    return verdict.verify(content, now=NOW)


def refusal(content):
    found = verified(content)
    assert not found.valid
    assert found.checks[0].name == "format"
    return None if found.checks[0].ok else found.checks[0].code


# JSON


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1, "a": 1}', Code.TWICE),
        ('{"a": {"b": 1, "b": 2}}', Code.TWICE),
        ('{"a": NaN}', Code.NUMBER),
        ('{"a": -Infinity}', Code.NUMBER),
        ('{"a": 1e400}', Code.NUMBER),
        ('{"a": 1e-400}', Code.NUMBER),
        ('{"a": 9007199254740992}', Code.NUMBER),
        ('{"a": -0}', Code.NUMBER),
        ('{"a": 0.1000000000000000055}', Code.NUMBER),
        ('{"a": ' + "9" * 5_000 + "}", Code.NUMBER),
        ('{"a": 1e999999999999}', Code.NUMBER),
        ('{"a": 0.' + "1" * 5_000 + "}", Code.NUMBER),
        ('{"a": "\\ud800"}', Code.NOT_TEXT),
        ('{"a": "\\u0000"}', Code.NOT_TEXT),
        ('{"\\u0000": 1}', Code.NOT_TEXT),
        ('{"a": 1} {"a": 2}', Code.NOT_JSON),
        ('{"a": 1,}', Code.NOT_JSON),
        ("{'a': 1}", Code.NOT_JSON),
        ('{"a": 01}', Code.NOT_JSON),
        ("{", Code.NOT_JSON),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", Code.NOT_JSON),
        ('{"a": ' + "[" * 40 + "]" * 40 + "}", Code.TOO_DEEP),
        ('{"a": [' + "1," * 5_000 + "1]}", Code.TOO_MUCH),
    ],
)
def test_json_that_can_be_read_in_two_ways_or_is_endless_is_refused(text, code):
    assert refusal(text.encode()) == code


@pytest.mark.parametrize("number", [0, 1, -7, 2**53 - 1, 0.5, 45.25, 1e20, 0.1])
def test_numbers_that_everybody_reads_alike_are_taken(number):
    assert strict.read(json.dumps([number])) == [number]


@pytest.mark.parametrize(
    "content", [b"", b" ", b"hello", b"[]", b"7", b"\xff\xfe{", b"{\xff}", b"eyJ"]
)
def test_what_is_no_badge_is_said(content):
    assert refusal(content) in (Code.NO_BADGE, Code.NOT_TEXT, Code.NOT_JSON)


def test_a_file_that_is_too_large_is_not_even_read():
    assert refusal(b"{" + b" " * reading.LARGEST + b"}") == Code.TOO_LARGE


def test_one_bound_holds_for_every_file_and_the_badge_in_it():
    badge = '{"a": 1}' + " " * (reading.LARGEST // 2 + 1)
    picture = baking.into_png(PNG, badge)
    assert len(picture) < reading.LARGEST
    assert reading.read(picture).credential == {"a": 1}


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_bytes_break_the_verdict(content):
    for start in (b"", b"{", baking.PNG, b"<svg", b"eyJ"):
        assert not verified(start + content).valid


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8) | st.just("did:key:z6Mk"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from([*json.loads(SIGNED)]), ANYTHING)
def test_no_value_at_any_place_breaks_the_verdict(key, value):
    document = json.loads(SIGNED)
    if document[key] != value:
        document[key] = value
        assert not verified(written(document)).valid


@given(st.sampled_from(["issuer", "credentialSubject", "credentialStatus", "proof"]), ANYTHING)
def test_nor_does_any_value_inside(key, value):
    document = json.loads(SIGNED)
    for inner in document[key]:
        other = {**document, key: {**document[key], inner: value}}
        verified(written(other)).as_dict()


# graphs


def above(depth, width):
    """Organisations without names, each above the next: they all look alike."""
    if depth == 0:
        return {"type": ["Profile"]}
    return {"type": ["Profile"], "parentOrg": [above(depth - 1, width) for _ in range(width)]}


@pytest.mark.parametrize("shape", [(7, 2), (5, 3), (3, 8), (2, 20), (4, 4)])
def test_a_graph_that_is_made_to_take_for_ever_is_refused_in_time(shape):
    document = badge()
    document["issuer"]["parentOrg"] = above(*shape)
    proof = signed()["proof"]
    started = time.perf_counter()
    found = verified(written({**document, "proof": [proof, proof, proof, proof]}))
    assert Code.POISON in [check.code for check in found.checks if check.ok is False]
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("alike", [{}, {"type": ["Evidence"], "name": "a"}])
def test_many_that_look_alike_do_not_take_long(alike):
    content = written({**badge(evidence=[alike] * 300), "proof": signed()["proof"]})
    started = time.perf_counter()
    assert not verified(content).valid
    assert time.perf_counter() - started < 20


def test_a_badge_as_full_as_is_allowed_is_checked_in_time():
    many = [
        {"type": "Evidence", "id": f"https://example.com/{at}", "name": f"Evidence {at}"}
        for at in range(400)
    ]
    document = written(signed(badge(evidence=many)))
    started = time.perf_counter()
    assert verified(document).valid
    assert time.perf_counter() - started < 20


# pictures


@pytest.mark.parametrize("payload", [SIGNED, token()])
def test_a_badge_goes_into_a_picture_and_out_again(payload):
    for bake, empty, kind in ((baking.into_svg, SVG, "svg"), (baking.into_png, PNG, "png")):
        baked = bake(empty, payload)
        found = verified(baked)
        assert (found.valid, found.kind) == (True, kind)
        assert bake(baked, payload) == baked  # the one before is replaced


def test_a_baked_picture_is_still_a_picture():
    baked = Image.open(io.BytesIO(baking.into_png(PNG, SIGNED)))
    baked.load()
    assert baked.info["openbadgecredential"] == SIGNED
    assert b"<title>Badge</title>" in baking.into_svg(SVG, SIGNED)
    assert b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"' in baking.into_svg(SVG, SIGNED)


def test_a_badge_that_another_program_baked_is_read():
    info, file = PngInfo(), io.BytesIO()
    info.add_itxt("openbadgecredential", SIGNED)
    Image.open(io.BytesIO(PNG)).save(file, "PNG", pnginfo=info)
    assert verified(file.getvalue()).valid


@pytest.mark.parametrize("bake", [baking.into_svg, baking.into_png])
@pytest.mark.parametrize("broken", [b"", b"<svg", b"<html/>", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_nothing_is_baked_into_what_is_no_picture(bake, broken):
    with pytest.raises(baking.Unbakeable):
        bake(broken, SIGNED)


def chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def with_chunks(*more):
    return PNG[:33] + b"".join(more) + PNG[33:]


def itxt(text, *, packed=False, keyword=b"openbadgecredential"):
    content = zlib.compress(text) if packed else text
    return chunk(b"iTXt", keyword + b"\0" + bytes([packed]) + b"\0\0\0" + content)


def test_two_badges_in_one_picture_are_refused():
    one = itxt(SIGNED.encode())
    assert refusal(with_chunks(one, one)) == Code.TWO_BADGES
    assert refusal(with_chunks(one, itxt(b"x"))) == Code.TWO_BADGES
    twice = SVG.replace(
        b"<title>",
        b"<o:credential xmlns:o='https://purl.imsglobal.org/ob/v3p0'>x</o:credential>" * 2
        + b"<title>",
    )
    assert refusal(twice) == Code.TWO_BADGES
    both = baking.into_svg(SVG, token()).replace(b"/>", b">" + b"eyJ</openbadges:credential>", 1)
    assert refusal(both) == Code.TWO_BADGES


def test_a_second_picture_behind_the_end_is_refused():
    assert refusal(baking.into_png(PNG, SIGNED) + PNG) == Code.DAMAGED
    assert refusal(baking.into_png(PNG, SIGNED) + b"\0") == Code.DAMAGED


def test_a_badge_that_is_compressed_is_refused_as_the_standard_says():
    assert refusal(with_chunks(itxt(SIGNED.encode(), packed=True))) == Code.DAMAGED


def test_a_text_that_unpacks_to_gigabytes_is_refused():
    started = time.perf_counter()
    bomb = zlib.compress(b" " * (64 * 2**20), 9)
    content = b"openbadgecredential\0\1\0\0\0" + bomb
    assert refusal(with_chunks(chunk(b"iTXt", content))) == Code.DAMAGED
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "broken",
    [
        PNG[:50],
        PNG.replace(b"IDAT", b"IDAU"),
        with_chunks(chunk(b"tEXt", b"openbadgecredential\0" + SIGNED.encode())),
        with_chunks(chunk(b"iTXt", b"OpenBadgeCredential\0\0\0\0\0" + SIGNED.encode())),
        with_chunks(chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0not packed")),
        with_chunks(chunk(b"iTXt", b"openbadgecredential\0\2\0\0\0x")),
        with_chunks(chunk(b"iTXt", b"openbadgecredential\0")),
        with_chunks(chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"{}")[:-4])),
        PNG[:8] + chunk(b"IEND", b""),
        PNG[:8] + b"\xff\xff\xff\xff" + PNG[12:],
    ],
)
def test_a_damaged_picture_is_said(broken):
    assert refusal(broken) == Code.DAMAGED


def test_a_picture_without_a_badge_and_one_of_version_2_are_said():
    assert refusal(PNG) == Code.NO_BADGE
    assert refusal(SVG) == Code.NO_BADGE
    old = SVG.replace(
        b"<title>", b"<o:assertion xmlns:o='http://openbadges.org' verify='eyJ'/><title>"
    )
    assert refusal(old) == Code.OLD_BADGE
    assert refusal(with_chunks(chunk(b"iTXt", b"openbadges\0\0\0\0\0{}"))) == Code.OLD_BADGE


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG,
        b'<?xml version="1.0" encoding="unheard"?>' + SVG,
        b"<svg" * 50_000,
        b"<html xmlns='http://www.w3.org/2000/svg'/>",
        SVG + SVG,
        b'<?xml version="1.0" encoding="utf-16"?>' + SVG,
    ],
)
def test_hostile_xml_is_refused(hostile):
    assert refusal(hostile) in (Code.DAMAGED, Code.NO_BADGE)
    with pytest.raises(baking.Unbakeable):
        baking.into_svg(hostile, SIGNED)
