"""Handing one e-mail to a mail server, over SMTP."""

import re
import ssl
from collections.abc import Mapping
from contextlib import suppress
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPConnectError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask_babel import gettext as _

OUR_OWN_FAULT = {503, 530, 535}  # of refusals: they are about us, not about the recipient
CANNOT_BE_READ = (
    "LMS_MAIL_SERVER cannot be read. Write it like smtp://user:password@host:587 or "
    "smtps://host:465, with special characters of the password as %-codes."
)


def init_app(app: Flask) -> None:
    """Reads the settings once: a mistake is said at the start, and not by the first mail."""
    return_path(app.config)
    if app.config["MAIL_SERVER"]:
        server(app.config["MAIL_SERVER"])


class Returned(Exception):
    """This address takes no mail: to try again does not help. The message is the server's."""


class Server(NamedTuple):
    """A mail server, as LMS_MAIL_SERVER names it."""

    host: str
    port: int
    user: str
    password: str
    at_once: bool  # encrypted from the first byte (smtps)


def server(address: str) -> Server:
    """Reads LMS_MAIL_SERVER. Raises RuntimeError where it cannot be read; it never repeats it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RuntimeError(CANNOT_BE_READ) from None
    known = {"smtp": 587 if parts.username else 25, "smtps": 465}
    if parts.scheme not in known or not parts.hostname or parts.path.strip("/") or parts.query:
        raise RuntimeError(CANNOT_BE_READ)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(
        parts.hostname, port or known[parts.scheme], user, password, parts.scheme == "smtps"
    )


def sender(settings: Mapping[str, Any]) -> Address:
    """Who the mails are from: LMS_MAIL_FROM, under the platform's name where it has none."""
    name, plain = parseaddr(settings["MAIL_FROM"])
    try:
        return address(plain, name or settings["SITE_NAME"])
    except Returned:
        raise RuntimeError("LMS_MAIL_FROM cannot be read: write Name <name@example.org>.") from None


def return_path(settings: Mapping[str, Any]) -> str:
    """Where mail comes back to that cannot be delivered."""
    known = sender(settings).addr_spec
    if not settings["MAIL_BOUNCES"]:
        return known
    try:
        return address(settings["MAIL_BOUNCES"]).addr_spec
    except Returned:
        raise RuntimeError("LMS_MAIL_BOUNCES cannot be read: write name@example.org.") from None


def address(plain: str, name: str = "") -> Address:
    """An address for a header. Raises Returned where it is none."""
    try:
        found = Address(display_name=one_line(name), addr_spec=plain)
    except (HeaderParseError, ValueError, IndexError):
        raise Returned(_("This is not an e-mail address.")) from None
    if not found.username or not found.domain or one_line(plain) != plain:
        raise Returned(_("This is not an e-mail address."))
    return found


def one_line(text: str) -> str:
    """A text for a header: line ends and control characters become a space."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def send(message: EmailMessage, sender: str, recipient: str, settings: Mapping[str, Any]) -> None:
    """Hands a mail to the server. Raises Returned where it refuses the recipient for good; what
    else goes wrong (OSError, SMTPException) may go well later."""
    to = server(settings["MAIL_SERVER"])
    smtp = connected(to, settings["MAIL_TIMEOUT"])
    try:
        introduced(smtp, to)
        handed_over(smtp, message, sender, recipient)
        with suppress(OSError, SMTPException):  # it has the mail: a rude good-bye changes nothing
            smtp.quit()
    finally:
        smtp.close()


def connected(to: Server, timeout: float) -> SMTP:
    """A connection; whoever is silent for longer than `timeout` seconds is given up."""
    if to.at_once:
        return SMTP_SSL(to.host, to.port, timeout=timeout, context=ssl.create_default_context())
    return SMTP(to.host, to.port, timeout=timeout)


def introduced(smtp: SMTP, to: Server) -> None:
    """Encryption where it is offered, and who we are. A password never travels in the clear, nor
    to a server that cannot prove its name."""
    smtp.ehlo_or_helo_if_needed()
    if not to.at_once and smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context() if to.user else unproved())
        smtp.ehlo()
    elif to.user and not to.at_once:
        raise SMTPException("The server offers no encryption, so it is not given the password.")
    if to.user:
        smtp.login(to.user, to.password)


def unproved() -> ssl.SSLContext:
    """Encryption with whoever answers. Without a password to protect it is better than none:
    plain text would be the other choice."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def handed_over(smtp: SMTP, message: EmailMessage, sender: str, recipient: str) -> None:
    try:
        smtp.send_message(message, sender, [recipient])
    except SMTPRecipientsRefused as refusal:
        code, text = refusal.recipients[recipient]
        words = said(code, text)
        if is_for_good(code, words):
            raise Returned(words) from None
        raise SMTPException(words.replace(recipient, "…")) from None  # no address in a log
    except SMTPNotSupportedError:
        raise Returned(_("The mail server cannot write to such an address.")) from None


def is_away(error: Exception) -> bool:
    """Whether it is the server that cannot be spoken to, and not one mail that it does not take."""
    silent = isinstance(error, OSError) and not isinstance(error, SMTPException)
    return silent or isinstance(error, SMTPConnectError | SMTPServerDisconnected)


def in_words(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, SMTPResponseException):
        return said(error.smtp_code, error.smtp_error)
    return one_line(str(error))[:300] or type(error).__name__


def said(code: int, text: bytes | str) -> str:
    """What a server answered, in one line of 300 characters at most."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{code} {plain}")[:300]


def is_for_good(code: int, words: str) -> bool:
    """Whether a refusal is about the recipient, and permanent. One of policy (5.7.x: relaying
    denied, a list of senders) is about us, and may be mended."""
    return 500 <= code < 600 and code not in OUR_OWN_FAULT and not re.match(r"\d+ 5\.7\.", words)
