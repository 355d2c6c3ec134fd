"""Migrations lead to the tables of the models and back, and lose no row on the way."""

import json

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, func, inspect, make_url, select, text
from sqlalchemy.exc import IntegrityError

from lms import models
from lms.app import create_app
from lms.attendance.models import Session
from lms.courses.content import origins
from lms.courses.models import Course, Enrolment, Lesson, Membership, Module, Programme, State
from lms.db import db
from lms.jobs import Job, JobState
from lms.people.models import Person
from tests import cast
from tests.conftest import SETTINGS

REBUILD = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    for parent in ("people", "groups", "organisations"):
        with op.batch_alter_table(parent, recreate="auto") as batch:
            batch.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
            batch.create_check_constraint("size", "shoe_size > 0")


def downgrade():
    for parent in ("people", "groups", "organisations"):
        with op.batch_alter_table(parent) as batch:
            batch.drop_constraint("size", type_="check")
            batch.drop_column("shoe_size")
"""
BREAK = """
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    op.execute("DELETE FROM organisations")


def downgrade():
    pass
"""


@pytest.fixture
def empty(database_url, tmp_path):
    """The platform on a database of its own without any table, of the kind that is tested."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        yield from platform(f"sqlite:///{tmp_path}/fresh.db", tmp_path)
        return
    name = f"{url.database}_fresh"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    fresh = url.set(database=name).render_as_string(hide_password=False)
    yield from platform(fresh, tmp_path)


def platform(url, instance):
    app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=instance, **SETTINGS)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def config(app, *places):
    """Alembic's configuration; `places` are folders with further migrations."""
    found = app.extensions["migrate"].migrate.get_config()
    folders = [f"{app.root_path}/migrations/versions", *map(str, places)]
    found.set_main_option("path_separator", "newline")
    found.set_main_option("version_locations", "\n".join(folders))
    return found


def head(app):
    return ScriptDirectory.from_config(config(app)).get_current_head()


def tables():
    names = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if models.is_ours(name, "table", {})}


def differences():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "render_as_batch": True,
                "include_name": models.is_ours,
            },
        )
        return compare_metadata(context, models.metadata)


def migrate(app, folder, script):
    (folder / "9999_test.py").write_text(script.format(head=head(app)))
    command.upgrade(config(app, folder), "9999")


def counted():
    tables = (Person, Membership, Session)
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    db.session.remove()
    return counts


def test_there_is_one_head(app):
    assert len(ScriptDirectory.from_config(config(app)).get_heads()) == 1


def test_up_down_and_up_again(empty):
    assert tables() == set()
    upgrade()
    assert tables() == set(models.metadata.tables)
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == set(models.metadata.tables)


def test_they_lead_to_what_the_models_say(empty):
    upgrade()
    assert differences() == []


def test_up_again_with_data_keeps_it(empty):
    upgrade()
    cast.build()
    before = counted()
    upgrade()
    assert counted() == before


def test_who_waits_already_when_waiting_lists_come_is_looked_after(empty):
    upgrade()
    world = cast.build()
    enrolment = db.session.query(Enrolment).filter_by(person_id=world.olga.id).one()
    programme, enrolment.state = enrolment.programme_id, State.WAITLISTED
    db.session.commit()
    db.session.remove()
    downgrade(revision="0001")
    upgrade()
    (job,) = db.session.scalars(select(Job))
    assert (job.kind, job.data, job.state) == (
        "courses.places_free", {"programme": programme}, JobState.WAITING,
    )  # fmt: skip
    assert job.due_at == job.made_at


def test_rebuilding_a_parent_table_keeps_every_row_that_points_at_it(empty, tmp_path):
    upgrade()
    cast.build()
    before = counted()
    folder = tmp_path / "more"
    folder.mkdir()
    migrate(empty, folder, REBUILD)
    assert "shoe_size" in {column["name"] for column in inspect(db.engine).get_columns("people")}
    assert counted() == before
    command.downgrade(config(empty, folder), head(empty))
    assert counted() == before
    assert differences() == []


def test_a_migration_that_leaves_rows_pointing_at_nothing_fails(empty, tmp_path):
    upgrade()
    cast.build()
    db.session.remove()
    folder = tmp_path / "more"
    folder.mkdir()
    with pytest.raises((RuntimeError, IntegrityError)):
        migrate(empty, folder, BREAK)


def test_a_lesson_of_before_has_the_language_that_others_are_made_from(empty):
    upgrade(revision="0003")
    write(
        "INSERT INTO courses (id, slug, title) VALUES (1, 'a', '{}')",
        "INSERT INTO modules (id, course_id, slug, title, completion) "
        "VALUES (1, 1, '01-a', '{}', 'lessons')",
    )
    languages = [("sl", "en"), ("uk", "bs"), ("sl", "ar"), ()]
    for number, texts in enumerate(languages, 1):
        write(
            "INSERT INTO lessons (id, module_id, slug, minutes, titles) "
            f"VALUES ({number}, 1, '0{number}-a', 5, '{{}}')",
            *(
                "INSERT INTO lesson_texts (lesson_id, language, title, minutes, markdown, html) "
                f"VALUES ({number}, '{language}', 'A', 5, 'Hello', '<p>Hello</p>')"
                for language in texts
            ),
        )
    empty.config["LANGUAGES"] = ["en", "ar", "sl"]
    upgrade()
    assert list(db.session.scalars(select(Lesson.source).order_by(Lesson.id))) == [
        "en", "bs", "ar", None,
    ]  # fmt: skip


def test_a_database_whose_files_are_in_the_store_does_not_go_back_and_stays_whole(empty, caplog):
    upgrade()
    write(
        "INSERT INTO files (id, kind, size, made_at) "
        "VALUES ('abc', 'image/webp', 3, '2026-11-29 12:00:00')"
    )
    with pytest.raises(SystemExit):
        downgrade(revision="0003")
    assert "1 files have their bytes in the store" in caplog.text
    assert version() >= "0004"  # PostgreSQL takes all steps or none
    assert "lesson_versions" in tables()
    upgrade()
    assert (differences(), tables()) == ([], set(models.metadata.tables))
    write("UPDATE files SET content = ''")
    downgrade(revision="0003")
    assert version() == "0003"


def test_results_stay_when_they_begin_to_follow_one_another_and_the_last_stays_on_the_way_back(
    empty,
):
    upgrade(revision="0004")
    write(
        "INSERT INTO courses (id, slug, title) VALUES (1, 'a', '{}')",
        "INSERT INTO modules (id, course_id, slug, title, completion) "
        "VALUES (1, 1, '01-a', '{}', 'lessons')",
        "INSERT INTO assessments (id, module_id, slug, kind, title, content) "
        "VALUES (1, 1, 'q', 'quiz', '{}', "
        """'{"pass_mark": "3/5", "summary": null, "questions": [{"ask": "?"}]}')""",
        "INSERT INTO people (id, code, name, role, search, sign_in_version) "
        "VALUES (1, 'A', 'A', 'learner', 'a', 1), (2, 'T', 'T', 'trainer', 't', 1)",
        "INSERT INTO results (assessment_id, person_id, passed, note, by_id, at) "
        f"VALUES (1, 1, {'true' if db.engine.dialect.name == 'postgresql' else 1}, 'well', 2, "
        "'2026-11-29 12:00:00')",
    )
    upgrade()
    told = "SELECT assessment_id, person_id, note, by_id FROM results ORDER BY at"
    assert rows(told) == [(1, 1, "well", 2)]
    settings = {"pass_mark": "3/5"}  # what no page ever showed is left out
    imported = {"kind": "quiz", "title": {}, "content": settings}
    kept = [tuple(as_json(one) for one in row) for row in rows(QUIZZES)]
    assert kept == [(settings, imported)], "an import may change it"
    no = "false" if db.engine.dialect.name == "postgresql" else 0
    write(
        "INSERT INTO results (assessment_id, person_id, passed, score, at) "
        f"VALUES (1, 1, {no}, '1/3', '2026-11-30 12:00:00')"
    )
    downgrade(revision="0004")
    assert rows(told) == [(1, 1, None, 1)]


def test_decisions_on_portfolios_stay_when_they_begin_to_follow_one_another(empty):
    upgrade()
    world = cast.build()
    kept = {"programme": world.local.id, "lea": world.lea.id, "tara": world.tara.id}
    db.session.remove()
    downgrade(revision="0006")
    yes, no = ("true", "false") if db.engine.dialect.name == "postgresql" else (1, 0)
    decided = (
        "INSERT INTO portfolios (programme_id, person_id, by_id, accepted, note, at) VALUES "
        "({programme}, {lea}, {tara}, {accepted}, '{note}', '{day} 12:00:00')"
    )
    write(decided.format(**kept, accepted=yes, note="well", day="2026-11-29"))
    upgrade()
    write(decided.format(**kept, accepted=no, note="not yet", day="2026-11-30"))
    told = "SELECT person_id, by_id, note FROM portfolios ORDER BY id"
    lea, tara = kept["lea"], kept["tara"]
    assert rows(told) == [(lea, tara, "well"), (lea, tara, "not yet")]
    downgrade(revision="0006")
    assert rows(told) == [(lea, tara, "not yet")], "one each, and the last of them"
    with pytest.raises(IntegrityError):
        write(decided.format(**kept, accepted=yes, note="again", day="2026-12-01"))
    upgrade()
    assert (rows(told), differences()) == ([(lea, tara, "not yet")], [])


QUIZZES = "SELECT content, imported FROM assessments"


def as_json(value):
    return json.loads(value) if isinstance(value, str) else value


def rows(query):
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def write(*statements):
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def version():
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def test_what_came_as_a_folder_before_is_known_to_be_as_it_came(empty):
    upgrade(revision="0003")
    write(
        "INSERT INTO courses (id, slug, title, goals, level) "
        "VALUES (1, 'a', '{\"en\": \"A\"}', '{\"en\": [\"B\"]}', 'A1')",
        "INSERT INTO modules (id, course_id, slug, title, completion, minutes, retired_at) "
        "VALUES (1, 1, '01-a', '{}', 'lessons', 45, '2026-11-29 12:00:00')",
        "INSERT INTO lessons (id, module_id, slug, minutes, titles) VALUES (1, 1, '02-a', 5, '{}')",
        "INSERT INTO lesson_texts (lesson_id, language, title, minutes, markdown, html) "
        "VALUES (1, 'en', 'A', 5, 'Hello', '<p>Hello</p>')",
    )
    upgrade()
    course, module, lesson = (db.session.get(table, 1) for table in (Course, Module, Lesson))
    assert course.imported == {
        "title": {"en": "A"}, "summary": None, "goals": {"en": ["B"]}, "language": None,
        "level": "A1", "retired": False,
    }  # fmt: skip
    assert (module.imported["minutes"], module.imported["dwell"]) == (45, None)
    assert module.imported["retired"] is True
    assert lesson.imported == {
        "slug": "02-a", "retired": False, "in_module": "01-a", "languages": ["en"],
    }  # fmt: skip
    assert not any(map(origins.is_changed, (course, module, lesson)))


def test_a_programme_that_came_as_a_folder_before_is_known_to_be_as_it_came(empty):
    upgrade()
    cast.build()
    slug = db.session.scalars(select(Programme.slug)).first()
    db.session.remove()
    downgrade(revision="0003")
    write("UPDATE programme_courses SET position = 1 - position WHERE position < 2")
    upgrade()
    programme = db.session.scalars(select(Programme).where(Programme.slug == slug)).one()
    said = ("title", "summary", "audience", "goals", "track", "required_units", "unit_minutes")
    assert programme.imported == {
        **{name: getattr(programme, name) for name in said},
        "courses": [[part.course.slug, part.units] for part in programme.courses],
        "retired": False,
    }
    assert origins.overwritten(programme, {"courses": []}) == []
