"""What is exported can be imported again, and changes nothing."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.courses.content import exporter
from lms.courses.content.tree import compose, unprintable
from lms.courses.models import Programme
from lms.db import db
from lms.errors import Refused
from tests.courses.content.conftest import Folder
from tests.courses.content.test_import import one

OWN = Path(__file__).parents[3] / "content"


def files(root):
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*.*")}


def exported(folder, name):
    counts = exporter.write_out(folder.root.parent / name)
    db.session.rollback()
    return Folder(folder.root.parent / name), counts


def test_importing_what_was_exported_changes_nothing(folder):
    folder.bring_in()
    out, counts = exported(folder, "out")
    assert counts == {
        "programmes": 1,
        "courses": 2,
        "modules": 3,
        "lessons": 4,
        "assessments": 1,
        "questions": 1,
        "terms": 0,
        "media": 0,
    }
    assert out.problems() == []
    assert out.bring_in(days=1).counts() == {
        "created": 0, "updated": 0, "retired": 0, "unchanged": 12,
    }  # fmt: skip
    again, _counts = exported(folder, "again")
    assert files(again.root) == files(out.root)


def test_the_projects_own_content_survives_the_way_there_and_back(app, tmp_path):
    own = Folder(OWN)
    created = own.bring_in().counts()["created"]
    db.session.expunge_all()
    out, _counts = exported(Folder(tmp_path / "x"), "out")
    db.session.expunge_all()
    assert out.bring_in(days=1).counts()["unchanged"] == created
    db.session.expunge_all()
    assert own.bring_in(days=2).counts()["unchanged"] == created


def test_the_export_reads_as_an_author_would_write_it(folder):
    folder.bring_in()
    out, _counts = exported(folder, "out")
    text = (out.root / "courses/digital/01-phone/01-screen.sl.md").read_text()
    assert text == (
        "---\ntitle: Zaslon\nminutes: 15\ngoals:\n- Switch it on\nsummary: The first steps\n---\n\n"
        "# Look\n\nIt is **svetel**.\n"
    )
    policy = yaml.safe_load((out.root / "programmes/two.yaml").read_text())["policy"]
    assert (policy["threshold"], policy["course_threshold"]) == ("80%", "70%")


def test_a_share_that_no_percent_can_say_is_exported_as_a_fraction(folder):
    folder.replace("programmes/two.yaml", "threshold: 80%", "threshold: 2/3")
    folder.bring_in()
    out, _counts = exported(folder, "out")
    assert "  threshold: 2/3\n" in (out.root / "programmes/two.yaml").read_text()
    assert out.bring_in(days=1).listed == []


def test_what_is_retired_is_not_exported(folder):
    folder.bring_in()
    folder.remove("courses/digital/01-phone/02-apps.en.md")
    folder.bring_in(days=1)
    out, _counts = exported(folder, "out")
    names = [Path(name).name for name in files(out.root)]
    assert "02-apps.en.md" not in names
    assert "01-screen.en.md" in names


def test_nothing_is_written_over(folder):
    folder.bring_in()
    before = files(folder.root)
    with pytest.raises(Refused, match=r"is not empty\. Name a new folder\.$"):
        exporter.write_out(folder.root)
    assert files(folder.root) == before


def test_an_empty_folder_and_a_new_one_are_both_fine(folder, tmp_path):
    folder.bring_in()
    (tmp_path / "empty").mkdir()
    exporter.write_out(tmp_path / "empty")
    exporter.write_out(tmp_path / "new" / "deep")
    assert files(tmp_path / "empty") == files(tmp_path / "new" / "deep")


def test_a_place_that_cannot_be_written_to_is_refused(folder, tmp_path):
    folder.bring_in()
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused, match=r"^Nothing can be written to .*file"):
        exporter.write_out(tmp_path / "file" / "out")


def test_a_name_that_would_lead_elsewhere_is_refused(folder, tmp_path):
    folder.bring_in()
    one(Programme, "two").slug = "../two"
    with pytest.raises(Refused, match="cannot be the name of a file"):
        exporter.write_out(tmp_path / "out")


TEXTS = st.text(max_size=30).map(str.strip).filter(lambda text: text and not unprintable(text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_text_comes_back_as_it_was(text):
    """Also those that look like numbers, dates, nothing, or YAML itself."""
    node = compose(exporter.as_yaml({"title": {"en": text}}), no_complaint)
    assert node.plain() == {"title": {"en": text}}


@pytest.mark.parametrize(
    "text", ["no", "null", "~", "1.50", "012", "12:30", "2022-03-24", "80%", "# a", "- a", "a: b"]
)
def test_texts_that_look_like_something_else_stay_texts(text):
    node = compose(exporter.as_yaml({"title": text}), no_complaint)
    assert node.plain() == {"title": text}


def no_complaint(line, key, words):
    raise AssertionError((line, key, words))
