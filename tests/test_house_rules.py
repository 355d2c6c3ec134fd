"""The rules of the house that no other tool keeps. Each says why where it is written."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted((ROOT / "lms").rglob("*.py"))
WRITTEN = [file for file in CODE if "migrations/versions" not in str(file)]
TEMPLATES = sorted((ROOT / "lms/templates").rglob("*.html"))
STYLE = ROOT / "lms/static/style.css"
DOMAIN = {"models", "rules", "queries", "actions", "imports", "exports"}
PHYSICAL = re.compile(
    r"(?<![-\w])(margin|padding|border)-(left|right|top|bottom)|(?<![-\w])(left|right|top|bottom|"
    r"width|height|(min|max)-(width|height))\s*:|(text-align|float|clear)\s*:\s*(left|right)"
)
JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
CLASSES = re.compile(r"{% block \w+_class %}.*?{% endblock %}", re.DOTALL)
TAG = re.compile(r"<[^>]*>", re.DOTALL)
SAID_AS_IT_IS = {"K7P-42M"}  # an example of a code is the same in every language


def name(file):
    return str(file.relative_to(ROOT))


def parts(file):
    """The folders and the file name under lms/, without the ending."""
    return file.relative_to(ROOT / "lms").with_suffix("").parts


def each(files):
    return pytest.mark.parametrize("file", files, ids=name)


@each(WRITTEN)
def test_a_file_is_small_and_says_what_it_is_for(file):
    text = file.read_text()
    assert len(text.splitlines()) <= 300
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "its first line says what it is for"


@each([file for file in WRITTEN if len(parts(file)) > 1 and parts(file)[1] in DOMAIN])
def test_the_domain_is_told_the_time_and_never_commits(file):
    """Who and when are arguments; one commit for a request, in lms/web.py."""
    text = file.read_text()
    assert "clock.now(" not in text
    assert not re.search(r"session\.commit\(|current_user", text)


@each([file for file in WRITTEN if "actions" in parts(file)])
def test_who_and_when_are_named_where_a_change_is_recorded(file):
    for function in ast.walk(ast.parse(file.read_text())):
        if isinstance(function, ast.FunctionDef) and "record(" in ast.unparse(function):
            positional = {argument.arg for argument in function.args.args}
            assert not positional & {"by", "now"}, f"{function.name}: after a star, please"


@each([file for file in WRITTEN if "views" in parts(file)])
def test_a_view_is_short_and_answers_get_or_post(file):
    for function in ast.walk(ast.parse(file.read_text())):
        if not isinstance(function, ast.FunctionDef):
            continue
        routes = [ast.unparse(one) for one in function.decorator_list if "bp." in ast.unparse(one)]
        assert all(re.match(r"bp\.(get|post|app_\w+)\(", route) for route in routes)
        if routes:
            length = (function.end_lineno or 0) - function.lineno + 1
            assert length <= 30, f"{function.name} has {length} lines"


@each(TEMPLATES)
def test_a_template_is_small_and_strict(file):
    text = file.read_text()
    assert len(text.splitlines()) <= 150
    plain = JINJA.sub("", text)
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*src=)|javascript:", plain)
    assert not re.search(r"hx-(put|patch|delete|boost|on)", plain)
    assert not re.search(r'hx-get(?!="[^"]*" hx-trigger="every)', plain), "links lead on; it asks"
    unsafe = re.findall(r"(\S+)\s*\|\s*safe\b", text)
    assert all(re.search(r'["\']$|\.html$', found) for found in unsafe), "only cleaned lessons"


@each(TEMPLATES)
def test_every_word_of_a_template_can_be_translated(file):
    text = JINJA.sub(" ", CLASSES.sub(" ", file.read_text()))
    attributes = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', text)
    seen = " ".join([TAG.sub(" ", text), *attributes]).replace("&nbsp;", " ")
    words = set(re.findall(r"[^\W\d_][\w-]{2,}", seen)) - SAID_AS_IT_IS
    assert words == set()


def test_the_style_knows_no_left_or_right():
    """Logical sides only: then a page turns for Arabic by itself."""
    text = re.sub(r"/\*.*?\*/|@media[^{]*", "", STYLE.read_text(), flags=re.DOTALL)
    assert [found[0] for found in PHYSICAL.finditer(text)] == []


def test_every_icon_that_a_page_asks_for_exists():
    known = set(re.findall(r'id="([\w-]+)"', (ROOT / "lms/static/icons.svg").read_text()))
    for file in TEMPLATES:
        asked = set(re.findall(r'icon\("([\w-]+)"', file.read_text()))
        assert asked <= known, name(file)


def kept_files():
    """The files of the project as git knows them; where there is no git, those of the folders."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return [*CODE, *TEMPLATES]
    files = [ROOT / line for line in listed.stdout.split("\0") if line]
    return [file for file in files if file.is_file() and file != Path(__file__)]


def test_nothing_is_left_for_later():
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|(?i:lorem ipsum|not implemented)")
    found = []
    for file in kept_files():
        if file.suffix in {".py", ".html", ".css", ".js", ".md", ".yaml", ".toml", ".sh"}:
            found += [name(file) for _ in unfinished.finditer(file.read_text())]
    assert found == []


def test_no_test_is_skipped():
    for file in sorted((ROOT / "tests").rglob("*.py")):
        if file != Path(__file__):
            assert not re.search(r"mark\.(skip|xfail)|pytest\.(skip|xfail)", file.read_text()), file


def test_no_two_packages_give_templates_something_of_one_name():
    """Flask lets the last win without a word: a page of another package breaks then."""
    given = re.compile(
        r"app_template_(filter|global|test)\((?:\"(\w+)\")?\)\s*\ndef (\w+)"
        r"|add_app_template_(filter|global|test)\([^()]*?(\w+)(?:, \"(\w+)\")?\)"
    )
    seen: dict[tuple[str, str], str] = {}
    for file in CODE:
        for kind, said, made, other, value, named in given.findall(file.read_text()):
            key = (kind or other, said or made or named or value)
            assert key not in seen, (key, name(file), seen[key])
            seen[key] = name(file)
    assert len(seen) > 50
