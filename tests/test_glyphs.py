"""Which letters our fonts have: said before a document is set, and as the printer sees it."""

import pytest
import typst

from lms import glyphs
from lms.pdf import pdf

PRINTED = (
    "Amina Yusuf", "Živa Šušteršič", "Амина", "مریم احمدی", "Ελένη", "አሚና ዩሱፍ", "ქეთი",
    "ਸਤਿ ਸ੍ਰੀ", "සිංහල", "ณัฐพล", "हिन्दी", "தமிழ்", "বাংলা", "שָׁלוֹם", "e\u0301", "two\nlines", "a\ufe0f",
)  # fmt: skip
NOT_PRINTED = ("王小明", "😀", "ខ្មែរ", "한글", "ꦗꦮ", "\x01")


@pytest.mark.parametrize("text", PRINTED)
def test_what_migrants_write_with_can_be_printed(text):
    assert glyphs.missing(text) == ""


@pytest.mark.parametrize("text", NOT_PRINTED)
def test_what_no_font_of_ours_has_is_named(text):
    assert glyphs.missing(f"Lea {text}")
    assert glyphs.named(f"Lea {text}")
    assert "L" not in glyphs.missing(f"Lea {text}")


@pytest.mark.parametrize("text", [*PRINTED, *NOT_PRINTED])
def test_the_printer_agrees(text, monkeypatch):
    monkeypatch.setattr(glyphs, "printable", lambda facts: facts)
    paper = {"lang": "en", "title": "x", "page": "{number} {all}", "foot": "", "heading": text,
             "head": {"project": "", "funding": "", "logo": None, "logo_words": ""},
             "subheading": "", "about": [], "sections": []}  # fmt: skip
    if glyphs.missing(text):
        with pytest.raises(typst.TypstError):
            pdf("record", paper)
    else:
        assert pdf("record", paper).startswith(b"%PDF-")


def test_a_list_for_the_house_is_printed_whatever_is_in_it():
    facts = {"names": [("Lea", "王小明")], "number": 3, "none": None}
    assert glyphs.printable(facts) == {"names": [["Lea", "���"]], "number": 3, "none": None}
