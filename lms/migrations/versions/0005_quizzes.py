"""quizzes: a bank of questions, attempts, answers, marks; results that follow one another"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def rebuilt(columns: list[sa.Column | sa.Constraint], named: str, kept: str) -> None:
    """The table of results made anew: `named` are the columns that are filled, `kept` the query on
    what there was (as `results_before`)."""
    op.execute("CREATE TABLE results_before AS SELECT * FROM results")
    op.drop_table("results")
    op.create_table("results", *columns)
    op.execute(f"INSERT INTO results ({named}) {kept}")
    op.drop_table("results_before")


def references(*names: tuple[str, str]) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{table}.id"], name=op.f(f"fk_results_{column}_{table}")
        )
        for column, table in names
    ]


def results_that_follow_one_another() -> None:
    columns: list[sa.Column | sa.Constraint] = [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("score", sa.String(length=60), nullable=True),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    ]
    columns += references(
        ("assessment_id", "assessments"), ("person_id", "people"), ("attempt_id", "attempts"),
        ("by_id", "people"),
    )  # fmt: skip
    named = "assessment_id, person_id, passed, note, by_id, at"
    rebuilt(columns, named, f"SELECT {named} FROM results_before ORDER BY at, assessment_id")
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index("ix_results_assessment_id", ["assessment_id"], unique=False)
        both = ["person_id", "assessment_id"]
        batch_op.create_index("ix_results_person_id_assessment_id", both, unique=False)


def one_result_each() -> None:
    """The last of each person; what came of their own attempts, they recorded themselves."""
    columns: list[sa.Column | sa.Constraint] = [
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "person_id", name=op.f("pk_results")),
    ]
    columns += references(
        ("assessment_id", "assessments"), ("person_id", "people"), ("by_id", "people")
    )
    rebuilt(
        columns,
        "assessment_id, person_id, passed, note, by_id, at",
        "SELECT assessment_id, person_id, passed, note, coalesce(by_id, person_id), at "
        "FROM results_before WHERE id IN "
        "(SELECT max(id) FROM results_before GROUP BY assessment_id, person_id)",
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index("ix_results_person_id", ["person_id"], unique=False)


def say_what_was_imported() -> None:
    """Whatever quiz there is before this migration came as a folder, and nobody could change it
    here. Nobody could take it either: lists of questions in any shape were kept and never shown."""
    named = ("id", "kind", "title", "content", "imported", "retired_at")
    types = {"title": sa.JSON(), "content": sa.JSON(), "imported": sa.JSON()}
    table = sa.table("assessments", *(sa.column(name, types.get(name)) for name in named))
    db = op.get_bind()
    for row in db.execute(sa.select(*table.c)).all():
        settings = {key: row.content.get(key) for key in ("summary", "pass_mark")}
        content = {key: value for key, value in settings.items() if value}
        values = {"kind": row.kind, "title": row.title, "content": content}
        if row.retired_at is not None:
            values["retired"] = True
        changed = table.update().where(table.c.id == row.id)
        db.execute(changed.values(content=content, imported=values))


def files_of_questions() -> None:
    op.create_table(
        "question_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("account", sa.JSON(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("done_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_question_files_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_question_files_course_id_courses")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_question_files_file_id_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_files")),
    )
    with op.batch_alter_table("question_files", schema=None) as batch_op:
        for column in ("by_id", "course_id", "file_id"):
            batch_op.create_index(batch_op.f(f"ix_question_files_{column}"), [column], unique=False)


def no_files_of_questions() -> None:
    with op.batch_alter_table("question_files", schema=None) as batch_op:
        for column in ("by_id", "course_id", "file_id"):
            batch_op.drop_index(batch_op.f(f"ix_question_files_{column}"))
    op.drop_table("question_files")


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("practice", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("began_at", lms.db.Moment(), nullable=False),
        sa.Column("due_at", lms.db.Moment(), nullable=True),
        sa.Column("handed_in_at", lms.db.Moment(), nullable=True),
        sa.Column("closed_by", sa.String(length=12), nullable=True),
        sa.Column("marked_at", lms.db.Moment(), nullable=True),
        sa.Column("score", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_attempts_assessment_id_assessments"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_attempts_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_attempts_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint(
            "assessment_id",
            "person_id",
            "number",
            name=op.f("uq_attempts_assessment_id_person_id_number"),
        ),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index("ix_attempts_due", ["handed_in_at", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_attempts_waiting", ["group_id", "handed_in_at", "marked_at"], unique=False
        )

    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", lms.db.Moment(), nullable=True),
        sa.Column("imported", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_questions_course_id_courses")
        ),
        sa.ForeignKeyConstraint(
            ["home_id"], ["assessments.id"], name=op.f("fk_questions_home_id_assessments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("course_id", "key", name=op.f("uq_questions_course_id_key")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_questions_course_id_retired_at", ["course_id", "retired_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_questions_home_id"), ["home_id"], unique=False)

    op.create_table(
        "quiz_extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("closes_at", lms.db.Moment(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_quiz_extensions_assessment_id_assessments"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_quiz_extensions_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_quiz_extensions_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_extensions")),
    )
    with op.batch_alter_table("quiz_extensions", schema=None) as batch_op:
        batch_op.create_index("ix_quiz_extensions_of", ["assessment_id", "person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_quiz_extensions_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "question_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_question_versions_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_question_versions_question_id_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_versions")),
        sa.UniqueConstraint(
            "question_id", "number", name=op.f("uq_question_versions_question_id_number")
        ),
    )
    with op.batch_alter_table("question_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_versions_by_id"), ["by_id"], unique=False)

    op.create_table(
        "responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("saved_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_responses_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_responses_file_id_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint(
            "attempt_id", "place", "token", name=op.f("uq_responses_attempt_id_place_token")
        ),
    )
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_responses_file_id"), ["file_id"], unique=False)

    op.create_table(
        "attempt_items",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.String(length=40), nullable=False),
        sa.Column("checked_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_attempt_items_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_versions.id"],
            name=op.f("fk_attempt_items_version_id_question_versions"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "place", name=op.f("pk_attempt_items")),
    )
    with op.batch_alter_table("attempt_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attempt_items_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "markings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("share", sa.String(length=60), nullable=True),
        sa.Column("rubric", sa.JSON(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_markings_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_markings_by_id_people")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_markings_response_id_responses")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_versions.id"],
            name=op.f("fk_markings_version_id_question_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_markings")),
    )
    with op.batch_alter_table("markings", schema=None) as batch_op:
        batch_op.create_index("ix_markings_attempt_id_place", ["attempt_id", "place"], unique=False)
        batch_op.create_index(batch_op.f("ix_markings_by_id"), ["by_id"], unique=False)

    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("imported", sa.JSON(none_as_null=True), nullable=True))
    say_what_was_imported()

    results_that_follow_one_another()
    files_of_questions()


def downgrade() -> None:
    no_files_of_questions()
    one_result_each()

    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.drop_column("imported")

    with op.batch_alter_table("markings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_markings_by_id"))
        batch_op.drop_index("ix_markings_attempt_id_place")

    op.drop_table("markings")
    with op.batch_alter_table("attempt_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempt_items_version_id"))

    op.drop_table("attempt_items")
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_responses_file_id"))

    op.drop_table("responses")
    with op.batch_alter_table("question_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_versions_by_id"))

    op.drop_table("question_versions")
    with op.batch_alter_table("quiz_extensions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quiz_extensions_person_id"))
        batch_op.drop_index("ix_quiz_extensions_of")

    op.drop_table("quiz_extensions")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_home_id"))
        batch_op.drop_index("ix_questions_course_id_retired_at")

    op.drop_table("questions")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_attempts_waiting")
        batch_op.drop_index(batch_op.f("ix_attempts_person_id"))
        batch_op.drop_index("ix_attempts_due")

    op.drop_table("attempts")
