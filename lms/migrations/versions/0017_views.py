"""views: saved views, weekly digests, rows put off"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_digests_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digests")),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_saved_views_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_saved_views_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index("ix_saved_views_organisation_id", "saved_views", ["organisation_id"])
    op.create_index("ix_saved_views_person_id", "saved_views", ["person_id"])
    op.create_table(
        "put_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_put_off_by_id_people")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_put_off_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_put_off_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_put_off_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_off")),
        sa.UniqueConstraint("key", name=op.f("uq_put_off_key")),
    )
    op.create_index("ix_put_off_by_id", "put_off", ["by_id"])
    op.create_index("ix_put_off_group_id_kind", "put_off", ["group_id", "kind"])
    op.create_index("ix_put_off_person_id", "put_off", ["person_id"])
    op.create_index("ix_put_off_session_id", "put_off", ["session_id"])


def downgrade() -> None:
    op.drop_table("put_off")
    op.drop_table("saved_views")
    op.drop_table("digests")
