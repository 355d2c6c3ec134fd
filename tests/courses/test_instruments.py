"""Which levels a programme asks for, as it is written and kept."""

import pytest

from lms.courses import instruments
from lms.courses.instruments import Instrument, plain, read

SLOVENE = {
    "framework": "cefr",
    "language": "sl",
    "methods": ["trainer", "test"],
    "also": ["laslliam"],
    "entry_test": "slovene/01-hello/placement",
    "skills": ["speaking", "reading"],
    "overall": "middle",
}


def wrong(*given):
    return [(problem.path, problem.words) for problem in read(list(given), "en")[1]]


def test_what_is_written_is_read_and_written_the_same(app):
    found, problems = read([SLOVENE, {"framework": "digcomp", "skills": ["digital"]}], "en")
    assert problems == []
    assert found[0] == Instrument(
        "cefr", ("speaking", "reading"), ("trainer", "test"), "sl", ("laslliam",),
        "slovene/01-hello/placement", None, "middle",
    )  # fmt: skip
    assert [one.name for one in found] == ["cefr-sl", "digcomp"]
    assert plain(found) == [
        SLOVENE, {"framework": "digcomp", "skills": ["digital"], "methods": ["self"]},
    ]  # fmt: skip
    assert read(plain(found), "en") == (found, [])


def test_all_skills_people_themselves_and_the_lowest_are_usual(app):
    ((one,), problems) = read([{"framework": "intercultural"}], "en")
    assert problems == []
    assert one.skills == ("self", "fairness", "dialogue", "language", "belonging")
    assert (one.methods, one.overall) == (("self",), "lowest")
    assert plain([]) is None


@pytest.mark.parametrize(
    ("given", "path", "words"),
    [
        ({}, "levels[0].framework", "Say which framework"),
        ({"framework": "cerf"}, "levels[0].framework", "Choose one of these: cefr"),
        ({"framework": "cefr"}, "levels[0].language", "Say of which language"),
        ({"framework": "cefr", "language": "S l"}, "levels[0].language", "no language"),
        ({"framework": "digcomp", "language": "sl"}, "levels[0].language", "not one of a language"),
        ({"framework": "digcomp", "skills": ["reading"]}, "levels[0].skills", "Choose one of"),
        ({"framework": "digcomp", "skills": "digital"}, "levels[0].skills", "Write a list"),
        ({"framework": "digcomp", "also": ["cefr"]}, "levels[0].also", "Choose one of these: –"),
        ({"framework": "digcomp", "methods": ["guess"]}, "levels[0].methods", "Choose one of"),
        ({"framework": "digcomp", "overall": "mean"}, "levels[0].overall", "Choose one of"),
        ({"framework": "digcomp", "shoe": 1}, "levels[0].shoe", "not known"),
        (
            {"framework": "digcomp", "methods": ["test"], "exit_test": "final"},
            "levels[0].exit_test",
            "Name a test as course/module/quiz.",
        ),
        (
            {"framework": "digcomp", "entry_test": "a/01-b/c"},
            "levels[0].entry_test",
            "“methods” does not have “test”",
        ),
        ("cefr", "levels[0]", "Write keys and values here"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(app, given, path, words):
    assert any(at == path and words in said for at, said in wrong(given)), wrong(given)


def test_a_framework_stands_once_in_a_programme(app):
    slovene = {"framework": "cefr", "language": "sl"}
    assert "twice" in wrong(slovene, slovene)[0][1]
    literacy = {"framework": "laslliam", "language": "sl"}
    assert "itself" in wrong(slovene | {"also": ["laslliam"]}, literacy)[0][1]
    assert wrong(slovene, literacy, {"framework": "cefr", "language": "de"}) == []


def test_tests_follow_their_modules_to_a_new_name(app):
    kept = plain(read([SLOVENE], "en")[0])
    assert instruments.tests_of(kept) == ["slovene/01-hello/placement"]
    renamed = instruments.renamed_tests(kept, {"slovene/01-hello": "slovene/02-hello"})
    assert instruments.tests_of(renamed) == ["slovene/02-hello/placement"]
    assert instruments.renamed_tests(None, {}) is None
    assert instruments.of_programme(None) == ()
