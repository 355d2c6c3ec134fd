"""`lms mail`: whether mail can be sent, and what came back."""

import sys
from collections.abc import Callable
from smtplib import SMTPException
from typing import BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms import clock
from lms import mail as post
from lms.db import db
from lms.errors import Refused
from lms.messages import actions
from lms.messages.envelope import trial
from lms.messages.returned import read
from lms.tables.terminal import database_in_words

MOST = 4 * 1024 * 1024  # bytes of a mail that came back: what stands further on is its copy

mail = AppGroup("mail", help="Mail: try the mail server, note what came back.")


def in_words(done: Callable[[], str]) -> None:
    """Says what was done; or, on standard error and with status 1, why it was not."""
    try:
        click.echo(done())
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)


@mail.command("test")
@click.argument("address")
def test(address: str) -> None:
    """Send a test mail to ADDRESS now, and say what the mail server said."""
    in_words(lambda: sent(address))


def sent(address: str) -> str:
    settings = current_app.config
    if not settings["MAIL_SERVER"]:
        raise Refused(_("There is no mail server. Set LMS_MAIL_SERVER."))
    try:
        made = trial(address, now=clock.now())
        post.send(made, post.return_path(settings), address, settings)
    except post.Returned as refusal:
        raise Refused(_("The mail server refuses the address: %(words)s", words=refusal)) from None
    except (OSError, SMTPException) as error:
        words = post.in_words(error)
        raise Refused(_("The mail could not be sent: %(words)s", words=words)) from None
    return _("The mail server took it. Look whether it arrives.")


@mail.command("bounced")
@click.argument("file", type=click.File("rb"))
def bounced(file: BinaryIO) -> None:
    """Note a mail that came back. FILE is that mail, `-` standard input."""
    in_words(lambda: noted(file.read(MOST)))


def noted(raw: bytes) -> str:
    report = read(raw)
    if report is None:
        raise Refused(_("This is no report of a mail that came back, so nothing was noted."))
    if not report.failed:
        return _("It is still tried, so nothing was noted: %(words)s", words=report.words)
    with database_in_words():
        found = actions.note_return(report, now=clock.now())
        code = found.person.code if found else ""
        db.session.commit()
    if not code:
        raise Refused(_("No mail of this platform is meant, so nothing was noted."))
    if report.for_good:
        return _("Noted: %(code)s has no working address. %(words)s", code=code, words=report.words)
    return _(
        "Noted: a mail to %(code)s was not delivered. %(words)s", code=code, words=report.words
    )
