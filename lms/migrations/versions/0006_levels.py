"""levels: entry, progress and exit, by framework and skill"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("skill", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("occasion", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_levels_by_id_people")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_levels_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_levels_programme_id_programmes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levels")),
    )
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.create_index("ix_levels_programme_id_person_id", ["programme_id", "person_id"])
        batch_op.create_index(batch_op.f("ix_levels_person_id"), ["person_id"])
        batch_op.create_index(batch_op.f("ix_levels_by_id"), ["by_id"])

    op.create_table(
        "level_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=50), nullable=False),
        sa.Column("occasion", sa.String(length=12), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("began_at", lms.db.Moment(), nullable=False),
        sa.Column("handed_in_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_level_checks_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_level_checks_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_checks")),
    )
    with op.batch_alter_table("level_checks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_level_checks_person_id_programme_id", ["person_id", "programme_id"]
        )
        batch_op.create_index(batch_op.f("ix_level_checks_programme_id"), ["programme_id"])

    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("levels", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_column("levels")

    op.drop_table("level_checks")
    op.drop_table("levels")
