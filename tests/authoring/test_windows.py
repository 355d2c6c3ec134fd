"""The editor: two windows at one moment, and recordings that are not there."""

from threading import Barrier, Thread

from lms.authoring.models import LessonDraft
from lms.db import db
from tests.visitor import Visitor, filled


def address(lesson):
    return f"/lessons/{lesson.id}/edit/en"


def test_two_windows_at_one_moment_lose_no_words(app, world, lesson):
    windows = [Visitor(app).sign_in(world.tara).visit(address(lesson)) for _ in range(2)]
    forms = [filled(window.page.find("form", id="editor")) for window in windows]
    gate, seen, place = Barrier(2), [], address(lesson)

    def save(number):
        gate.wait()
        typed = forms[number] | {"markdown": f"Window {number}.\n"}
        with app.app_context():
            seen.append(windows[number].client.post(place, data=typed).status_code)

    db.session.commit()
    threads = [Thread(target=save, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [303, 422]


def test_a_recording_that_is_not_there_is_not_published(tara, lesson):
    tara.visit(address(lesson)).press("editor", "Save draft", audio="../media/none.mp3")
    assert "none.mp3" in tara.text("#problems")
    assert tara.page.select_one("#problems a[href='#editor_audio']")
    tara.visit(f"/lessons/{lesson.id}/publish/en")
    assert not tara.page.find("form", id="publish")


def test_a_recording_at_another_host_needs_its_whole_address(tara, lesson):
    typed = {"audio": "//host.example/hello.mp3"}
    tara.visit(address(lesson)).press("editor", "Save draft", 422, **typed)
    assert "Name a file of the course" in tara.text("#problems")
    assert db.session.query(LessonDraft).one().audio is None
