"""sessions in series, places, messages, jobs, files"""

import sqlalchemy as sa
from alembic import op

import lms.clock
import lms.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    jobs = op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("due_at", lms.db.Moment(), nullable=False),
        sa.Column("leased_until", lms.db.Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("done_at", lms.db.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "closing_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_closing_days_first_before_last")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_closing_days_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_days")),
    )
    with op.batch_alter_table("closing_days", schema=None) as batch_op:
        batch_op.create_index(
            "ix_closing_days_organisation_id_first", ["organisation_id", "first"], unique=False
        )

    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("calendars", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("sent_at", lms.db.Moment(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_mails_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
    )
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mails_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mails_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mails_state"), ["state"], unique=False)

    op.create_table(
        "unsubscriptions",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_unsubscriptions_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_unsubscriptions")),
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", lms.db.Moment(), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (group_id IS NULL)", name=op.f("ck_feeds_person_or_group")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_feeds_group_id_groups")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_feeds_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feeds_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feeds_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feeds_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("group", sa.String(length=80), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("before", lms.db.Moment(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", lms.db.Moment(), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_notices_by_id_people")),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_notices_mail_id_mails")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_notices_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["people.id"], name=op.f("fk_notices_told_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_about"), ["about"], unique=False)
        batch_op.create_index("ix_notices_group_state", ["group", "state"], unique=False)
        batch_op.create_index("ix_notices_state_before", ["state", "before"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index("ix_notices_person_id_state", ["person_id", "state"], unique=False)

    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_series_group_id_groups")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_series_made_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_group_id"), ["group_id"], unique=False)

    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("made_at", lms.db.Moment(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_announcements_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_announcements_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_announcements_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcements_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_announcements_session_id_person_id", ["session_id", "person_id"], unique=False
        )

    op.create_table(
        "materials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", lms.db.Moment(), nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) <> (link IS NULL)", name=op.f("ck_materials_file_or_link")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_materials_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_materials_file_id_files")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_materials_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_materials")),
    )
    with op.batch_alter_table("materials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_materials_session_id"), ["session_id"], unique=False)

    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", lms.db.Moment(), nullable=False),
        sa.Column("offer_until", lms.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_ups_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_sign_ups_session_id_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
        sa.UniqueConstraint(
            "session_id", "person_id", name=op.f("uq_sign_ups_session_id_person_id")
        ),
    )
    with op.batch_alter_table("sign_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ups_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_sign_ups_session_id_state_since", ["session_id", "state", "since"], unique=False
        )

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wanted_group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("offered_group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("offer_until", lms.db.Moment(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_enrolments_offered_group_id"), ["offered_group_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_enrolments_offered_group_id_groups"),
            "groups",
            ["offered_group_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_enrolments_wanted_group_id_groups"),
            "groups",
            ["wanted_group_id"],
            ["id"],
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email_bounced_at", lms.db.Moment(), nullable=True))
        batch_op.add_column(sa.Column("email_bounce", sa.String(length=300), nullable=True))

    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("offer_hours", sa.Integer(), server_default="48", nullable=False)
        )

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("substitute_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("substitute_reason", sa.String(length=300), nullable=True))
        batch_op.add_column(
            sa.Column("is_open", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("moved_from_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("uid", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("reminded_at", lms.db.Moment(), nullable=True))
        batch_op.create_index("ix_sessions_day", ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_series_id"), ["series_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sessions_moved_from_id"), ["moved_from_id"], unique=False
        )
        batch_op.create_index(
            "ix_sessions_substitute_id_day", ["substitute_id", "day"], unique=False
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_sessions_some_places"), "capacity IS NULL OR capacity > 0"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sessions_substitute_id_people"), "people", ["substitute_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sessions_series_id_series"), "series", ["series_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sessions_moved_from_id_sessions"), "sessions", ["moved_from_id"], ["id"]
        )

    # sessions that are there already get a name for calendars, too
    made = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "md5(random()::text || id::text)"}
    op.execute(f"UPDATE sessions SET uid = {made[op.get_bind().dialect.name]}")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.alter_column("uid", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column("is_open", existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column("sequence", existing_type=sa.Integer(), server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_sessions_uid"), ["uid"])

    # for who is on a waiting list already, somebody looks whether a place is free
    now = lms.clock.now()
    about = {"kind": "courses.places_free", "state": "waiting", "tries": 0}
    waited_for = "SELECT DISTINCT programme_id FROM enrolments WHERE state = 'waitlisted'"
    op.bulk_insert(
        jobs,
        [
            {**about, "data": {"programme": key}, "made_at": now, "due_at": now}
            for key in op.get_bind().scalars(sa.text(waited_for))
        ],
    )


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_sessions_moved_from_id_sessions"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_sessions_series_id_series"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_sessions_substitute_id_people"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_sessions_uid"), type_="unique")
        batch_op.drop_constraint(batch_op.f("ck_sessions_some_places"), type_="check")
        batch_op.drop_index("ix_sessions_substitute_id_day")
        batch_op.drop_index(batch_op.f("ix_sessions_moved_from_id"))
        batch_op.drop_index(batch_op.f("ix_sessions_series_id"))
        batch_op.drop_index("ix_sessions_day")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("sequence")
        batch_op.drop_column("uid")
        batch_op.drop_column("moved_from_id")
        batch_op.drop_column("series_id")
        batch_op.drop_column("capacity")
        batch_op.drop_column("is_open")
        batch_op.drop_column("substitute_reason")
        batch_op.drop_column("substitute_id")
        batch_op.drop_column("link")

    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_column("offer_hours")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("email_bounce")
        batch_op.drop_column("email_bounced_at")

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_enrolments_wanted_group_id_groups"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_enrolments_offered_group_id_groups"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_enrolments_offered_group_id"))
        batch_op.drop_column("offer_until")
        batch_op.drop_column("offered_group_id")
        batch_op.drop_column("wanted_group_id")

    with op.batch_alter_table("sign_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_ups_session_id_state_since")
        batch_op.drop_index(batch_op.f("ix_sign_ups_person_id"))

    op.drop_table("sign_ups")
    with op.batch_alter_table("materials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_materials_session_id"))

    op.drop_table("materials")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index("ix_announcements_session_id_person_id")
        batch_op.drop_index(batch_op.f("ix_announcements_person_id"))

    op.drop_table("announcements")
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_series_group_id"))

    op.drop_table("series")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_person_id_state")
        batch_op.drop_index(batch_op.f("ix_notices_mail_id"))
        batch_op.drop_index("ix_notices_state_before")
        batch_op.drop_index("ix_notices_group_state")
        batch_op.drop_index(batch_op.f("ix_notices_about"))

    op.drop_table("notices")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feeds_person_id"))
        batch_op.drop_index(batch_op.f("ix_feeds_group_id"))

    op.drop_table("feeds")
    op.drop_table("unsubscriptions")
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mails_state"))
        batch_op.drop_index(batch_op.f("ix_mails_person_id"))
        batch_op.drop_index(batch_op.f("ix_mails_made_at"))

    op.drop_table("mails")
    with op.batch_alter_table("closing_days", schema=None) as batch_op:
        batch_op.drop_index("ix_closing_days_organisation_id_first")

    op.drop_table("closing_days")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_jobs_state_due_at")

    op.drop_table("jobs")
    op.drop_table("files")
