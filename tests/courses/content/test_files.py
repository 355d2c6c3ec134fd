"""Files and folders that have no place, no right name, or cannot be read."""

import os

import pytest

from tests.courses.content.conftest import LESSON

PHONE = "courses/digital/01-phone"
HAS = "This has no place here. A module has: module.yaml, 01-name.en.md, name.quiz.yaml."
FOLDERS = "A content folder has these folders: courses, indicators, programmes, projects."
NAMES = {
    "an unknown folder": (
        "course/digital/course.yaml",
        f'course: {FOLDERS} Did you mean "courses"?',
    ),
    "a file at the top": (
        "notes.txt", f"notes.txt: {FOLDERS}",
    ),
    "a file among the courses": (
        "courses/list.txt",
        "courses/list.txt: Each course is a folder, named with small letters a to z, digits and "
        "hyphens.",
    ),
    "a programme with another ending": (
        "programmes/three.yml",
        "programmes/three.yml: Each programme is a file with a name like "
        '"digital-and-local.yaml".',
    ),
    "a programme with capitals": (
        "programmes/Three.yaml",
        "programmes/Three.yaml: Each programme is a file with a name like "
        '"digital-and-local.yaml".',
    ),
    "a module without a number": (
        "courses/digital/phone/module.yaml",
        "courses/digital/phone: Name a module by two digits, a hyphen and a name: "
        '"01-first-steps".',
    ),
    "a file in a course": (
        "courses/digital/cours.yaml",
        'courses/digital/cours.yaml: This file has no place here. Did you mean "course.yaml"?',
    ),
    "a file in a module": (f"{PHONE}/picture.png", f"{PHONE}/picture.png: {HAS}"),
    "a folder in a module": (f"{PHONE}/old/x.md", f"{PHONE}/old: {HAS}"),
    "a lesson without a number": (
        f"{PHONE}/apps.en.md",
        f'{PHONE}/apps.en.md: Name a lesson by number, name and language: "01-hello.en.md".',
    ),
    "a lesson without a language": (
        f"{PHONE}/03-maps.md",
        f'{PHONE}/03-maps.md: Name a lesson by number, name and language: "01-hello.en.md".',
    ),
    "a lesson in a language that there is not": (
        f"{PHONE}/03-maps.english.md",
        f'{PHONE}/03-maps.english.md: There is no language "english". '
        "Use a code such as en, sl, ar, fa-AF.",
    ),
    "a lesson in a language written in capitals": (
        f"{PHONE}/03-maps.SL.md",
        f'{PHONE}/03-maps.SL.md: There is no language "SL". '
        "Use a code such as en, sl, ar, fa-AF.",
    ),
    "a lesson with a number that is taken": (
        f"{PHONE}/02-maps.en.md",
        f'{PHONE}/02-maps: "02" is here twice: see "02-apps".',
    ),
    "a lesson with a name that is taken": (
        f"{PHONE}/03-apps.sl.md",
        f'{PHONE}/03-apps: "apps" is here twice: see "02-apps".',
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_has_no_place_is_reported(folder, what):
    path, expected = NAMES[what]
    folder.write(path, LESSON)
    assert folder.problems() == [expected]


def test_two_modules_must_not_share_a_number(folder):
    folder.write("courses/digital/02-maps/module.yaml", "title: Maps\n")
    assert folder.problems() == ['courses/digital/02-safe: "02" is here twice: see "02-maps".']


def test_a_course_and_a_module_need_their_files(folder):
    folder.remove("courses/slovene/course.yaml")
    folder.remove("courses/digital/02-safe/module.yaml")
    assert folder.problems() == [
        "courses/digital/02-safe: The file module.yaml is missing in this folder.",
        "courses/slovene: The file course.yaml is missing in this folder.",
    ]


def test_hidden_files_and_notes_for_authors_are_left_alone(folder):
    for name in (".DS_Store", "courses/.gitkeep", "README.md", f"{PHONE}/README.md"):
        folder.write(name, b"\xff")
    assert folder.problems() == []


def test_an_empty_folder_is_not_content(folder, tmp_path):
    folder.root = tmp_path / "empty"
    folder.root.mkdir()
    assert folder.problems() == [".: There are no courses and no programmes in this folder."]


def test_an_empty_file_is_reported(folder):
    folder.write("courses/slovene/course.yaml", "")
    assert folder.problems() == [
        "courses/slovene/course.yaml, line 1: "
        'Write keys and values here, for example "title: Hello".'
    ]


def test_a_file_that_is_not_utf8_is_reported_with_its_line(folder):
    folder.write("courses/slovene/course.yaml", "level: A1\ntitle: Slovenščina\n".encode("cp1250"))
    assert folder.problems() == [
        "courses/slovene/course.yaml, line 2: "
        "This is not UTF-8. Save the file with the encoding UTF-8."
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(folder):
    for path in (f"{PHONE}/01-screen.en.md", "programmes/two.yaml"):
        text = (folder.root / path).read_text(encoding="utf-8")
        folder.write(path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert folder.problems() == []


def test_a_control_character_in_a_text_is_reported_with_its_line(folder):
    folder.replace(f"{PHONE}/01-screen.en.md", "It is", "It\x00is")
    assert folder.problems() == [
        f"{PHONE}/01-screen.en.md, line 11: There is a control character here. Take it out."
    ]


def test_a_file_over_one_megabyte_is_not_read(folder):
    folder.write(f"{PHONE}/01-screen.en.md", b"a" * 1_000_001)
    assert folder.problems() == [f"{PHONE}/01-screen.en.md: This file is larger than 1 MB."]


def test_a_link_that_leads_outside_is_not_followed(folder, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text(LESSON)
    (folder.root / PHONE / "03-secret.en.md").symlink_to(secret)
    (folder.root / "courses/outside").symlink_to(tmp_path)
    assert folder.problems() == [
        f"{PHONE}/03-secret.en.md: This link leads outside the folder.",
        "courses/outside: This link leads outside the folder.",
    ]


def test_a_link_inside_the_folder_is_followed(folder):
    there = folder.root / PHONE
    (there / "03-again.en.md").symlink_to(there / "01-screen.en.md")
    assert folder.problems() == []


def test_what_is_not_a_file_is_not_opened(folder):
    os.mkfifo(folder.root / PHONE / "03-pipe.en.md")
    (folder.root / PHONE / "04-nowhere.en.md").symlink_to("nowhere.md")
    assert folder.problems() == [
        f"{PHONE}/03-pipe.en.md: This file cannot be opened.",
        f"{PHONE}/04-nowhere.en.md: This file cannot be opened.",
    ]


def test_names_that_are_too_long_together_are_reported(folder):
    name = "03-" + "a" * 77
    folder.move("courses/digital/02-safe", f"courses/digital/{name}")
    folder.write(f"courses/digital/{name}/01-{'b' * 60}.en.md", LESSON)
    folder.remove(f"courses/digital/{name}/01-codes.en.md")
    assert folder.problems() == [
        f"courses/digital/{name}: These names are longer than 120 characters together."
    ]
