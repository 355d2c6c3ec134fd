"""The key `levels` of a programme's file: read, imported, exported, kept from being gone over."""

import pytest

from lms.courses.models import Programme
from lms.db import db
from tests.courses.content.test_browser_work import refused
from tests.courses.content.test_export import exported
from tests.courses.content.test_import import one

TWO = "programmes/two.yaml"
LEVELS = """\
levels:
  - framework: cefr
    language: sl
    methods: [trainer, self, test]
    exit_test: slovene/01-hello/final
  - {framework: digcomp, skills: [digital]}
policy:
"""
KEPT = [
    {
        "framework": "cefr",
        "language": "sl",
        "methods": ["trainer", "self", "test"],
        "exit_test": "slovene/01-hello/final",
    },
    {"framework": "digcomp", "skills": ["digital"], "methods": ["self"]},
]


def test_levels_are_imported_and_exported_the_same(app, folder):
    folder.replace(TWO, "policy:\n", LEVELS)
    folder.bring_in()
    assert one(Programme, "two").levels == KEPT
    out, _counts = exported(folder, "out")
    assert "levels:\n- framework: cefr\n" in (out.root / TWO).read_text()
    changes = out.bring_in().counts()
    assert (changes["created"], changes["updated"]) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("digcomp", "digicomp", (14, "framework", "Choose one of these: cefr, laslliam, digcomp")),
        ("/final", "/finale", (13, "exit_test", 'There is no "finale" in the module "01-hello".')),
        ("slovene/", "third/", (13, "exit_test", 'The course "third" is not in this programme.')),
        ("language", "langage", (11, "langage", 'This key is not known. Did you mean "language"?')),
        ("levels:\n", "levels: cefr\nmore:\n", (9, "levels", "Write a list here")),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_key(app, folder, old, new, expected):
    folder.replace(TWO, "policy:\n", LEVELS.replace(old, new))
    line, key, words = expected
    found = folder.problems()
    said = f'{TWO}, line {line}, key "{key}": {words}'
    assert any(problem.startswith(said) for problem in found), found


def test_levels_that_were_chosen_in_the_browser_are_not_gone_over(app, folder):
    folder.replace(TWO, "policy:\n", LEVELS)
    folder.bring_in()
    one(Programme, "two").levels = KEPT[:1]
    db.session.commit()
    folder.replace(TWO, "[digital]", "[digital, safety]")
    assert refused(folder) == [TWO]
