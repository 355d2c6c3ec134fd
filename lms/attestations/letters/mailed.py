"""A paper on its way to its holder by mail, when they ask for it."""

from datetime import datetime
from email import policy
from email.message import EmailMessage

from flask import current_app
from flask_babel import gettext as _

from lms import mail as post
from lms.attestations import serials
from lms.attestations.letters.paper import address_of
from lms.attestations.models import Attestation
from lms.i18n import in_words, speaking

PLAIN = policy.SMTP.clone(cte_type="7bit")  # any server can carry it


def message(attestation: Attestation, address: str, paper: bytes, *, now: datetime) -> EmailMessage:
    """The mail, in the language that is spoken now. Tried again, it is the same, under the same
    Message-ID. Raises lms.mail.Returned where the address is none."""
    facts = attestation.facts or {}
    title = in_words(facts["programme"]["title"])
    made = EmailMessage(policy=PLAIN)
    made["From"] = sender = post.sender(current_app.config)
    made["To"] = post.address(address, attestation.holder or "")
    made["Subject"] = post.one_line(_("Your attestation: %(programme)s", programme=title))
    made["Date"] = now
    made["Message-ID"] = (
        f"<attestation-{attestation.serial}-{int(now.timestamp())}@{sender.domain}>"
    )
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = speaking()
    lines = [
        _("You asked for your attestation by mail. It is with this mail."),
        _("Whoever you send it to can check it here:"),
        address_of(attestation.serial),
    ]
    made.set_content("\n\n".join(lines) + "\n")
    name = f"attestation-{serials.shown(attestation.serial)}.pdf"
    made.add_attachment(paper, maintype="application", subtype="pdf", filename=name)
    return made
