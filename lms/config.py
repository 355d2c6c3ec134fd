"""The settings of an installation: `LMS_...` in the environment, with defaults that run at once."""

import os
import secrets
from datetime import time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app

SETTINGS: dict = {  # those that an installation chooses; explained in docs/administrators.md
    "PRODUCTION": False,  # LMS_PRODUCTION=true: https cookies, no demo, own secret
    "LANGUAGES": ["en", "sl", "ar"],  # those with a complete catalogue; the first is the default
    "TIMEZONE": "Europe/Ljubljana",  # IANA name; groups may have their own
    "SITE_NAME": "Ura",  # Slovene for "hour"; an installation gives its own name
    "ADDRESS": "http://127.0.0.1:8000",  # where people reach the platform: links in mails
    "MAIL_SERVER": "",  # smtp://user:password@host:587, smtps://host:465; none: nothing is mailed
    "MAIL_FROM": "noreply@localhost",  # the sender that people see; "Name <address>" is fine
    "MAIL_BOUNCES": "",  # where mail comes back to; empty: the sender's address
    "MAIL_TIMEOUT": 20,  # seconds until a silent mail server is given up
    "DIGEST_MINUTES": 5,  # so long a notice waits for others, to go in one mail
    "QUIET_HOURS": "21:00-07:00",  # no mail then that can wait; "off": any time
    "REMINDER_HOURS": 24,  # so long before a session people are reminded; 0: never
    "CHECK_IN_MINUTES": 30,  # so long before a session people can check in
    "HOLIDAYS": "SI",  # the calendar that series skip: a country, or country-region (ES-CT)
    "QUEUE_URL": "",  # where workers are rung; empty: beside the database; "off": nowhere
    "WORKERS": 2,  # jobs that one `lms work` does at the same time
    "FILES": "",  # where files are kept: a folder, or s3://bucket/folder; empty: instance/files
    "FILES_ENDPOINT": "",  # the address of a store that speaks S3 and is not Amazon's
    "FILES_REGION": "",
    "FILES_KEY": "",
    "FILES_SECRET": "",
    "KEYS": "",  # the folder of the keys that sign credentials; empty: instance/keys
    "KEY_PASSPHRASE": "",  # locks the files in it
    "MEDIA_MB": 100,  # megabytes of one upload to the media of a course
    "BEHIND_PROXY": False,  # LMS_BEHIND_PROXY=true: one proxy tells address, scheme and host
    "CARD_IDLE_MINUTES": 10,  # a learner's sign-in by card ends after so many idle minutes
    "STAFF_IDLE_MINUTES": 480,
    "DATABASE_PATIENCE_MS": 10_000,  # how long to wait while somebody else writes
    "PASSWORD_PROFILE": "owasp",  # see lms/people/passwords.py; tests use "cheapest"
    "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,  # bytes of an upload
}
DEFAULTS: dict = SETTINGS | {
    "SESSION_COOKIE_NAME": "lms",
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_REFRESH_EACH_REQUEST": False,
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    "MAX_FORM_PARTS": 5_000,
    "WTF_CSRF_TIME_LIMIT": None,  # a register lies open all evening: its forms must not go stale
    "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent.parent / "translations"),
    "COMPRESS_MIMETYPES": ["text/html", "text/csv", "application/json"],
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 3,
    "COMPRESS_STREAMS": False,
}


def load(instance: Path, given: dict) -> dict:
    """The whole configuration of an installation.

    `given` wins over the environment (`LMS_NAME`), which wins over the defaults.
    The secret key comes from `LMS_SECRET_KEY`; outside production one is made once and kept in
    `instance/secret_key`. Raises RuntimeError in production without a secret of its own.
    """
    config = DEFAULTS | from_environment() | given
    if "SQLALCHEMY_DATABASE_URI" not in config:
        config["SQLALCHEMY_DATABASE_URI"] = config.pop("DATABASE_URL", None) or sqlite(instance)
    config["SQLALCHEMY_DATABASE_URI"] = with_driver(config["SQLALCHEMY_DATABASE_URI"])
    if not config.get("SECRET_KEY"):
        if config["PRODUCTION"]:
            raise RuntimeError("Set LMS_SECRET_KEY to a long random text of your own.")
        config["SECRET_KEY"] = kept_secret(instance)
    config["KEYS"] = config["KEYS"] or str(instance / "keys")
    config["SESSION_COOKIE_SECURE"] = bool(config["PRODUCTION"])
    quiet_hours(config["QUIET_HOURS"])
    return config


def setting(name: str) -> Any:
    """A setting of the installation that runs, for those who know nothing of the web."""
    return current_app.config[name]


class Hours(NamedTuple):
    """From and until, on the clock of the wall; over midnight where `end` is not after `start`."""

    start: time
    end: time


def quiet_hours(text: str) -> Hours | None:
    """Reads LMS_QUIET_HOURS; none where they are off. Raises RuntimeError."""
    if text.strip().lower() in ("", "off"):
        return None
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError:
        start = end = time()
    if start == end:
        raise RuntimeError("LMS_QUIET_HOURS cannot be read. Write it like 21:00-07:00, or off.")
    return Hours(start, end)


def from_environment() -> dict:
    values: dict = {}
    for name, text in os.environ.items():
        if not name.startswith("LMS_") or not text:
            continue
        key = name.removeprefix("LMS_")
        default = DEFAULTS.get(key)
        if isinstance(default, bool):
            values[key] = text.lower() in {"1", "true", "yes", "on"}
        elif isinstance(default, int):
            values[key] = int(text)
        elif isinstance(default, list):
            values[key] = [part.strip() for part in text.split(",") if part.strip()]
        else:
            values[key] = text
    return values


def sqlite(instance: Path) -> str:
    instance.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{instance / 'lms.db'}"


def with_driver(url: str) -> str:
    """`postgres://` and `postgresql://` mean the driver that is installed."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def kept_secret(instance: Path) -> str:
    instance.mkdir(parents=True, exist_ok=True)
    file = instance / "secret_key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as made:
            made.write(secrets.token_urlsafe(48))
    return file.read_text().strip()
