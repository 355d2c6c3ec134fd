"""Many lessons at once: the same statements, and progress on the way."""

from tests.queries import count_queries

TEXT = "---\ntitle: T {n}\nminutes: 5\n---\n\n# {lang} {n}\n\nThe [[pin]].\n\n- [ ] a {n}\n"


def fill(folder, slug, lessons):
    path = f"courses/{slug}"
    folder.write(f"{path}/course.yaml", "title: C\n")
    folder.write(f"{path}/glossary.yaml", "pin:\n  term: PIN\n  meaning: Four digits\n")
    folder.write(f"{path}/01-m/module.yaml", "title: M\n")
    for n in range(lessons):
        for lang in ("en", "sl"):
            text = TEXT.format(n=f"{slug} {n}", lang=lang)
            folder.write(f"{path}/01-m/{n + 1:02}-l{n}.{lang}.md", text)


def reads(seen):
    return sum(statement.startswith("SELECT") for statement in seen)


def test_many_lessons_ask_the_database_no_more_than_few(folder):
    """What is new is written row by row; what is there is read in as many questions as ever."""
    folder.bring_in()
    fill(folder, "few", 4)
    with count_queries() as few:
        folder.bring_in()
    fill(folder, "many", 40)
    with count_queries() as many:
        assert folder.bring_in().counts()["created"] == 43
    assert reads(many) == reads(few)
    with count_queries() as again:
        assert folder.bring_in().counts()["created"] == 0
    assert len(again) <= len(few)


def test_an_import_says_how_far_it_is(folder, app):
    fill(folder, "many", 40)
    words = ["content", "import", "--verbose", str(folder.root)]
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0
    told = [line for line in result.stderr.split("\n") if line]
    assert told[0].startswith("Pages: 50 of ")
    quiet = app.test_cli_runner().invoke(args=["content", "import", str(folder.root)])
    assert quiet.stderr == ""
