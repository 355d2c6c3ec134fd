"""The folder `media` of a course: checked, imported once, retired, exported byte for byte."""

import pytest
from sqlalchemy import select

from lms.courses.content.problems import Wrong
from lms.courses.models import LessonText, Media
from lms.db import db
from lms.files import content_of
from tests.courses.content.test_export import exported, files
from tests.courses.samples import FILM, MP3, SOUND, VTT, from_a_camera, picture

LESSON = "courses/digital/01-phone/01-screen.en.md"
MEDIA = "courses/digital/media"
USES = """
![A hand holds a phone](../media/phone.webp "Caption")

[Listen](../media/hello.mp3)

!!! video "Lock"
    [Film](../media/lock.webm)
    [Captions](../media/lock.en.vtt)

    What is said.
"""


@pytest.fixture
def full(folder):
    """The folder with files of each kind, and a lesson that shows them."""
    kinds = {"phone.webp": picture(), "hello.mp3": MP3, "lock.webm": FILM, "lock.en.vtt": VTT,
             "screen.sl.webm": SOUND}  # fmt: skip
    for name, content in kinds.items():
        folder.write(f"{MEDIA}/{name}", content)
    text = (folder.root / LESSON).read_text().replace("minutes: 15", f"minutes: 15\n{OWN}", 1)
    folder.write(LESSON, text + USES)
    return folder


OWN = "audio: ../media/screen.sl.webm"


def media():
    return {one.name: one for one in db.session.scalars(select(Media))}


def test_files_come_into_the_database_with_what_they_weigh(full):
    full.bring_in()
    there = media()
    assert {name: one.kind for name, one in there.items()} == {
        "phone.webp": "picture", "hello.mp3": "audio", "lock.webm": "video",
        "lock.en.vtt": "captions", "screen.sl.webm": "audio",
    }  # fmt: skip
    assert content_of(there["hello.mp3"].file_id) == MP3
    text = db.session.scalar(select(LessonText).where(LessonText.audio.is_not(None)))
    assert text.weight["audio"] == len(MP3) + len(SOUND)
    assert text.weight["video"] == len(FILM)
    assert text.weight["picture"] == there["phone.webp"].sizes[1].size


def test_an_import_done_twice_changes_nothing(full):
    full.write(f"{MEDIA}/camera.jpg", from_a_camera())
    full.bring_in()
    ids = {name: one.file_id for name, one in media().items()}
    again = full.bring_in(days=1)
    assert again.listed == []
    assert {name: one.file_id for name, one in media().items()} == ids


def test_a_file_that_is_gone_is_retired_and_comes_back(full):
    full.write(f"{MEDIA}/unused.webp", picture(size=(40, 40)))
    full.bring_in()
    full.remove(f"{MEDIA}/unused.webp")
    assert [(c.kind, c.key, c.how) for c in full.bring_in().listed] == [
        ("media", "digital/unused.webp", "retired")
    ]
    full.write(f"{MEDIA}/unused.webp", picture(size=(40, 40)))
    assert [(c.key, c.fields) for c in full.bring_in().listed] == [
        ("digital/unused.webp", ["retired_at"])
    ]


def test_another_picture_under_the_name_is_an_update(full):
    full.bring_in()
    full.write(f"{MEDIA}/phone.webp", picture(size=(500, 300)))
    changes = full.bring_in(days=1)
    assert ("media", "digital/phone.webp", ["file"]) in [
        (c.kind, c.key, c.fields) for c in changes.listed
    ]
    one = media()["phone.webp"]
    assert (one.width, [size.width for size in one.sizes][:1]) == (500, [480])


def test_there_and_back_byte_for_byte(full):
    full.bring_in()
    out, counts = exported(full, "out")
    assert counts["media"] == 5
    for name in media():
        assert (out.root / MEDIA / name).read_bytes() == (full.root / MEDIA / name).read_bytes()
    assert out.bring_in(days=1).listed == []
    again, _counts = exported(out, "again")
    assert files(again.root) == files(out.root)


def test_what_a_camera_wrote_is_not_exported(full):
    full.write(f"{MEDIA}/camera.jpg", from_a_camera())
    full.bring_in()
    out, _counts = exported(full, "out")
    kept = (out.root / MEDIA / "camera.jpg").read_bytes()
    assert b"Phone of Tara" not in kept
    assert out.bring_in(days=1).listed == []


def test_a_file_that_a_lesson_names_and_nobody_has_is_an_error_with_its_line(full):
    full.remove(f"{MEDIA}/phone.webp")
    full.remove(f"{MEDIA}/screen.sl.webm")
    line = (full.root / LESSON).read_text().split("\n").index(USES.split("\n")[1]) + 1
    problems = full.problems()
    assert [p for p in problems if p.startswith(f"{LESSON}, line {line}: ")]
    assert [p for p in problems if 'key "audio"' in p or "screen.sl.webm" in p]
    with pytest.raises(Wrong):
        full.bring_in()
    assert media() == {}


def test_files_that_are_not_what_they_say_are_errors(full):
    full.write(f"{MEDIA}/song.mp3", b"ID3\x03\0\0\0\0\0\x10" + bytes(900))
    full.write(f"{MEDIA}/photo.png", picture("JPEG"))
    full.write(f"{MEDIA}/dober dan.mp3", MP3)
    full.write(f"{MEDIA}/inside/a.mp3", MP3)
    problems = "\n".join(full.problems())
    assert f"{MEDIA}/dober dan.mp3: Name the file" in problems
    assert f"{MEDIA}/inside: Name the file" in problems
    full.remove(f"{MEDIA}/dober dan.mp3")
    full.remove(f"{MEDIA}/inside/a.mp3")
    (full.root / MEDIA / "inside").rmdir()
    problems = "\n".join(full.problems())
    assert f"{MEDIA}/song.mp3: Nothing in this file can be played" in problems
    assert f'{MEDIA}/photo.png: This file is a JPG: let its name end with ".jpg"' in problems


def test_the_commands_take_files_too(app, full, tmp_path):
    run = app.test_cli_runner()
    checked = run.invoke(args=["content", "check", str(full.root)])
    assert (checked.exit_code, "media: 5" in checked.stdout) == (0, True)
    rehearsed = run.invoke(args=["content", "import", "--dry-run", str(full.root)])
    assert (rehearsed.exit_code, "created: media digital/hello.mp3" in rehearsed.stdout) == (
        0,
        True,
    )
    assert media() == {}
    assert run.invoke(args=["content", "import", str(full.root)]).exit_code == 0
    assert len(media()) == 5
    out = tmp_path / "written"
    assert "media: 5" in run.invoke(args=["content", "export", str(out)]).stdout
    assert (out / MEDIA / "hello.mp3").read_bytes() == MP3
