"""What holders are told of their attestations, in words.

The facts of such a notice: `serial`; `programme`, its title in its languages; of one that was
revoked `reason`, in the words of who did it; of one that replaces another `replaces`, its serial,
and the `reason` why that was revoked.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.attestations import serials
from lms.i18n import in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person

ISSUED, REVOKED = "attestation.issued", "attestation.revoked"


@kind(ISSUED, _l("Your attestations"), necessary=True)
def issued(data: dict, reader: Person) -> Part:
    heading = _("Your attestation is ready: %(programme)s", programme=in_words(data["programme"]))
    lines = [_("You can look at it, print it and show it. It is yours.")]
    if data.get("replaces"):
        old = serials.shown(data["replaces"])
        lines.append(_("It replaces %(serial)s, which is not valid any more.", serial=old))
        lines += [data["reason"]] if data.get("reason") else []
    url = outside("attestations.one", serial=data["serial"])
    why = _("You have completed this programme.")
    return Part(heading, lines, why, [Link(_("Open my attestation"), url)])


@kind(REVOKED, _l("Attestations of yours that were revoked"), necessary=True)
def revoked(data: dict, reader: Person) -> Part:
    heading = _(
        "Your attestation is not valid any more: %(programme)s",
        programme=in_words(data["programme"]),
    )
    lines = [data["reason"], _("Ask your coordinator if you do not understand why.")]
    url = outside("attestations.one", serial=data["serial"])
    why = _("You have completed this programme.")
    return Part(heading, lines, why, [Link(_("Look at it"), url)])
