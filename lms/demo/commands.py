"""`lms demo load`: the demo data, once; refused in production."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from lms import clock
from lms.attestations.actions import keys as signing
from lms.attestations.queries import keys as signing_keys
from lms.db import db
from lms.demo.load import load
from lms.demo.people import ACCOUNTS
from lms.errors import Refused
from lms.reports import commands as figures
from lms.tables.terminal import database_in_words

demo = AppGroup("demo", help="The demo data, openly made up.")


@demo.command("load")
def load_command() -> None:
    """Load the demo data, once; refused in production and where people are already."""
    if current_app.config["PRODUCTION"]:
        click.echo("The demo is refused in production: its passwords are printed.", err=True)
        sys.exit(1)
    try:
        with database_in_words():
            load(now=clock.now())
            if signing_keys.current() is None:
                signing.make(now=clock.now())
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    db.session.commit()
    mark_as_demo()
    click.echo(figures.counted(figures.remade()))
    click.echo("Demo data loaded. People, places and dates are made up.")


@demo.command("accounts")
def accounts() -> None:
    """Print the demo accounts, where the demo was loaded."""
    if not current_app.config["DEMO"]:
        return
    for account in ACCOUNTS:
        click.echo(f"  {account.who:<28} {account.way_in:<32} {account.secret}")


def mark_as_demo() -> None:
    """Every page of this installation says from now on that its data is made up."""
    marker = Path(current_app.instance_path) / "demo"
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text("The demo data was loaded into this installation.\n")
    current_app.config["DEMO"] = True
