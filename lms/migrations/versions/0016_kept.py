"""kept: standings and tallies that dashboards read"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_tallies",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("counted_at", lms.db.Moment(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Integer(), nullable=False),
        sa.Column("on_track", sa.Integer(), nullable=False),
        sa.Column("must_attend_all", sa.Integer(), nullable=False),
        sa.Column("needs_make_up", sa.Integer(), nullable=False),
        sa.Column("cannot", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("attended_minutes", sa.Integer(), nullable=False),
        sa.Column("possible_minutes", sa.Integer(), nullable=False),
        sa.Column("delivered_minutes", sa.Integer(), nullable=False),
        sa.Column("to_come_minutes", sa.Integer(), nullable=False),
        sa.Column("not_taken_minutes", sa.Integer(), nullable=False),
        sa.Column("short_minutes", sa.Integer(), nullable=False),
        sa.Column("required_units", sa.Integer(), nullable=False),
        sa.Column("unit_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_group_tallies_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_tallies")),
    )
    op.create_table(
        "group_ties",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_group_ties_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["groups.id"],
            name=op.f("fk_group_ties_other_id_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "other_id", name=op.f("pk_group_ties")),
    )
    op.create_table(
        "group_places",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=True),
        sa.Column("absences_in_row", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("total_minutes", sa.Integer(), nullable=False),
        sa.Column("required_units", sa.Integer(), nullable=False),
        sa.Column("unit_minutes", sa.Integer(), nullable=False),
        sa.Column("ratio_n", sa.Integer(), nullable=False),
        sa.Column("ratio_d", sa.Integer(), nullable=False),
        sa.Column("needs_minutes", sa.Integer(), nullable=False),
        sa.Column("short_minutes", sa.Integer(), nullable=False),
        sa.Column("best_minutes", sa.Integer(), nullable=False),
        sa.Column("threshold_minutes", sa.Integer(), nullable=False),
        sa.Column("make_up_left", sa.Integer(), nullable=False),
        sa.Column("attended_minutes", sa.Integer(), nullable=False),
        sa.Column("possible_minutes", sa.Integer(), nullable=False),
        sa.Column("modules_done", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_group_places_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_group_places_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_places")),
    )
    op.create_index("ix_group_places_person_id", "group_places", ["person_id"])
    op.create_index("ix_group_places_standing_group_id", "group_places", ["standing", "group_id"])
    op.create_table(
        "open_registers",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("unmarked", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_open_registers_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_open_registers_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "session_id", name=op.f("pk_open_registers")),
    )
    op.create_index("ix_open_registers_session_id", "open_registers", ["session_id"])
    op.create_table(
        "group_alongs",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("third", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_group_alongs_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "what", "at", name=op.f("pk_group_alongs")),
    )
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.create_index("ix_amendments_state", ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.drop_index("ix_amendments_state")
    op.drop_table("group_alongs")
    op.drop_table("open_registers")
    op.drop_table("group_places")
    op.drop_table("group_ties")
    op.drop_table("group_tallies")
