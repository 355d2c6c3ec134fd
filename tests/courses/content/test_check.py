"""A content folder that is wrong is told so by file, line and key, in words, all at once."""

import pytest
import yaml

from lms.courses.content import tree

TWO = "programmes/two.yaml"
COURSE = "courses/digital/course.yaml"
MODULE = "courses/digital/01-phone/module.yaml"
SAFE = "courses/digital/02-safe/module.yaml"
LESSON = "courses/digital/01-phone/01-screen.en.md"
QUIZ = "courses/slovene/01-hello/final.quiz.yaml"
CODE = "Use a code such as en, sl, ar, fa-AF."
PART = "Write an exact part of the whole, for example 80%, 4/5, 0.8."
WHOLE = "Write a whole number, 1 or more."
MINUTES = "Write whole minutes, 1 or more."
OPEN = 'Begin with a line "---", then title and minutes, then a line "---" again.'

CONDITIONS = """\
  conditions:
    all:
      - module: digital/01-fone
      - any:
          - portfolio: true
          - assessment: slovene/01-hello/finale
      - any:
          - course: {course: housing, threshold: 70%}
          - module: housing/01-homes
"""
EITHER = "      - any: [{portfolio: true}, {hours: 80%}]\n"

WRONG = {
    "an unknown key": (
        COURSE, "title:\n", "titel:\n",
        [(1, "titel", 'This key is not known. Did you mean "title"?'),
         (1, "title", "This key is missing. Write a title.")],
    ),
    "an unknown key of a policy": (
        TWO, "grace_minutes", "grace_minuets",
        [(13, "grace_minuets", 'This key is not known. Did you mean "grace_minutes"?')],
    ),
    "an unknown key beside a course": (
        TWO, "units: 30}", "units: 30, unit: 5}",
        [(7, "unit", 'This key is not known. Did you mean "units"?')],
    ),
    "an unknown key in front matter": (
        LESSON, "summary", "sumary",
        [(6, "sumary", 'This key is not known. Did you mean "summary"?')],
    ),
    "a course that is nowhere": (
        TWO, "course: slovene", "course: slovenian",
        [(8, "course", 'There is no course "slovenian" in this folder or the database. '
                       'Did you mean "slovene"?'),
         (16, "exit_assessment", 'The course "slovene" is not in this programme. '
                                 'Did you mean "slovenian"?')],
    ),
    "a course listed twice": (
        TWO, "course: slovene", "course: digital",
        [(8, "course", "This course is in the list twice."),
         (16, "exit_assessment", 'The course "slovene" is not in this programme.')],
    ),
    "a mandatory module that is not there": (
        TWO, "digital/01-phone", "digital/01-fone",
        [(15, "mandatory_modules", 'There is no module "01-fone" in the course "digital". '
                                   'Did you mean "01-phone"?')],
    ),
    "a mandatory module of another programme's course": (
        TWO, "digital/01-phone", "housing/01-homes",
        [(15, "mandatory_modules", 'The course "housing" is not in this programme.')],
    ),
    "a mandatory module without its course": (
        TWO, "    - digital/01-phone", "    - 01-phone",
        [(14, "mandatory_modules", "Name each module as course/module.")],
    ),
    "an exit assessment that is not there": (
        TWO, "01-hello/final", "01-hello/finale",
        [(16, "exit_assessment", 'There is no "finale" in the module "01-hello". '
                                 'Did you mean "final"?')],
    ),
    "units that do not add up": (
        TWO, "units: 30", "units: 29",
        [(6, "courses", "The units of the courses add up to 59, and required_units is 60.")],
    ),
    "units that are not whole": (
        TWO, "units: 30", "units: 29.5", [(7, "units", WHOLE)],
    ),
    "no units": (
        TWO, ", units: 30", "", [(7, "units", "This key is missing. " + WHOLE)],
    ),
    "a missing unit_minutes": (
        TWO, "unit_minutes: 45\n", "",
        [(1, "unit_minutes", "This key is missing. Choose one of these: 45, 50, 60.")],
    ),
    "a unit of 30 minutes": (
        TWO, "unit_minutes: 45", "unit_minutes: 30",
        [(5, "unit_minutes", "Choose one of these: 45, 50, 60.")],
    ),
    "a unit of 45.0 minutes": (
        TWO, "unit_minutes: 45", "unit_minutes: 45.0",
        [(5, "unit_minutes", "Choose one of these: 45, 50, 60.")],
    ),
    "a bad track": (
        TWO, "track: migrant", "track: migrants",
        [(2, "track", 'Choose one of these: authority, teacher, migrant. '
                      'Did you mean "migrant"?')],
    ),
    "a bad preset": (
        TWO, "preset: zip", "preset: zap",
        [(10, "preset", "There is no such preset. The presets are: zip, fami, bamf, includ-eu.")],
    ),
    "a threshold over 100%": (
        TWO, "threshold: 80%", "threshold: 101%",
        [(11, "threshold", "Write a part of the whole, from 0 to 100%.")],
    ),
    "a negative threshold": (TWO, "threshold: 80%", "threshold: -5%", [(11, "threshold", PART)]),
    "a threshold that is a word": (
        TWO, "threshold: 80%", "threshold: yes", [(11, "threshold", PART)],
    ),
    "a portfolio that is a maybe": (
        TWO, "preset: zip", "portfolio: yes", [(10, "portfolio", "Write true or false.")],
    ),
    "minutes of grace that are not whole": (
        TWO, "grace_minutes: 10", "grace_minutes: 2.5",
        [(13, "grace_minutes", "Write whole minutes, 0 or more.")],
    ),
    "a policy that is a word": (
        TWO, "policy:", "policy: strict\nxyzzy:",
        [(9, "policy", "Write the keys of the policy here."),
         (10, "xyzzy", "This key is not known.")],
    ),
    "an organisation with a space": (
        TWO, "organisation: centre", "organisation: Our Centre",
        [(3, "organisation", "Use small letters a to z, digits and hyphens.")],
    ),
    "no courses": (
        TWO, "courses:\n  - {course: digital, units: 30}\n  - {course: slovene, units: 30}\n", "",
        [(1, "courses", "List the courses here, each with course and units."),
         (12, "mandatory_modules", 'The course "digital" is not in this programme.'),
         (13, "exit_assessment", 'The course "slovene" is not in this programme.')],
    ),
    "a title with no language": (
        MODULE, "{en: My phone}", "{}", [(1, "title", "This key is missing. Write a title.")],
    ),
    "a title in a language that there is not": (
        MODULE, "en: My phone", "english: My phone",
        [(1, "title", f'There is no language "english". {CODE}')],
    ),
    "a title that says nothing": (
        MODULE, "en: My phone", "en: ",
        [(1, "title", "Write a text here, in quotes if it is a single word.")],
    ),
    "a title that is true": (
        MODULE, "{en: My phone}", "true",
        [(1, "title", "Write a text here, in quotes if it is a single word.")],
    ),
    "no title": (
        MODULE, "title: {en: My phone}\n", "",
        [(1, "title", "This key is missing. Write a title.")],
    ),
    "minutes of a module that are a word": (
        MODULE, "minutes: 45", "minutes: many", [(2, "minutes", MINUTES)],
    ),
    "minutes of a lesson that are zero": (
        LESSON, "minutes: 15", "minutes: 0", [(3, "minutes", MINUTES)],
    ),
    "minutes of a lesson with a point": (
        LESSON, "minutes: 15", "minutes: 15.0", [(3, "minutes", MINUTES)],
    ),
    "minutes that other readers take for octal": (
        LESSON, "minutes: 15", "minutes: 012", [(3, "minutes", MINUTES)],
    ),
    "minutes that other readers take for a time": (
        LESSON, "minutes: 15", "minutes: 12:30", [(3, "minutes", MINUTES)],
    ),
    "no minutes": (
        LESSON, "minutes: 15\n", "", [(2, "minutes", "This key is missing. " + MINUTES)],
    ),
    "a completion that is not known": (
        SAFE, "attendance", "attendence",
        [(2, "completion", 'Choose one of these: lessons, attendance, trainer. '
                           'Did you mean "attendance"?')],
    ),
    "goals that are not a list": (
        COURSE, "[Use a phone]", "Use a phone",
        [(8, "goals", "Write a list here: a line with a hyphen for each.")],
    ),
    "a language that there is not": (
        COURSE, "language: sl", "language: slo",
        [(5, "language", f'There is no language "slo". {CODE}')],
    ),
    "a kind of assessment that is not known": (
        QUIZ, "kind: exit", "kind: exam",
        [(2, "kind", "Choose one of these: quiz, placement, exit.")],
    ),
    "a pass mark over 100%": (
        QUIZ, "60%", "160%", [(3, "pass_mark", "Write a part of the whole, from 0 to 100%.")],
    ),
    "questions that are not a list": (
        QUIZ, "questions:\n  - type", "questions:\n    type",
        [(4, "questions", "Write a list here: a line with a hyphen for each.")],
    ),
    "a key that is there twice": (
        COURSE, "level: A1", "level: A1\nlevel: A2",
        [(7, "level", "This key is here twice. Keep one of them.")],
    ),
    "an anchor": (
        COURSE, "level: A1", "level: &a A1",
        [(6, None, 'Marks with "&" and "!" are not used here. Put the text in quotes.')],
    ),
    "a reference": (
        COURSE, "level: A1", "level: *a",
        [(6, None, 'References with "*" are not used here. Write the text.')],
    ),
    "a tag": (
        COURSE, "level: A1", "level: !!python/object:os.system A1",
        [(6, None, 'Marks with "&" and "!" are not used here. Put the text in quotes.')],
    ),
    "a colon without quotes": (
        COURSE, "level: A1", "level: A1: better",
        [(6, None, "A text that contains a colon needs quotes around it.")],
    ),
    "a tab": (
        COURSE, "  sl: Dig", "\tsl: Dig",
        [(3, None, "Use spaces at the beginning of this line, not tabs.")],
    ),
    "a bracket that is left open": (
        COURSE, "[Use a phone]", "[Use a phone",
        [(9, None, "This cannot be read as YAML. Look at the spaces, quotes and brackets of this "
                   "line and of those before it.")],
    ),
    "a second document": (
        COURSE, "language: sl", "---\nlanguage: sl",
        [(5, None, 'There is a second "---" here. Write one document only.')],
    ),
    "lists in lists in lists": (
        COURSE, "level: A1", "level: " + "[" * 5000 + "]" * 5000,
        [(6, None, "Lists and keys stand too deep in one another.")],
    ),
    "a list as a key": (COURSE, "level: A1", "[a]: A1", [(6, None, "A key must be a plain word.")]),
    "a control character": (
        COURSE, "level: A1", 'level: "A\\0"',
        [(6, None, "There is a control character in this text.")],
    ),
    "a level that is too long": (
        COURSE, "level: A1", "level: " + "A" * 41,
        [(6, "level", "This text is longer than 40 characters.")],
    ),
    "a sound file that is a script": (
        LESSON, "minutes: 15", "minutes: 15\naudio: 'javascript:alert(1)'",
        [(4, "audio", "Write the address of a sound file, without spaces.")],
    ),
    "a lesson without front matter": (LESSON, "---\n", "", [(1, None, OPEN)]),
    "a lesson whose front matter does not end": (LESSON, "---\n\n#", "\n#", [(1, None, OPEN)]),
    "a lesson with broken YAML": (
        LESSON, "title: Screen", "title: Screen: big",
        [(2, None, "A text that contains a colon needs quotes around it.")],
    ),
    "a lesson without text": (
        LESSON, "\n# Look\n\nIt is **bright**.\n", "", [(8, None, "This lesson has no text.")],
    ),
    "quotes in quotes without end": (
        LESSON, "# Look", ">" * 10_000 + " x",
        [(9, None, "Quotes, lists or elements stand too deep in one another. Write them flatter.")],
    ),
    "elements in elements without end": (
        LESSON, "# Look", "<div>" * 500,
        [(9, None, "Quotes, lists or elements stand too deep in one another. Write them flatter.")],
    ),
    "a lesson as long as a book": (
        LESSON, "# Look", "word " * 41_000,
        [(9, None, "This text is longer than 200 KB. Make several lessons of it.")],
    ),
    "conditions that name what is not there": (
        TWO, "  grace_minutes", CONDITIONS + "  grace_minutes",
        [(15, "conditions", 'There is no module "01-fone" in the course "digital". '
                            'Did you mean "01-phone"?'),
         (18, "conditions", 'There is no "finale" in the module "01-hello". '
                            'Did you mean "final"?'),
         (20, "conditions", 'The course "housing" is not in this programme.'),
         (21, "conditions", 'The course "housing" is not in this programme.')],
    ),
    "a condition that is not known": (
        TWO, "  grace_minutes", "  conditions:\n    any:\n      - portfolio: true\n"
                                "      - portfolo: true\n  grace_minutes",
        [(16, "conditions", "Choose one of these: all, any, hours, course, module, assessment, "
                            "portfolio, evidence.")],
    ),
    "a share in a condition that is none": (
        TWO, "  grace_minutes", "  conditions:\n    all:\n      - any:\n"
                                "          - hours: 800%\n  grace_minutes",
        [(16, "conditions", "Write a part of the whole, from 0 to 100%.")],
    ),
    "conditions with more ways than anybody can follow": (
        TWO, "  grace_minutes", "  conditions:\n    all:\n" + EITHER * 7 + "  grace_minutes",
        [(13, "conditions", "There are more than 100 ways to meet this.")],
    ),
    "a page of nothing but brackets": (
        LESSON, "# Look", "[" * 10_000,
        [(9, None, "More links, headings or elements than one page can hold. "
                   "Make several lessons of it.")],
    ),
}  # fmt: skip


def as_line(file, line, key, words):
    named = f', key "{key}"' if key else ""
    return f"{file}, line {line}{named}: {words}"


def test_a_good_folder_has_no_problems(folder):
    assert folder.problems() == []


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize("what", WRONG)
def test_it_says_where_and_what_is_wrong(folder, what, loader, monkeypatch):
    monkeypatch.setattr(tree, "LOADER", getattr(yaml, loader, yaml.SafeLoader))
    file, old, new, expected = WRONG[what]
    folder.replace(file, old, new)
    assert folder.problems() == [as_line(file, *problem) for problem in expected]


def test_everything_is_said_at_once(folder):
    folder.replace(TWO, "unit_minutes: 45", "unit_minutes: 40")
    folder.replace(TWO, "threshold: 80%", "threshold: 800%")
    folder.replace(MODULE, "minutes: 45", "minutes: x")
    folder.replace(LESSON, "title: Screen", "titel: Screen")
    folder.write("courses/slovene/notes.txt", "x")
    assert folder.problems() == [
        f'{LESSON}, line 2, key "titel": This key is not known. Did you mean "title"?',
        f'{LESSON}, line 2, key "title": This key is missing. Write a title.',
        f'{MODULE}, line 2, key "minutes": {MINUTES}',
        "courses/slovene/notes.txt: This file has no place here.",
        f'{TWO}, line 5, key "unit_minutes": Choose one of these: 45, 50, 60.',
        f'{TWO}, line 11, key "threshold": Write a part of the whole, from 0 to 100%.',
    ]
