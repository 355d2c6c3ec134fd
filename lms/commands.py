"""`lms work`, `backup`, `restore`, `files` and `doctor`: looking after an installation."""

import json
import sys
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from lms import clock, keeping, stores
from lms import files as kept_files
from lms.attestations.queries import keys as signing
from lms.courses.models import Programme
from lms.db import db, migrate
from lms.errors import Refused
from lms.jobs import queries, worker
from lms.people.actions import record
from lms.tables.terminal import database_in_words, ends_in_words

FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


def refused(refusal: Refused) -> None:
    click.echo(str(refusal), err=True)
    sys.exit(1)


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due, and end; 1 where a job failed.")
@with_appcontext
def work(once: bool) -> None:
    """Do the jobs of the background, until told to stop."""
    try:
        with database_in_words():
            queries.is_late(clock.now())  # the tables are there
            db.session.remove()  # and nothing is held while it waits
            if once:
                sys.exit(0 if worker.once() else 1)
            worker.serve(current_app._get_current_object())  # type: ignore[attr-defined]
    except Refused as refusal:
        refused(refusal)


@click.command("backup")
@FILE
@with_appcontext
def backup(file: Path) -> None:
    """Write everything in the database into one new file."""
    try:
        with database_in_words():
            rows = keeping.backup(file)
            record("installation", "backup", "made", {"rows": rows}, by=None, now=clock.now())
            db.session.commit()
    except Refused as refusal:
        refused(refusal)
    except OSError as error:
        words = _("%(file)s cannot be written: %(why)s", file=file, why=error.strerror or error)
        refused(Refused(words))
    else:
        click.echo(ngettext("%(num)s row written.", "%(num)s rows written.", rows))


@click.command("restore")
@FILE
@with_appcontext
def restore(file: Path) -> None:
    """Put a backup into an empty database of the same version."""
    try:
        with database_in_words():
            rows = keeping.restore(file)
            db.session.commit()
    except Refused as refusal:
        refused(refusal)
    else:
        click.echo(ngettext("%(num)s row restored.", "%(num)s rows restored.", rows))


files = AppGroup("files", help="Where the bytes of files are: move them, sweep.")


@files.command("move")
@click.option("--from", "before", default="", help="The store where they are now.")
@with_appcontext
def move(before: str) -> None:
    """Bring all files into the store that LMS_FILES names: those in the database, and those of
    another store. Done twice, it does no harm. Nothing is removed there."""
    count = {True: 0, False: 0, None: 0}
    try:
        with ends_in_words():
            for name, done in kept_files.move(known_store(before) if before else None):
                count[done] += 1
                if done is None:
                    click.echo(_("Missing: %(name)s", name=name), err=True)
                if sum(count.values()) % 100 == 0:
                    click.echo(_("%(number)s files …", number=sum(count.values())))
                db.session.commit()
    except stores.Away as why:
        refused(Refused(_("The store of files does not answer: %(why)s", why=why)))
    words = {"brought": count[True], "there": count[False], "missing": count[None]}
    click.echo(_("Brought: %(brought)s, there already: %(there)s, missing: %(missing)s.", **words))
    sys.exit(1 if count[None] else 0)


def known_store(address: str) -> stores.Store:
    """The store at a place that is there."""
    store = stores.store_at(address)
    if not stores.is_there(store):
        refused(Refused(_("There is no store of files at %(place)s.", place=store.place)))
    return store


@files.command("sweep")
@with_appcontext
def sweep() -> None:
    """Remove files of yesterday and before from the store that no row of this database names."""
    try:
        with ends_in_words():
            swept = kept_files.sweep(now=clock.now(), even_many=True)
    except stores.Away as why:
        refused(Refused(_("The store of files does not answer: %(why)s", why=why)))
    else:
        click.echo(ngettext("%(num)s file removed.", "%(num)s files removed.", swept.removed))


@click.command("doctor")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@with_appcontext
def doctor(form: str) -> None:
    """Look whether the installation is ready to serve; 1 where something is not."""
    checks = examine()
    if form == "json":
        rows = [
            {"check": name, "ok": ok, "reason": "" if ok else words} for name, ok, words in checks
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for name, ok, words in checks:
            click.echo(f"{'ok ' if ok else 'NOT'}  {name}" + ("" if ok else f": {words}"))
    sys.exit(0 if all(ok for _name, ok, _words in checks) else 1)


def examine() -> list[tuple[str, bool, str]]:
    """What is looked at, whether it is well, and what to do where it is not."""
    static = Path(current_app.root_path) / "static" / "vendor" / "htmx.min.js"
    words = Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
    compiled = all(
        (words / code / "LC_MESSAGES" / "messages.mo").exists()
        for code in current_app.config["LANGUAGES"]
    )
    try:
        connection = db.session.connection()
        now = MigrationContext.configure(connection).get_current_revision()
        head = ScriptDirectory.from_config(migrate.get_config()).get_current_head()
        newest, reachable = now == head, True
        taught = newest and db.session.scalar(select(Programme.id).limit(1)) is not None
        late = newest and queries.is_late(clock.now())
        broken = signing.trouble() if newest else ""
    except SQLAlchemyError:
        newest = reachable = taught = late = False
        broken = ""
    return [
        ("database", reachable, _("It does not answer. Look at LMS_DATABASE_URL.")),
        ("schema", newest, _("It is not the newest. Run: lms db upgrade")),
        ("content", taught, _("There is no programme. Run: lms content import content")),
        ("assets", static.exists(), _("They are not installed. Run: make setup")),
        ("translations", compiled, _("They are not compiled. Run: make setup")),
        ("files", stores.answers(stores.current()), _("They cannot be kept. Look at LMS_FILES.")),
        ("keys", not broken, broken or ""),
        ("worker", not late, _("A job has been due for 10 minutes. Start a worker: lms work")),
    ]
