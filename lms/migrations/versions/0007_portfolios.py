"""portfolios: items with evidence, what was said to them; decisions that follow one another"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def decisions_that_follow_one_another() -> None:
    with op.batch_alter_table("portfolios", schema=None) as batch_op:
        batch_op.drop_constraint("uq_portfolios_programme_id_person_id", type_="unique")
        batch_op.drop_index("ix_portfolios_person_id")
        both = ["person_id", "programme_id"]
        batch_op.create_index("ix_portfolios_person_id_programme_id", both, unique=False)
        batch_op.create_index("ix_portfolios_programme_id", ["programme_id"], unique=False)


def one_decision_each() -> None:
    """The last of each person in each programme."""
    op.execute(
        "DELETE FROM portfolios WHERE id NOT IN "
        "(SELECT max(id) FROM portfolios GROUP BY programme_id, person_id)"
    )
    with op.batch_alter_table("portfolios", schema=None) as batch_op:
        batch_op.drop_index("ix_portfolios_programme_id")
        batch_op.drop_index("ix_portfolios_person_id_programme_id")
        batch_op.create_index("ix_portfolios_person_id", ["person_id"], unique=False)
        both = ["programme_id", "person_id"]
        batch_op.create_unique_constraint("uq_portfolios_programme_id_person_id", both)


def upgrade() -> None:
    decisions_that_follow_one_another()
    op.create_table(
        "portfolio_rubrics",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("each_module", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_portfolio_rubrics_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_portfolio_rubrics_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_portfolio_rubrics")),
    )
    op.create_table(
        "portfolio_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("changed_at", lms.db.Moment(), nullable=False),
        sa.Column("handed_in_at", lms.db.Moment(), nullable=True),
        sa.Column("accepted_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_portfolio_items_file_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_portfolio_items_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["modules.id"], name=op.f("fk_portfolio_items_module_id_modules")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_portfolio_items_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_portfolio_items_programme_id_programmes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_items")),
    )
    with op.batch_alter_table("portfolio_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_portfolio_items_file_id"), ["file_id"], unique=False)
        batch_op.create_index(
            "ix_portfolio_items_group_id_handed_in_at", ["group_id", "handed_in_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_portfolio_items_module_id"), ["module_id"], unique=False
        )
        batch_op.create_index(
            "ix_portfolio_items_person_id_programme_id", ["person_id", "programme_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_portfolio_items_programme_id"), ["programme_id"], unique=False
        )

    op.create_table(
        "portfolio_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("rubric", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_portfolio_reviews_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["portfolio_items.id"],
            name=op.f("fk_portfolio_reviews_item_id_portfolio_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_reviews")),
    )
    with op.batch_alter_table("portfolio_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_portfolio_reviews_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_portfolio_reviews_item_id"), ["item_id"], unique=False)


def downgrade() -> None:
    one_decision_each()
    with op.batch_alter_table("portfolio_reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_portfolio_reviews_item_id"))
        batch_op.drop_index(batch_op.f("ix_portfolio_reviews_by_id"))

    op.drop_table("portfolio_reviews")
    with op.batch_alter_table("portfolio_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_portfolio_items_programme_id"))
        batch_op.drop_index("ix_portfolio_items_person_id_programme_id")
        batch_op.drop_index(batch_op.f("ix_portfolio_items_module_id"))
        batch_op.drop_index("ix_portfolio_items_group_id_handed_in_at")
        batch_op.drop_index(batch_op.f("ix_portfolio_items_file_id"))

    op.drop_table("portfolio_items")
    op.drop_table("portfolio_rubrics")
