"""lessons that are written here: blocks, versions, drafts, media, answers, threads, search"""

import sqlalchemy as sa
from alembic import context, op
from alembic.util import CommandError
from flask import current_app

import lms.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


ROWS = "INSERT INTO search_index (rowid, title, text) VALUES (new.id, new.title, new.text)"
GONE = (
    "INSERT INTO search_index (search_index, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text)"
)
ON_SQLITE = (  # the table that SQLite's FTS5 keeps beside the entries, and what keeps it right
    "CREATE VIRTUAL TABLE search_index USING fts5(title, text, content='search_entries', "
    "content_rowid='id', prefix='2 3', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co M*'\")",
    f"CREATE TRIGGER search_index_new AFTER INSERT ON search_entries BEGIN {ROWS}; END",
    f"CREATE TRIGGER search_index_gone AFTER DELETE ON search_entries BEGIN {GONE}; END",
    "CREATE TRIGGER search_index_changed AFTER UPDATE OF id, title, text ON search_entries "
    f"BEGIN {GONE}; {ROWS}; END",
)
ON_POSTGRESQL = (  # the words are normalised and parted already: no parser must part them again
    "CREATE INDEX search_index ON search_entries USING gin (array_to_tsvector(array_remove("
    "string_to_array(translate(title || ' ' || text, E'\\n', ' '), ' '), '')))",
)


def index_the_words() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ON_SQLITE if on_sqlite else ON_POSTGRESQL:
        op.execute(statement)


def choose_the_sources() -> None:
    """The language that the others of a lesson are made from: the first of the installation's that
    it has; else any."""
    texts = sa.table("lesson_texts", sa.column("lesson_id"), sa.column("language"))
    lessons = sa.table("lessons", sa.column("id"), sa.column("source"))
    languages = list(current_app.config.get("LANGUAGES") or ["en"])
    places: dict[str, sa.ColumnElement] = {
        language: sa.literal_column(str(at)) for at, language in enumerate(languages)
    }
    order = sa.case(places, value=texts.c.language, else_=sa.literal_column(str(len(languages))))
    first = (
        sa.select(texts.c.language)
        .where(texts.c.lesson_id == lessons.c.id)
        .order_by(order, texts.c.language)
        .limit(sa.literal_column("1"))
    )
    op.execute(lessons.update().values(source=first.scalar_subquery()))


def say_what_was_imported() -> None:
    """Whatever there is before this migration came as a folder, and nobody could change it here."""
    on_sqlite = op.get_context().dialect.name == "sqlite"
    make, listed = "json_object", "json_group_array(language)"
    parts_listed = "json_group_array(json_array(slug, units))"
    if not on_sqlite:
        make, listed = "json_build_object", "json_agg(language)"
        parts_listed = "coalesce(json_agg(json_build_array(slug, units)), '[]')"

    def pairs(maps: str, plain: str) -> str:
        parts = [f"'{name}', json({name})" if on_sqlite else f"'{name}', {name}"
                 for name in maps.split()]  # fmt: skip
        gone = "json(CASE WHEN retired_at IS NULL THEN 'false' ELSE 'true' END)"
        retired = gone if on_sqlite else "retired_at IS NOT NULL"
        return ", ".join([*parts, *(f"'{n}', {n}" for n in plain.split()), f"'retired', {retired}"])

    def kept(query: str) -> str:
        return f"json(({query}))" if on_sqlite else f"({query})"

    place = "SELECT slug FROM modules WHERE modules.id = lessons.module_id"
    languages = f"SELECT {listed} FROM lesson_texts WHERE lesson_id = lessons.id"
    lesson = f", 'in_module', ({place}), 'languages', {kept(languages)}"
    in_order = (
        "SELECT slug, units FROM programme_courses JOIN courses ON courses.id = course_id "
        "WHERE programme_id = programmes.id ORDER BY position"
    )
    parts = f", 'courses', {kept(f'SELECT {parts_listed} FROM ({in_order}) AS parts')}"
    plain = "track required_units unit_minutes"
    for table, values in (
        ("courses", pairs("title summary goals", "language level")),
        ("modules", pairs("title summary goals", "slug minutes completion dwell")),
        ("lessons", pairs("", "slug") + lesson),
        ("programmes", pairs("title summary audience goals", plain) + parts),
    ):
        op.execute(f"UPDATE {table} SET imported = {make}({values})")


def refuse_to_lose_files() -> None:
    """Before this migration a file's bytes were in its row. Nothing is dropped before it is known
    that all of them are there still."""
    if context.is_offline_mode():
        return
    away = op.get_bind().scalar(sa.text("SELECT count(*) FROM files WHERE content IS NULL"))
    if away:
        raise CommandError(
            f"{away} files have their bytes in the store of files, and an older version looks for "
            "them in the database. It does not go back below version 0004. To do so, restore the backup that was "
            "made before the upgrade."
        )


def upgrade() -> None:
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("shown", sa.String(length=300), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sa.UniqueConstraint(
            "kind", "ref_id", "language", name=op.f("uq_search_entries_kind_ref_id_language")
        ),
    )
    with op.batch_alter_table("search_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_entries_language"), ["language"], unique=False)
    index_the_words()

    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("retired_at", lms.db.Moment(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_media_by_id_people")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_media_course_id_courses")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_media_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("course_id", "name", name=op.f("uq_media_course_id_name")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_media_file_id"), ["file_id"], unique=False)

    op.create_table(
        "reading_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("host_first", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("together", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("small_data", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("beside", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reading_settings_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reading_settings")),
    )
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("term", sa.JSON(), nullable=False),
        sa.Column("meaning", sa.JSON(), nullable=False),
        sa.Column("audio", sa.JSON(), nullable=True),
        sa.Column("retired_at", lms.db.Moment(), nullable=True),
        sa.Column("imported", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_terms_course_id_courses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("course_id", "slug", name=op.f("uq_terms_course_id_slug")),
    )
    op.create_table(
        "media_sizes",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_media_sizes_file_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_media_sizes_media_id_media")
        ),
        sa.PrimaryKeyConstraint("media_id", "width", name=op.f("pk_media_sizes")),
    )
    with op.batch_alter_table("media_sizes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_sizes_file_id"), ["file_id"], unique=False)

    op.create_table(
        "lesson_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("audio", sa.String(length=300), nullable=True),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("begun_at", lms.db.Moment(), nullable=False),
        sa.Column("saved_at", lms.db.Moment(), nullable=False),
        sa.Column("publish_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_drafts_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lesson_drafts_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_drafts")),
        sa.UniqueConstraint(
            "lesson_id",
            "language",
            "person_id",
            name=op.f("uq_lesson_drafts_lesson_id_language_person_id"),
        ),
    )
    with op.batch_alter_table("lesson_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_drafts_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_lesson_drafts_publish_at"), ["publish_at"], unique=False
        )

    op.create_table(
        "lesson_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(length=16), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("changed_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_notes_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lesson_notes_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_notes")),
    )
    with op.batch_alter_table("lesson_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_notes_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_notes_person_id"), ["person_id"], unique=False)

    op.create_table(
        "lesson_places",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", lms.db.Moment(), nullable=False),
        sa.Column("seen_at", lms.db.Moment(), nullable=False),
        sa.Column("block", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_places_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lesson_places_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", name=op.f("pk_lesson_places")),
    )
    with op.batch_alter_table("lesson_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_places_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "lesson_ticks",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("ticked_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_ticks_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lesson_ticks_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", "item", name=op.f("pk_lesson_ticks")),
    )
    with op.batch_alter_table("lesson_ticks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_ticks_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "lesson_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("audio", sa.String(length=300), nullable=True),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("restored", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_lesson_versions_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_versions_lesson_id_lessons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_versions")),
        sa.UniqueConstraint(
            "lesson_id",
            "language",
            "number",
            name=op.f("uq_lesson_versions_lesson_id_language_number"),
        ),
    )
    with op.batch_alter_table("lesson_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_versions_by_id"), ["by_id"], unique=False)

    op.create_table(
        "task_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("peer", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed_at", lms.db.Moment(), nullable=False),
        sa.Column("handed_in_at", lms.db.Moment(), nullable=True),
        sa.Column("accepted_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_task_answers_file_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_task_answers_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_task_answers_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_task_answers_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_answers")),
        sa.UniqueConstraint(
            "person_id", "lesson_id", "task", name=op.f("uq_task_answers_person_id_lesson_id_task")
        ),
    )
    with op.batch_alter_table("task_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_answers_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_answers_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_task_answers_handed_in_at"), ["handed_in_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_task_answers_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("last_at", lms.db.Moment(), nullable=False),
        sa.Column("closed_at", lms.db.Moment(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_threads_by_id_people")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["people.id"], name=op.f("fk_threads_closed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lessons.id"], name=op.f("fk_threads_lesson_id_lessons")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_threads_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
    )
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_threads_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_threads_lesson_id"), ["lesson_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_threads_programme_id_lesson_id_last_at"),
            ["programme_id", "lesson_id", "last_at"],
            unique=False,
        )

    op.create_table(
        "follows",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("wants", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_follows_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_follows_thread_id_threads")
        ),
        sa.PrimaryKeyConstraint("person_id", "thread_id", name=op.f("pk_follows")),
    )
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follows_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "peer_readings",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", lms.db.Moment(), nullable=False),
        sa.Column("read_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["task_answers.id"], name=op.f("fk_peer_readings_answer_id_task_answers")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["people.id"], name=op.f("fk_peer_readings_reader_id_people")
        ),
        sa.PrimaryKeyConstraint("answer_id", "reader_id", name=op.f("pk_peer_readings")),
    )
    with op.batch_alter_table("peer_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peer_readings_reader_id"), ["reader_id"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("edited_at", lms.db.Moment(), nullable=True),
        sa.Column("reported_at", lms.db.Moment(), nullable=True),
        sa.Column("reported_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_at", lms.db.Moment(), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_why", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_posts_by_id_people")),
        sa.ForeignKeyConstraint(
            ["hidden_by_id"], ["people.id"], name=op.f("fk_posts_hidden_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["people.id"], name=op.f("fk_posts_reported_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_posts_thread_id_threads")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posts_by_id"), ["by_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_posts_thread_id_made_at"), ["thread_id", "made_at"], unique=False
        )

    op.create_table(
        "task_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["task_answers.id"], name=op.f("fk_task_feedback_answer_id_task_answers")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_task_feedback_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_feedback")),
    )
    with op.batch_alter_table("task_feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_feedback_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_feedback_by_id"), ["by_id"], unique=False)

    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("imported", sa.JSON(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_courses_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_courses_organisation_id_organisations"),
            "organisations",
            ["organisation_id"],
            ["id"],
        )

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.alter_column("content", existing_type=sa.BLOB(), nullable=True)

    with op.batch_alter_table("lesson_texts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("blocks", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(
            sa.Column("page", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("uses", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("weight", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.drop_column("html")

    # every text that is published is the first version of itself; its page is made when it is read
    op.execute(
        "INSERT INTO lesson_versions (lesson_id, language, number, title, minutes, goals, summary, "
        "audio, markdown, links, made_at) SELECT lesson_id, language, 1, title, minutes, goals, "
        "summary, audio, markdown, '[]', CURRENT_TIMESTAMP FROM lesson_texts"
    )
    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("imported", sa.JSON(), nullable=True))
    choose_the_sources()

    with op.batch_alter_table("modules", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dwell", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("imported", sa.JSON(), nullable=True))

    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("summary", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("audience", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("goals", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("discussions", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("imported", sa.JSON(), nullable=True))
    say_what_was_imported()


def downgrade() -> None:
    refuse_to_lose_files()
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_column("imported")
        batch_op.drop_column("discussions")
        batch_op.drop_column("goals")
        batch_op.drop_column("audience")
        batch_op.drop_column("summary")

    with op.batch_alter_table("modules", schema=None) as batch_op:
        batch_op.drop_column("imported")
        batch_op.drop_column("dwell")

    with op.batch_alter_table("lessons", schema=None) as batch_op:
        batch_op.drop_column("imported")
        batch_op.drop_column("source")

    with op.batch_alter_table("lesson_texts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("html", sa.TEXT(), server_default="", nullable=False))
        batch_op.drop_column("version")
        batch_op.drop_column("weight")
        batch_op.drop_column("uses")
        batch_op.drop_column("page")
        batch_op.drop_column("blocks")

    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.alter_column("content", existing_type=sa.BLOB(), nullable=False)

    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_courses_organisation_id_organisations"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_courses_organisation_id"))
        batch_op.drop_column("imported")
        batch_op.drop_column("organisation_id")

    with op.batch_alter_table("task_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_feedback_by_id"))
        batch_op.drop_index(batch_op.f("ix_task_feedback_answer_id"))

    op.drop_table("task_feedback")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posts_thread_id_made_at"))
        batch_op.drop_index(batch_op.f("ix_posts_by_id"))

    op.drop_table("posts")
    with op.batch_alter_table("peer_readings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peer_readings_reader_id"))

    op.drop_table("peer_readings")
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follows_thread_id"))

    op.drop_table("follows")
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_threads_programme_id_lesson_id_last_at"))
        batch_op.drop_index(batch_op.f("ix_threads_lesson_id"))
        batch_op.drop_index(batch_op.f("ix_threads_by_id"))

    op.drop_table("threads")
    with op.batch_alter_table("task_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_answers_lesson_id"))
        batch_op.drop_index(batch_op.f("ix_task_answers_handed_in_at"))
        batch_op.drop_index(batch_op.f("ix_task_answers_group_id"))
        batch_op.drop_index(batch_op.f("ix_task_answers_file_id"))

    op.drop_table("task_answers")
    with op.batch_alter_table("lesson_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_versions_by_id"))

    op.drop_table("lesson_versions")
    with op.batch_alter_table("lesson_ticks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_ticks_lesson_id"))

    op.drop_table("lesson_ticks")
    with op.batch_alter_table("lesson_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_places_lesson_id"))

    op.drop_table("lesson_places")
    with op.batch_alter_table("lesson_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_notes_person_id"))
        batch_op.drop_index(batch_op.f("ix_lesson_notes_lesson_id"))

    op.drop_table("lesson_notes")
    with op.batch_alter_table("lesson_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_drafts_publish_at"))
        batch_op.drop_index(batch_op.f("ix_lesson_drafts_person_id"))

    op.drop_table("lesson_drafts")
    with op.batch_alter_table("media_sizes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_sizes_file_id"))

    op.drop_table("media_sizes")
    op.drop_table("terms")
    op.drop_table("reading_settings")
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_file_id"))
        batch_op.drop_index(batch_op.f("ix_media_by_id"))

    op.drop_table("media")
    with op.batch_alter_table("search_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_entries_language"))

    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_entries")
