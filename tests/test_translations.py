"""Every text that a person sees is in every catalogue, whole, and says the same."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ["en", "sl", "ar"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def words_of_the_code():
    """Every message that the code and the pages use, found as tools/translations finds them."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = parse_keywords(re.findall(r"-k (\S+)", (ROOT / "tools/translations").read_text()))
    default = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(ROOT), methods, options, {**default, **keywords})
    return {message for _file, _line, message, _comments, _context in found}


@pytest.fixture(scope="module")
def used():
    return words_of_the_code()


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    file = ROOT / "translations" / request.param / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as opened:
        return read_po(opened, locale=request.param)


def strings(message):
    """The translations of a message: one, or one for each plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def originals(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def placeholders(texts):
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def test_the_pages_have_words(used):
    assert len(used) > 300


def test_a_catalogue_has_every_message_and_no_other(catalogue, used):
    """`make translations` collects them; then somebody translates."""
    kept = {message.id for message in catalogue if message.id}
    assert sorted(map(str, used - kept)) == [], "missing: run `make translations`"
    assert sorted(map(str, kept - used)) == [], "no longer used: run `make translations`"


def test_every_message_is_translated_by_somebody_who_was_sure(catalogue):
    if catalogue.locale_identifier == "en":
        return  # the messages themselves are English
    fuzzy = [message.id for message in catalogue if message.fuzzy and message.id]
    empty = [message.id for message in catalogue if message.id and not all(strings(message))]
    assert fuzzy == []
    assert empty == []


def test_a_message_with_a_number_has_every_plural_form_of_the_language(catalogue):
    for message in catalogue:
        if message.pluralizable and catalogue.locale_identifier != "en":
            assert len(message.string) == catalogue.num_plurals, message.id


def test_translations_have_the_same_placeholders(catalogue):
    for message in catalogue:
        wanted = placeholders(originals(message))
        given = [placeholders([text]) for text in strings(message) if text]
        if message.id and not message.pluralizable:
            assert all(found == wanted for found in given), message.id
        elif message.id:  # "one person" needs no number; but some form has to say it
            assert all(found <= wanted for found in given), message.id
            assert not given or set.union(*given) == wanted, message.id


def test_translations_keep_the_space_around_a_text(catalogue):
    for message in catalogue:
        for original, text in zip(originals(message), strings(message), strict=False):
            if message.id and text:
                around = (original[:1].isspace(), original[-1:].isspace())
                assert (text[:1].isspace(), text[-1:].isspace()) == around, message.id


def test_no_message_has_markup_that_a_translator_could_break(used):
    texts = [part for entry in used for part in (entry if isinstance(entry, tuple) else (entry,))]
    assert [text for text in texts if text and re.search(r"<[a-z/]|&[a-z]+;", text)] == []
