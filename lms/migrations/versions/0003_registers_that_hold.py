"""registers that hold: check-ins, seals, amendments, make-up offers, evidence"""

import sqlalchemy as sa
from alembic import op

import lms.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["people.id"], name=op.f("fk_meeting_names_decided_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_meeting_names_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_meeting_names_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_names")),
        sa.UniqueConstraint(
            "organisation_id", "name", name=op.f("uq_meeting_names_organisation_id_name")
        ),
    )
    with op.batch_alter_table("meeting_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_names_person_id"), ["person_id"], unique=False)

    op.create_table(
        "packs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("with_gaps", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", lms.db.Moment(), nullable=False),
        sa.Column("done_at", lms.db.Moment(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_packs_first_before_last")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_packs_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_packs_group_id_groups")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
    )
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_packs_group_id"), ["group_id"], unique=False)

    op.create_table(
        "pack_parts",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["packs.id"], name=op.f("fk_pack_parts_pack_id_packs")
        ),
        sa.PrimaryKeyConstraint("pack_id", "number", name=op.f("pk_pack_parts")),
    )
    op.create_table(
        "amendments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", lms.db.Moment(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", lms.db.Moment(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_amendments_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_amendments_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_amendments_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["people.id"], name=op.f("fk_amendments_settled_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
    )
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendments_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_amendments_session_id_state", ["session_id", "state"], unique=False
        )

    op.create_table(
        "meeting_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("mark_ids", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", lms.db.Moment(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_meeting_lists_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_meeting_lists_file_id_files")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_meeting_lists_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["people.id"], name=op.f("fk_meeting_lists_settled_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_lists")),
    )
    with op.batch_alter_table("meeting_lists", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_lists_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "sent_marks",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("received_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_sent_marks_by_id_people")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sent_marks_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_sent_marks_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_marks")),
    )
    with op.batch_alter_table("sent_marks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sent_marks_session_id_person_id", ["session_id", "person_id"], unique=False
        )

    op.create_table(
        "sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("empty_rows", sa.Integer(), nullable=False),
        sa.Column("guests", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_sheets_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_sheets_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
        sa.UniqueConstraint("code", name=op.f("uq_sheets_code")),
    )
    with op.batch_alter_table("sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheets_session_id"), ["session_id"], unique=False)

    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_check_ins_by_id_people")),
        sa.ForeignKeyConstraint(["mark_id"], ["marks.id"], name=op.f("fk_check_ins_mark_id_marks")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_check_ins_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_check_ins_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
    )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_ins_mark_id"), ["mark_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_ins_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_check_ins_session_id_at", ["session_id", "at"], unique=False)

    op.create_table(
        "make_up_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("to_session_id", sa.Integer(), nullable=True),
        sa.Column("task", sa.String(length=1000), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", lms.db.Moment(), nullable=False),
        sa.Column("answered_at", lms.db.Moment(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("settled_at", lms.db.Moment(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("make_up_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'session') = (to_session_id IS NOT NULL)",
            name=op.f("ck_make_up_offers_session_or_task"),
        ),
        sa.CheckConstraint(
            "(kind = 'task') = (minutes IS NOT NULL)",
            name=op.f("ck_make_up_offers_task_has_minutes"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_make_up_offers_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["make_up_id"], ["make_ups.id"], name=op.f("fk_make_up_offers_make_up_id_make_ups")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"], ["people.id"], name=op.f("fk_make_up_offers_offered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_make_up_offers_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_make_up_offers_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["people.id"], name=op.f("fk_make_up_offers_settled_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["to_session_id"],
            ["sessions.id"],
            name=op.f("fk_make_up_offers_to_session_id_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_up_offers")),
    )
    with op.batch_alter_table("make_up_offers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_make_up_offers_make_up_id"), ["make_up_id"], unique=False
        )
        batch_op.create_index(
            "ix_make_up_offers_person_id_state", ["person_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_make_up_offers_session_id"), ["session_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_make_up_offers_to_session_id"), ["to_session_id"], unique=False
        )

    op.create_table(
        "register_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["amendments.id"],
            name=op.f("fk_register_links_amendment_id_amendments"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_register_links_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_register_links_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_register_links_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_links")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_register_links_group_id_number")),
    )
    with op.batch_alter_table("register_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_register_links_amendment_id"), ["amendment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_register_links_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", lms.db.Moment(), nullable=False),
        sa.Column("withdrawn_at", lms.db.Moment(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_scans_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_scans_file_id_files")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_scans_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_scans_sheet_id_sheets")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["people.id"], name=op.f("fk_scans_withdrawn_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
    )
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scans_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scans_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", lms.db.Moment(), nullable=False),
        sa.Column("withdrawn_at", lms.db.Moment(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_signatures_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["people.id"], name=op.f("fk_signatures_recorded_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_signatures_session_id_sessions")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheets.id"], name=op.f("fk_signatures_sheet_id_sheets")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["people.id"], name=op.f("fk_signatures_withdrawn_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatures_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_signatures_session_id_person_id", ["session_id", "person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_signatures_sheet_id"), ["sheet_id"], unique=False)

    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("check_in", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("check_out", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "proofs",
                sa.JSON(),
                server_default='["signature", "check_in", "platform"]',
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("project", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("funding", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("logo_id", sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_programmes_logo_id_files"), "files", ["logo_id"], ["id"]
        )

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_at", lms.db.Moment(), nullable=True))
        batch_op.create_index(batch_op.f("ix_sessions_sealed_at"), ["sealed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_sealed_at"))
        batch_op.drop_column("sealed_at")

    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_programmes_logo_id_files"), type_="foreignkey")
        batch_op.drop_column("logo_id")
        batch_op.drop_column("funding")
        batch_op.drop_column("project")
        batch_op.drop_column("proofs")
        batch_op.drop_column("check_out")
        batch_op.drop_column("check_in")

    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatures_sheet_id"))
        batch_op.drop_index("ix_signatures_session_id_person_id")
        batch_op.drop_index(batch_op.f("ix_signatures_person_id"))

    op.drop_table("signatures")
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scans_sheet_id"))
        batch_op.drop_index(batch_op.f("ix_scans_session_id"))

    op.drop_table("scans")
    with op.batch_alter_table("register_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_links_session_id"))
        batch_op.drop_index(batch_op.f("ix_register_links_amendment_id"))

    op.drop_table("register_links")
    with op.batch_alter_table("make_up_offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_make_up_offers_to_session_id"))
        batch_op.drop_index(batch_op.f("ix_make_up_offers_session_id"))
        batch_op.drop_index("ix_make_up_offers_person_id_state")
        batch_op.drop_index(batch_op.f("ix_make_up_offers_make_up_id"))

    op.drop_table("make_up_offers")
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index("ix_check_ins_session_id_at")
        batch_op.drop_index(batch_op.f("ix_check_ins_person_id"))
        batch_op.drop_index(batch_op.f("ix_check_ins_mark_id"))

    op.drop_table("check_ins")
    with op.batch_alter_table("sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheets_session_id"))

    op.drop_table("sheets")
    with op.batch_alter_table("sent_marks", schema=None) as batch_op:
        batch_op.drop_index("ix_sent_marks_session_id_person_id")

    op.drop_table("sent_marks")
    with op.batch_alter_table("meeting_lists", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_lists_session_id"))

    op.drop_table("meeting_lists")
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.drop_index("ix_amendments_session_id_state")
        batch_op.drop_index(batch_op.f("ix_amendments_person_id"))

    op.drop_table("amendments")
    op.drop_table("pack_parts")
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_packs_group_id"))

    op.drop_table("packs")
    with op.batch_alter_table("meeting_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_names_person_id"))

    op.drop_table("meeting_names")
