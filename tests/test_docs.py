"""The README and docs/ are true: what they name exists, and what exists is named."""

import re
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import click
import pytest

from lms import config
from lms.demo.people import ACCOUNTS

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
FROM_OUTSIDE = {"DATABASE_URL", "SECRET_KEY"}  # no default in config.SETTINGS: made where missing
FOR_TESTS = {"TEST_DATABASE_URL", "TEST_BROWSER"}
WORD = re.compile(r"[a-z][a-z-]*")
OURS = (
    "attendance",
    "content",
    "credential",
    "demo",
    "evidence",
    "groups",
    "mail",
    "make-up",
    "people",
    "roster",
    "sessions",
    "work",
)


def name(file):
    return str(file.relative_to(ROOT))


each_page = pytest.mark.parametrize("page", PAGES, ids=name)


def code(page):
    """What stands as code: the blocks, line by line, and what is between backquotes."""
    text = page.read_text()
    blocks = re.findall(r"^ *```[^\n]*\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^ *```[^\n]*\n.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)
    inline = re.findall(r"`([^`]+)`", rest)
    return [*(line for block in blocks for line in block.splitlines()), *inline]


def anchor(heading):
    """The address of a heading within its page, as code hosts make it."""
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(page):
    return {anchor(line) for line in re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)}


@each_page
def test_every_relative_link_leads_somewhere(page):
    without_code = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        path, _hash, part = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not part or part in anchors(file), target


def targets():
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def targets_in(line):
    """The targets of `make run PORT=8080`; none where the line says something else."""
    found = re.match(r"(?:\$ )?make((?: [^\s`]+)+)", line)
    words = found[1].split() if found else []
    return {word for word in words if WORD.fullmatch(word)}


@each_page
def test_every_make_target_that_is_named_exists(page):
    assert set().union(*map(targets_in, code(page))) <= targets()


def test_every_make_target_is_explained():
    assert set().union(*map(targets_in, code(ROOT / "docs/commands.md"))) == targets()


def commands_in(lines):
    """The words after `lms`, as long as they may be names of commands."""
    for line in lines:
        for found in re.finditer(r"(?<![\w/.@-])(?:\.venv/bin/)?lms((?: [\w./-]+)+)", line):
            words = [word for word in found[1].split() if not word.startswith("-")]
            if words:
                yield list(takewhile(WORD.fullmatch, words))


def command_of(app, words):
    """The command that the words lead to; none where there is no such one."""
    found = app.cli
    for word in words:
        if not isinstance(found, click.Group):
            break
        found = found.get_command(click.Context(found), word)
    return found


@pytest.fixture(scope="module")
def every_command(one_app):
    """`lms`, with what Flask itself brings (run, shell, routes)."""
    shown = subprocess.run(
        [sys.executable, "-c", "from lms.app import main; main()", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return set(re.findall(r"^  ([a-z][a-z-]*)  ", shown, re.MULTILINE))


@each_page
def test_every_lms_command_that_is_named_exists(page, one_app, every_command):
    for words in commands_in(code(page)):
        if words:
            assert words[0] in every_command, words
        if words and words[0] in one_app.cli.commands:
            assert command_of(one_app, words) is not None, words


def leaves(group, path=()):
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, word))
        else:
            yield (*path, word), command


def test_every_lms_command_and_option_is_explained(one_app):
    text = (ROOT / "docs/commands.md").read_text()
    named = {tuple(words) for words in commands_in(code(ROOT / "docs/commands.md"))}
    for path, command in leaves(one_app.cli):
        if path[0] not in (*OURS, "standing"):
            continue  # Flask's and Flask-Migrate's own
        assert any(words[: len(path)] == path for words in named), path
        options = [option.opts[0] for option in command.params if option.opts[0].startswith("--")]
        assert [option for option in options if option not in text] == [], path


def settings_in(page):
    return set(re.findall(r"\bLMS_([A-Z]+(?:_[A-Z]+)*)\b", page.read_text()))


@each_page
def test_every_setting_that_is_named_exists(page):
    assert settings_in(page) <= set(config.SETTINGS) | FROM_OUTSIDE | FOR_TESTS


def test_every_setting_is_explained_with_its_default():
    page = (ROOT / "docs/administrators.md").read_text()
    table = dict(re.findall(r"^\| `LMS_(\w+)` \| (.+?) \|", page, re.MULTILINE))
    assert set(table) == set(config.SETTINGS) | FROM_OUTSIDE
    for key, default in config.SETTINGS.items():
        words = ",".join(default) if isinstance(default, list) else str(default)
        assert table[key] == ("off" if default is False else f"`{words}`"), key


def test_the_demo_accounts_of_the_readme_are_those_of_the_demo():
    text = (ROOT / "README.md").read_text()
    for account in ACCOUNTS:
        way_in, secret = account.way_in.removeprefix("card "), account.secret.removeprefix("PIN ")
        row = rf"^\| {account.who} \| (card )?`{way_in}` \| (PIN )?`{secret}` \|$"
        assert re.search(row, text, re.MULTILINE), account.who
