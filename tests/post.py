"""A post office of the tests' own: a real SMTP server that keeps what it receives.

It can refuse a recipient, be busy, fall silent, or insist on encryption and a password.
"""

import asyncio
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

UNKNOWN = "550 5.1.1 No such mailbox here"


class PostOffice:
    """What became of the mails: `received`, in order; `refused`, `busy` and `silent` are set by a
    test: sets of addresses, and whether no mail is answered."""

    def __init__(self):
        self.received: list[EmailMessage] = []
        self.raw: list[bytes] = []  # the same, byte for byte
        self.envelopes: list[tuple[str, list[str]]] = []  # who sends it, and to whom
        self.refused: dict[str, str] = {}
        self.busy = self.silent = False
        self.asked = threading.Event()  # somebody waits for an answer
        self.url = ""

    @property
    def last(self) -> EmailMessage:
        return self.received[-1]


class Clerk:
    """Speaks SMTP for the office."""

    def __init__(self, post: PostOffice):
        self.post = post

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.post.busy:
            return "451 4.3.0 Busy, come back later"
        if address in self.post.refused:
            return self.post.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.post.silent:
            self.post.asked.set()
            await asyncio.sleep(30)
        self.post.raw.append(envelope.content)
        self.post.received.append(message_from_bytes(envelope.content, policy=policy.default))
        self.post.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 Taken"


@contextmanager
def open_office(**options):
    """A post office on a free port of this machine: `with open_office() as post:`."""
    post = PostOffice()
    controller = Controller(Clerk(post), hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    post.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield post
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def encrypted(folder):
    """Options of an office that takes nothing in the clear, from nobody without the password
    "swordfish"; and the certificate that proves it to be 127.0.0.1."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def known(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"swordfish", handled=False)

    options = {"tls_context": context, "require_starttls": True, "auth_required": True}
    return options | {"authenticator": known}, certificate


def plain(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def html(message: EmailMessage) -> str:
    return message.get_body(("html",)).get_content()


def calendars(message: EmailMessage) -> list[tuple[str, str]]:
    """The calendars in a mail: the method that the envelope names, and the text."""
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_param("method"), part.get_content()) for part in parts]
