"""attestations: templates, papers, runs, credentials and keys"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signing_keys",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("retired_at", lms.db.Moment(), nullable=True),
        sa.Column("stolen_at", lms.db.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "attestation_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("logo_id", sa.String(length=64), nullable=True),
        sa.Column("signature_id", sa.String(length=64), nullable=True),
        sa.Column("signatory", sa.String(length=200), nullable=True),
        sa.Column("signatory_role", sa.JSON(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["logo_id"], ["files.id"], name=op.f("fk_attestation_templates_logo_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_attestation_templates_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_attestation_templates_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["files.id"], name=op.f("fk_attestation_templates_signature_id_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation_templates")),
        sa.UniqueConstraint(
            "organisation_id",
            "version",
            name=op.f("uq_attestation_templates_organisation_id_version"),
        ),
    )
    op.create_table(
        "attestation_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("completions", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("left", sa.JSON(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", lms.db.Moment(), nullable=False),
        sa.Column("done_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_attestation_runs_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_attestation_runs_file_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_attestation_runs_group_id_groups")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation_runs")),
    )
    with op.batch_alter_table("attestation_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attestation_runs_file_id"), ["file_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attestation_runs_group_id"), ["group_id"], unique=False
        )
    op.create_table(
        "attestations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=16), nullable=False),
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=True),
        sa.Column("holder_native", sa.String(length=200), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_digest", sa.String(length=64), nullable=True),
        sa.Column("paper_digests", sa.JSON(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("issued_at", lms.db.Moment(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", lms.db.Moment(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("status_list", sa.Integer(), nullable=False),
        sa.Column("status_index", sa.Integer(), nullable=False),
        sa.Column("answers_after_erasure", sa.Boolean(), nullable=True),
        sa.Column("erased_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["completion_id"],
            ["completions.id"],
            name=op.f("fk_attestations_completion_id_completions"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_attestations_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["people.id"], name=op.f("fk_attestations_issued_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_attestations_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_attestations_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_attestations_programme_id_programmes"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["attestations.id"],
            name=op.f("fk_attestations_replaces_id_attestations"),
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["people.id"], name=op.f("fk_attestations_revoked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["attestation_templates.id"],
            name=op.f("fk_attestations_template_id_attestation_templates"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestations")),
        sa.UniqueConstraint("serial", name=op.f("uq_attestations_serial")),
        sa.UniqueConstraint(
            "status_list", "status_index", name=op.f("uq_attestations_status_list_status_index")
        ),
    )
    with op.batch_alter_table("attestations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attestations_completion_id"), ["completion_id"], unique=False
        )
        batch_op.create_index(
            "ix_attestations_group_id_issued_at", ["group_id", "issued_at"], unique=False
        )
        batch_op.create_index(
            "uq_attestations_standing",
            ["completion_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_attestations_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attestations_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attestations_programme_id"), ["programme_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attestations_replaces_id"), ["replaces_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attestations_template_id"), ["template_id"], unique=False
        )
    op.create_table(
        "attestation_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attestation_id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attestation_id"],
            ["attestations.id"],
            name=op.f("fk_attestation_papers_attestation_id_attestations"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_attestation_papers_file_id_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation_papers")),
        sa.UniqueConstraint(
            "attestation_id",
            "languages",
            name=op.f("uq_attestation_papers_attestation_id_languages"),
        ),
    )
    with op.batch_alter_table("attestation_papers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attestation_papers_file_id"), ["file_id"], unique=False
        )
    op.create_table(
        "credentials",
        sa.Column("attestation_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attestation_id"],
            ["attestations.id"],
            name=op.f("fk_credentials_attestation_id_attestations"),
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["signing_keys.id"], name=op.f("fk_credentials_key_id_signing_keys")
        ),
        sa.PrimaryKeyConstraint("attestation_id", name=op.f("pk_credentials")),
    )
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credentials_key_id"), ["key_id"], unique=False)


def downgrade() -> None:
    op.drop_table("credentials")
    op.drop_table("attestation_papers")
    op.drop_table("attestations")
    op.drop_table("attestation_runs")
    op.drop_table("attestation_templates")
    op.drop_table("signing_keys")
