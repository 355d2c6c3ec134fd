"""`lms credential`: is a badge genuine, and the keys that sign ours."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.attestations.actions import keys as actions
from lms.attestations.queries import keys as queries
from lms.attestations.queries.trust import trust
from lms.credentials import reading, words
from lms.credentials.verdict import Trust, Verdict, verify
from lms.credentials.words import Code
from lms.db import db
from lms.errors import Refused
from lms.i18n import clock as clock_of
from lms.i18n import day
from lms.tables.terminal import database_in_words

credential = AppGroup("credential", help="Badges: is one genuine, and the keys that sign ours.")
READ = click.Path(exists=True, dir_okay=False, path_type=Path)
MARKS = {True: "ok ", False: "NOT", None: "?  "}


@credential.command("verify")
@click.argument("file", type=READ)
@click.option(
    "--issuer", "issuers", type=READ, multiple=True, help="DID document or JWKS of another issuer."
)
@click.option(
    "--status", "lists", type=READ, multiple=True, help="Another issuer's list of what was revoked."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def verify_command(
    file: Path, issuers: tuple[Path, ...], lists: tuple[Path, ...], form: str
) -> None:
    """A verdict on a badge, a VC-JWT or a picture with one in it, ours or another's: 0 where it is
    valid, 1 where it is not. The network is never used."""
    given = [[first(path) for path in paths] for paths in (issuers, lists)]
    verdict = verify(
        first(file), now=clock.now(), trust=known(), issuer_files=given[0], status_lists=given[1]
    )
    if form == "json":
        click.echo(json.dumps(verdict.as_dict(), ensure_ascii=False))
    else:
        click.echo("\n".join(lines(verdict)))
    raise SystemExit(0 if verdict.valid else 1)


def first(path: Path) -> bytes:
    """So much of a file as is looked at, and one byte by which it is seen to be too large."""
    with path.open("rb") as file:
        return file.read(reading.LARGEST + 1)


def known() -> Trust | None:
    """What this installation issued; None where it has no database: then others' can be checked."""
    try:
        with database_in_words():
            return trust()
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        return None


def lines(verdict: Verdict) -> list[str]:
    found = [
        f"{MARKS[check.ok]}  {words.name(check.name)}: "
        f"{words.reason(check.code, check.values, shown=shown)}"
        for check in verdict.checks
    ]
    return [headline(verdict), *found]


def headline(verdict: Verdict) -> str:
    """In the words of the public page."""
    if verdict.valid:
        return _("Valid") if verdict.vouched else _("Signed, but nobody knows here by whom")
    ends = {Code.REVOKED: _("Revoked"), Code.SILENT: _("Nothing is said")}
    return ends.get(verdict.only or Code.BEFORE, _("Not valid"))


def shown(value: Any) -> str:
    return (
        f"{day(value)}, {clock_of(value).striptags()} UTC"
        if isinstance(value, datetime)
        else str(value)
    )


keys = AppGroup("keys", help="The keys that sign credentials: make, list, retire.")
credential.add_command(keys)


def saved(change: Callable[[], str]) -> None:
    """Does a change, saves it and says what was done."""
    try:
        with database_in_words():
            said = change()
            db.session.commit()
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    click.echo(said)


@keys.command("make")
def make() -> None:
    """Make a key. It signs from now on; the ones before can be retired."""
    saved(lambda: actions.make(now=clock.now()).id)


@keys.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_command(form: str) -> None:
    """All keys, the newest first: since when, whether retired, and whether its file is here."""
    try:
        with database_in_words():
            now = queries.current()
            rows = [row(key) | {"signs": key is now} for key in queries.every()]
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in rows:
        state = "stolen" if one["stolen_at"] else "retired" if one["retired_at"] else "not retired"
        state = "signs" if one["signs"] else state
        file = "" if one["file"] else "  (no file)"
        click.echo(f"{one['key']}  {one['made_at'][:16].replace('T', ' ')}  {state}{file}")
    if not rows:
        click.echo(_("There is no key. Make one: lms credential keys make"))


def row(key: Any) -> dict[str, Any]:
    moments = {name: getattr(key, name) for name in ("made_at", "retired_at", "stolen_at")}
    said = {name: moment and moment.isoformat() for name, moment in moments.items()}
    return {"key": key.id, **said, "file": queries.file_of(key.id).exists()}


@keys.command("retire")
@click.argument("key")
@click.option("--stolen", is_flag=True, help="Others may have it: nothing that it signed counts.")
def retire(key: str, stolen: bool) -> None:
    """A key signs nothing more from now on; what it signed stays good, unless it was stolen."""

    def change() -> str:
        signed = queries.signed_with(key)
        done = actions.retire(key, now=clock.now(), stolen=stolen)
        said = _("%(key)s is retired.", key=done.id)
        if stolen:
            said = ngettext(
                "%(key)s is struck out as stolen. %(num)s badge counts no more: it is signed anew"
                " when its holder downloads it.",
                "%(key)s is struck out as stolen. %(num)s badges count no more: each is signed anew"
                " when its holder downloads it.",
                signed,
                key=done.id,
            )
        return "\n".join(filter(None, [said, queries.trouble()]))

    saved(change)
