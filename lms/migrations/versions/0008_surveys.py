"""surveys: sent, answered by a link, counted"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_drafts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("until", lms.db.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_survey_drafts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("origin", sa.String(length=80), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_surveys_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_surveys_organisation_id_key")),
    )
    op.create_table(
        "programme_surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("since", lms.db.Moment(), nullable=False),
        sa.Column("off_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_programme_surveys_programme_id_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_programme_surveys_survey_id_surveys")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_surveys")),
        sa.UniqueConstraint(
            "programme_id", "moment", name=op.f("uq_programme_surveys_programme_id_moment")
        ),
    )
    with op.batch_alter_table("programme_surveys", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_surveys_survey_id"), ["survey_id"], unique=False
        )

    op.create_table(
        "survey_sounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_survey_sounds_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_survey_sounds_file_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_survey_sounds_survey_id_surveys")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sounds")),
    )
    with op.batch_alter_table("survey_sounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_sounds_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_sounds_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "survey_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_survey_versions_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_survey_versions_survey_id_surveys")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_versions")),
        sa.UniqueConstraint(
            "survey_id", "number", name=op.f("uq_survey_versions_survey_id_number")
        ),
    )
    op.create_table(
        "survey_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("opened_at", lms.db.Moment(), nullable=False),
        sa.Column("closes_at", lms.db.Moment(), nullable=False),
        sa.Column("room_code", sa.String(length=12), nullable=True),
        sa.Column("room_until", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_survey_rounds_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_survey_rounds_programme_id_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_versions.id"],
            name=op.f("fk_survey_rounds_version_id_survey_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_rounds")),
        sa.UniqueConstraint(
            "group_id", "moment", "number", name=op.f("uq_survey_rounds_group_id_moment_number")
        ),
        sa.UniqueConstraint("room_code", name=op.f("uq_survey_rounds_room_code")),
    )
    with op.batch_alter_table("survey_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_rounds_closes_at"), ["closes_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_survey_rounds_programme_id"), ["programme_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_survey_rounds_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "survey_answers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_survey_answers_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["survey_rounds.id"],
            name=op.f("fk_survey_answers_round_id_survey_rounds"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_answers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_answers_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_survey_answers_round_id"), ["round_id"], unique=False)

    op.create_table(
        "survey_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("answered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_survey_invitations_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_survey_invitations_programme_id_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["survey_rounds.id"],
            name=op.f("fk_survey_invitations_round_id_survey_rounds"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_invitations")),
        sa.UniqueConstraint("name", name=op.f("uq_survey_invitations_name")),
        sa.UniqueConstraint(
            "programme_id",
            "moment",
            "person_id",
            name=op.f("uq_survey_invitations_programme_id_moment_person_id"),
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_survey_invitations_token_hash")),
    )
    with op.batch_alter_table("survey_invitations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_invitations_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_survey_invitations_round_id"), ["round_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("survey_invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_invitations_round_id"))
        batch_op.drop_index(batch_op.f("ix_survey_invitations_person_id"))

    op.drop_table("survey_invitations")
    with op.batch_alter_table("survey_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_answers_round_id"))
        batch_op.drop_index(batch_op.f("ix_survey_answers_person_id"))

    op.drop_table("survey_answers")
    with op.batch_alter_table("survey_rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_rounds_version_id"))
        batch_op.drop_index(batch_op.f("ix_survey_rounds_programme_id"))
        batch_op.drop_index(batch_op.f("ix_survey_rounds_closes_at"))

    op.drop_table("survey_rounds")
    op.drop_table("survey_versions")
    with op.batch_alter_table("survey_sounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_sounds_survey_id"))
        batch_op.drop_index(batch_op.f("ix_survey_sounds_file_id"))

    op.drop_table("survey_sounds")
    with op.batch_alter_table("programme_surveys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_surveys_survey_id"))

    op.drop_table("programme_surveys")
    op.drop_table("surveys")
    op.drop_table("survey_drafts")
