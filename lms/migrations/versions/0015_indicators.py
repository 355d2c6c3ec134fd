"""indicators: sets, counts, reporting periods"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "indicator_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("retired_at", lms.db.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_sets")),
        sa.UniqueConstraint("slug", name=op.f("uq_indicator_sets_slug")),
    )
    op.create_table(
        "indicator_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_indicator_versions_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["indicator_sets.id"],
            name=op.f("fk_indicator_versions_set_id_indicator_sets"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_versions")),
        sa.UniqueConstraint("set_id", "number", name=op.f("uq_indicator_versions_set_id_number")),
    )
    op.create_table(
        "indicator_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", lms.db.Moment(), nullable=False),
        sa.Column("counted_at", lms.db.Moment(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("frozen_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_indicator_counts_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_indicator_counts_project_id_projects")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["indicator_versions.id"],
            name=op.f("fk_indicator_counts_version_id_indicator_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_counts")),
    )
    with op.batch_alter_table("indicator_counts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_indicator_counts_newest",
            ["project_id", "version_id", "organisation_id", "until"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_indicator_counts_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_indicator_counts_version_id"), ["version_id"], unique=False
        )
    op.create_table(
        "indicator_gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("gap", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["indicator_counts.id"],
            name=op.f("fk_indicator_gaps_count_id_indicator_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_indicator_gaps_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_gaps")),
        sa.UniqueConstraint(
            "count_id",
            "code",
            "gap",
            "person_id",
            name=op.f("uq_indicator_gaps_count_id_code_gap_person_id"),
        ),
    )
    with op.batch_alter_table("indicator_gaps", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_gaps_person_id", ["person_id"], unique=False)
    op.create_table(
        "indicator_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["indicator_counts.id"],
            name=op.f("fk_indicator_members_count_id_indicator_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_indicator_members_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_indicator_members_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_members")),
        sa.UniqueConstraint(
            "count_id", "code", "key", name=op.f("uq_indicator_members_count_id_code_key")
        ),
    )
    with op.batch_alter_table("indicator_members", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_members_person_id", ["person_id"], unique=False)
    op.create_table(
        "reporting_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("frozen_at", lms.db.Moment(), nullable=True),
        sa.Column("verified_at", lms.db.Moment(), nullable=True),
        sa.Column("is_untouched", sa.Boolean(), nullable=True),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_reporting_periods_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["indicator_counts.id"],
            name=op.f("fk_reporting_periods_count_id_indicator_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["people.id"], name=op.f("fk_reporting_periods_frozen_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_reporting_periods_project_id_projects")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["indicator_sets.id"],
            name=op.f("fk_reporting_periods_set_id_indicator_sets"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["indicator_versions.id"],
            name=op.f("fk_reporting_periods_version_id_indicator_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_periods")),
        sa.UniqueConstraint(
            "project_id",
            "set_id",
            "starts_on",
            name=op.f("uq_reporting_periods_project_id_set_id_starts_on"),
        ),
    )
    with op.batch_alter_table("reporting_periods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reporting_periods_set_id"), ["set_id"], unique=False)
    op.create_table(
        "indicator_differences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("told_in_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("change", sa.String(length=10), nullable=False),
        sa.Column("cells", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("was", sa.Integer(), server_default="0", nullable=False),
        sa.Column("size", sa.Integer(), server_default="1", nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["reporting_periods.id"],
            name=op.f("fk_indicator_differences_period_id_reporting_periods"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_indicator_differences_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_indicator_differences_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["told_in_id"],
            ["reporting_periods.id"],
            name=op.f("fk_indicator_differences_told_in_id_reporting_periods"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_differences")),
        sa.UniqueConstraint(
            "period_id",
            "code",
            "key",
            "seen_on",
            name=op.f("uq_indicator_differences_period_id_code_key_seen_on"),
        ),
    )
    with op.batch_alter_table("indicator_differences", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_differences_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_indicator_differences_told_in_id"), ["told_in_id"], unique=False
        )
    op.create_table(
        "partner_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["indicator_counts.id"],
            name=op.f("fk_partner_reports_count_id_indicator_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_partner_reports_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["reporting_periods.id"],
            name=op.f("fk_partner_reports_period_id_reporting_periods"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_reports")),
        sa.UniqueConstraint(
            "period_id",
            "organisation_id",
            name=op.f("uq_partner_reports_period_id_organisation_id"),
        ),
    )
    with op.batch_alter_table("partner_reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partner_reports_organisation_id"), ["organisation_id"], unique=False
        )
    op.create_table(
        "report_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_report_steps_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["partner_reports.id"],
            name=op.f("fk_report_steps_report_id_partner_reports"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_steps")),
    )
    with op.batch_alter_table("report_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_steps_report_id"), ["report_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("report_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_steps_report_id"))
    op.drop_table("report_steps")
    with op.batch_alter_table("partner_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_reports_organisation_id"))
    op.drop_table("partner_reports")
    with op.batch_alter_table("indicator_differences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_differences_told_in_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_differences_person_id"))
    op.drop_table("indicator_differences")
    with op.batch_alter_table("reporting_periods", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reporting_periods_set_id"))
    op.drop_table("reporting_periods")
    with op.batch_alter_table("indicator_members", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_members_person_id")
    op.drop_table("indicator_members")
    with op.batch_alter_table("indicator_gaps", schema=None) as batch_op:
        batch_op.drop_index("ix_indicator_gaps_person_id")
    op.drop_table("indicator_gaps")
    with op.batch_alter_table("indicator_counts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_counts_version_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_counts_organisation_id"))
        batch_op.drop_index("ix_indicator_counts_newest")
    op.drop_table("indicator_counts")
    op.drop_table("indicator_versions")
    op.drop_table("indicator_sets")
