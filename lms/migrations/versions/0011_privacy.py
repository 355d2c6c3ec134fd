"""privacy: who was erased, and what is deleted when"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=True),
        sa.Column("deleted_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_erasures_by_id_people")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_erasures_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_erasures_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("person_id", name=op.f("uq_erasures_person_id")),
    )
    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasures_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_erasures_delete_on"), ["delete_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_erasures_organisation_id"), ["organisation_id"], unique=False
        )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", lms.db.Moment(), nullable=True))
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_for", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("balance_paid_on", sa.Date(), nullable=True))
    with op.batch_alter_table("attestations", schema=None) as batch_op:
        batch_op.alter_column("completion_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM attestations WHERE completion_id IS NULL")
    with op.batch_alter_table("attestations", schema=None) as batch_op:
        batch_op.alter_column("completion_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_column("balance_paid_on")
        batch_op.drop_column("kept_for")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("erased_at")
    op.drop_table("erasures")
