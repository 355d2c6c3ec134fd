"""A mail as it travels: headers, plain text, HTML beside it, and calendars."""

from datetime import datetime
from email import policy
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from uuid import uuid4

from flask import current_app
from flask_babel import gettext as _

from lms import mail as post
from lms.messages.kinds import KINDS
from lms.messages.letters import is_optional, stop_address
from lms.messages.models import Mail


class Whole(UnstructuredHeader, BaseHeader):
    """A header of one word that nothing may break or encode: an address of a page."""

    def fold(self, *, policy: policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


headers = HeaderRegistry()
headers.map_to_type("list-unsubscribe", Whole)
PLAIN = policy.SMTP.clone(cte_type="7bit", header_factory=headers)  # any server can carry it


def message(mail: Mail) -> EmailMessage:
    """The same to the letter, however often it is made. Raises Returned where the address is none.

    Subjects and names are of one line: nothing in them can become a header.
    """
    made = EmailMessage(policy=PLAIN)
    made["From"] = post.sender(current_app.config)
    made["To"] = post.address(mail.address, mail.person.name)
    made["Subject"] = post.one_line(mail.subject)
    made["Date"] = mail.made_at
    made["Message-ID"] = f"<{mail.message_id}>"
    made["Auto-Submitted"] = "auto-generated"
    if any(map(is_optional, mail.notices)):
        made["List-Unsubscribe"] = f"<{stop_address(mail)}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Content-Language"] = mail.language
    made.set_content(whole(mail, mail.text))
    made.add_alternative(whole(mail, mail.html), subtype="html")
    for method, text in mail.calendars:
        made.add_attachment(
            text, subtype="calendar", params={"method": method}, filename="calendar.ics"
        )
    for number, part in enumerate(made.walk()):
        if part.is_multipart():
            part.set_boundary(f"{mail.message_id.partition('@')[0]}.{number}")
    return made


def whole(mail: Mail, text: str) -> str:
    """The text with the secrets of its own notices, for which something else stands in where the
    mail is kept: who may read what was sent does not get the link by which only its reader may
    come in."""
    for notice in mail.notices:
        kind = KINDS.get(notice.kind)
        for stand_in, secret in kind.hides(notice.data).items() if kind and kind.hides else ():
            text = text.replace(stand_in, secret)
    return text


def trial(address: str, *, now: datetime) -> EmailMessage:
    """A mail that says that mail arrives. Raises Returned where the address is none."""
    site = current_app.config["SITE_NAME"]
    made = EmailMessage(policy=PLAIN)
    made["From"] = sender = post.sender(current_app.config)
    made["To"] = post.address(address)
    made["Subject"] = post.one_line(_("A test from %(site)s", site=site))
    made["Date"] = now
    made["Message-ID"] = f"<{uuid4().hex}@{sender.domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(
        _("Mail from this platform arrives: %(address)s", address=current_app.config["ADDRESS"])
    )
    return made
