"""What people made in the browser is never lost by an import in silence."""

import json

import pytest
from sqlalchemy import func, select

from lms.authoring.actions import drafts, glossary, lessons, names, structure, translation
from lms.courses.actions.media import add, put
from lms.courses.content.problems import Wrong
from lms.courses.models import Course, Lesson, LessonVersion, Media, Module, Term
from lms.courses.rules.media import made_ready
from lms.db import db
from lms.files import File
from lms.people.models import Change
from tests.courses.content.test_export import exported
from tests.courses.content.test_import import one
from tests.courses.content.test_media import MEDIA
from tests.courses.samples import picture

PHONE = "courses/digital/01-phone"
SCREEN = f"{PHONE}/01-screen.en.md"
MODULE = f"{PHONE}/module.yaml"
GLOSSARY = "courses/digital/glossary.yaml"
PIN = "pin: {term: {en: PIN}, meaning: {en: Four digits.}}\n"


@pytest.fixture
def there(folder):
    """The folder, with a glossary and a picture, as it is in the database already."""
    folder.write(GLOSSARY, PIN)
    folder.write(f"{MEDIA}/phone.webp", picture())
    folder.bring_in()
    return folder


@pytest.fixture
def write(act):
    """Publishes a text in the browser."""

    def published(lesson, language, old, new):
        text = next((t for t in lesson.texts if t.language == language), lesson.texts[0])
        words = drafts.words_of(text)
        words = words._replace(markdown=words.markdown.replace(old, new))
        return act(drafts.publish, act(drafts.keep, lesson, language, words, text.links))

    return published


def refused(folder, **options):
    with pytest.raises(Wrong) as wrong:
        folder.bring_in(days=1, **options)
    db.session.rollback()
    return [problem.file for problem in wrong.value.problems]


def text(slug, language):
    return next(t for t in one(Lesson, slug).texts if t.language == language)


def last_change(noun):
    return db.session.scalars(
        select(Change).where(Change.noun == noun).order_by(Change.id.desc())
    ).first()


def test_a_text_published_in_the_browser_is_not_gone_over(there, write):
    write(one(Lesson, "01-screen"), "en", "bright", "loud")
    assert refused(there) == [SCREEN]
    assert "loud" in text("01-screen", "en").markdown


def test_with_over_the_folder_is_the_next_version_and_the_browsers_stays(there, write):
    write(one(Lesson, "01-screen"), "en", "bright", "loud")
    there.bring_in(days=1, over=True)
    assert "bright" in text("01-screen", "en").markdown
    versions = db.session.scalars(
        select(LessonVersion)
        .where(LessonVersion.lesson_id == one(Lesson, "01-screen").id)
        .where(LessonVersion.language == "en")
        .order_by(LessonVersion.number)
    )
    assert ["loud" in version.markdown for version in versions] == [False, True, False]
    assert there.bring_in(days=2).listed == []


def test_one_conflict_and_nothing_is_imported(there, write):
    write(one(Lesson, "01-screen"), "en", "bright", "loud")
    there.replace(MODULE, "minutes: 45", "minutes: 50")
    refused(there)
    assert one(Module, "01-phone").minutes == 45


def test_a_language_that_only_the_browser_has_stays(there, write):
    write(one(Lesson, "01-screen"), "bs", "Look", "Vidi")
    assert there.bring_in(days=1).listed == []
    assert "Vidi" in text("01-screen", "bs").markdown
    there.replace(SCREEN, "Screen", "The screen")
    there.bring_in(days=2, over=True)
    assert one(Lesson, "01-screen").titles == {
        "en": "The screen", "sl": "Zaslon", "bs": "Screen",
    }  # fmt: skip


def test_a_language_that_came_as_a_folder_and_was_changed_here_does_not_go_in_silence(there, write):
    write(one(Lesson, "01-screen"), "sl", "svetel", "glasen")
    there.remove(f"{PHONE}/01-screen.sl.md")
    assert refused(there) == [f"{PHONE}/01-screen.sl.md"]
    there.bring_in(days=1, over=True)
    assert [t.language for t in one(Lesson, "01-screen").texts] == ["en"]


def test_a_language_that_was_withdrawn_here_does_not_come_back_in_silence(there, act):
    act(translation.withdraw, one(Lesson, "01-screen"), "sl")
    assert refused(there) == [f"{PHONE}/01-screen.sl.md"]


def test_lessons_modules_and_words_that_only_the_browser_has_stay(there, act, write):
    course = one(Course, "digital")
    values = {"title": {"en": "New"}, "minutes": 5, "completion": "lessons"}
    module = act(structure.create_module, course, values)
    for parent in (module, one(Module, "01-phone")):
        lesson = act(lessons.create_lesson, parent, "en", "Mine", 5)
        draft = db.session.scalars(select(drafts.LessonDraft)).one()
        draft.markdown, draft.links = "Words", [None]
        act(drafts.publish, draft)
    act(glossary.add_term, course, {"term": {"en": "Net"}, "meaning": {"en": "A net."}})
    assert there.bring_in(days=1).listed == []
    for row in (*db.session.scalars(select(Lesson)), *db.session.scalars(select(Module))):
        assert row.retired_at is None
    assert [term.retired_at for term in db.session.scalars(select(Term))] == [None, None]
    assert lesson.titles == {"en": "Mine"}


def test_titles_that_were_translated_here_are_kept_or_said_before(there, act):
    course = one(Course, "digital")
    said = {
        "course title": "Digitalno (bs)",
        "module 01-phone title": "Moj telefon",
        "term pin meaning": "Četiri broja.",
    }
    said = {key: names.Said(words, names.mark("title", "")) for key, words in said.items()}
    act(names.rename, course, course.modules, course.terms, "bs", said)
    assert refused(there) == ["courses/digital/01-phone/module.yaml",
                              "courses/digital/course.yaml", GLOSSARY]  # fmt: skip
    there.bring_in(days=1, over=True)
    assert one(Module, "01-phone").title == {"en": "My phone"}
    assert last_change("module").detail["before"]["title"]["bs"] == "Moj telefon"
    assert last_change("term").detail["before"]["meaning"]["bs"] == "Četiri broja."
    assert there.bring_in(days=2).listed == []


def test_what_nobody_changed_here_goes_on_following_the_folder(there, act):
    act(structure.change_module, one(Module, "02-safe"), {"minutes": 7})
    there.replace(MODULE, "My phone", "The phone")
    there.replace("courses/digital/02-safe/module.yaml", "title: Safe", "title: Safe\nminutes: 7")
    there.bring_in(days=1)
    assert one(Module, "01-phone").title == {"en": "The phone"}


def test_an_order_that_was_made_here_does_not_go_in_silence(there, act):
    act(structure.move_module, one(Module, "02-safe"), one(Module, "01-phone"))
    assert refused(there) == [f"{PHONE}/module.yaml", "courses/digital/02-safe/module.yaml"]


def test_a_lesson_that_was_moved_here_is_not_retired_in_silence(there, act):
    act(lessons.move_lesson, one(Lesson, "01-screen"), one(Module, "02-safe"), None)
    assert "courses/digital/02-safe/02-screen" in refused(there)


def test_what_was_retired_here_does_not_come_back_in_silence(there, act):
    act(lessons.retire_lesson, one(Lesson, "02-apps"))
    act(glossary.retire_term, one(Course, "digital"), one(Term, "pin"))
    assert refused(there) == [f"{PHONE}/02-apps.en.md", GLOSSARY]


def test_a_lesson_that_leaves_the_folder_and_was_changed_here_is_not_retired_in_silence(
    there, write
):
    write(one(Lesson, "02-apps"), "en", "bright", "loud")
    there.remove(f"{PHONE}/02-apps.en.md")
    assert refused(there) == [f"{PHONE}/02-apps"]
    there.bring_in(days=1, over=True)
    assert one(Lesson, "02-apps").retired_at is not None


def test_an_export_of_what_was_made_here_comes_back_without_a_conflict(there, act, write):
    write(one(Lesson, "01-screen"), "en", "bright", "loud")
    write(one(Lesson, "01-screen"), "bs", "Look", "Vidi")
    act(structure.change_module, one(Module, "01-phone"), {"title": {"en": "A phone"}})
    act(structure.move_module, one(Module, "02-safe"), one(Module, "01-phone"))
    act(lessons.retire_lesson, one(Lesson, "02-apps"))
    sent(act, "mine.webp", picture(size=(30, 30)))
    out, _counts = exported(there, "out")
    assert out.bring_in(days=1).listed == []
    out.replace("courses/digital/02-phone/module.yaml", "A phone", "The phone")
    assert [change.kind for change in out.bring_in(days=2).listed] == ["module"]


def sent(act, name, content):
    return act(add, one(Course, "digital"), name, put(made_ready(content)))


def test_a_file_that_was_sent_in_the_browser_stays(there, act):
    sent(act, "mine.webp", picture(size=(30, 30)))
    assert there.bring_in(days=1).listed == []
    assert {row.retired_at for row in db.session.scalars(select(Media))} == {None}


def test_another_file_of_the_same_name_is_a_conflict(there, act):
    mine = sent(act, "mine.webp", picture(size=(30, 30)))
    before = mine.file_id
    there.write(f"{MEDIA}/mine.webp", picture(size=(50, 50)))
    assert refused(there) == [f"{MEDIA}/mine.webp"]
    assert db.session.get(Media, mine.id).file_id == before
    there.bring_in(days=1, over=True)
    assert db.session.get(Media, mine.id).width == 50
    assert db.session.get(File, before) is None
    assert there.bring_in(days=2).listed == []


def test_files_that_nothing_names_any_more_are_forgotten(there, act):
    kept = db.session.scalar(select(Media.file_id))
    sent(act, "the-same.webp", picture())
    there.write(f"{MEDIA}/phone.webp", picture(size=(500, 300)))
    there.bring_in(days=1)
    assert db.session.get(File, kept) is not None
    there.write(f"{MEDIA}/phone.webp", picture(size=(400, 300)))
    there.bring_in(days=2)
    named = {row.file_id for row in db.session.scalars(select(Media))}
    named |= {size.file_id for row in db.session.scalars(select(Media)) for size in row.sizes}
    assert set(db.session.scalars(select(File.id))) == named


def test_check_and_a_rehearsal_say_the_conflicts_and_what_to_do(app, there, write):
    write(one(Lesson, "01-screen"), "en", "bright", "loud")
    run, root = app.test_cli_runner().invoke, str(there.root)
    for words in (["check", root], ["import", "--dry-run", root], ["import", root]):
        result = run(args=["content", *words])
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{SCREEN}: This was changed in the browser")
        assert "--over" in result.stderr
    result = run(args=["content", "import", "--over", "--dry-run", "--format", "json", root])
    assert [change["fields"] for change in json.loads(result.stdout)["changes"]] == [["en"]]
    result = run(args=["content", "import", "--over", root])
    assert (result.exit_code, result.stderr) == (0, "")
    assert db.session.scalar(select(func.max(LessonVersion.number))) == 3
