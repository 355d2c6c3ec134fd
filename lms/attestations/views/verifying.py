"""The public page: a stranger asks whether an attestation is genuine. Nobody signs in; nothing is
said but what the attestation itself says."""

from collections import OrderedDict
from typing import Any

from flask import current_app, make_response, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from lms import clock
from lms.attestations import serials
from lms.attestations.letters.badge import picture
from lms.attestations.letters.certified import certified
from lms.attestations.queries import verifying as queries
from lms.attestations.rules.answering import Answer, answer, is_whole
from lms.attestations.views.blueprint import bp, wrong
from lms.config import setting
from lms.i18n import speaking
from lms.web import go, page, public

VERIFY, VERIFIED = "attestations/verify.html", "attestations/verified.html"
REMEMBERED = 100
RECORDS: OrderedDict[tuple[Any, ...], Markup] = OrderedDict()
STATUS = {Answer.SILENT: 410, Answer.ALTERED: 409}


@bp.get("/verify")
@public
def verify():
    return unlisted(page(VERIFY, typed="", wrong=None))


@bp.post("/verify")
@public
@wrong.slows
def look_up():
    """A serial that was typed: on to its page."""
    typed = request.form.get("serial", "").strip()[: serials.LONGEST]
    serial = serials.read(typed)
    if serial is None:
        words = _("A serial has 16 letters and digits. Look at the attestation and type it again.")
        return unlisted(page(VERIFY, status=422, typed=typed, wrong=words))
    return go(url_for(".verified", serial=serials.shown(serial)))


@bp.get("/verify/<serial>")
@public
@wrong.slows
def verified(serial):
    """Where the code on the paper leads."""
    read = serials.read(serial)
    found = queries.by_serial(read) if read else None
    if found is None:
        wrong.note()
        words = _("There is no attestation with this serial. Compare it with the paper, sign by "
                  "sign, and type it again.")  # fmt: skip
        return unlisted(page(VERIFY, status=404, typed=serial[:80], wrong=words))
    return told(found)


def told(found: queries.Asked, file: str | None = None) -> Response:
    """The page of one attestation. `file`: somebody sent its paper, `whole` or `changed`."""
    said = answer(found)
    has_picture = said is Answer.VALID and file != "changed"
    has_record = said is Answer.VALID or (said is Answer.REVOKED and is_whole(found))
    return unlisted(
        page(
            VERIFIED,
            status=STATUS.get(said, 200),
            attestation=found,
            said=said.value,
            record=record_of(found, has_picture) if has_record else None,
            looked_at=clock.now(),
            address=setting("ADDRESS"),
            file=file,
        )
    )


def record_of(found: queries.Asked, has_picture: bool = False) -> Markup:
    """What a whole record certifies, as a part of a page. It never changes, so the last ones are
    remembered: by the digest, which was just compared with the record itself."""
    known = (found.serial, found.digest, found.organisation, found.colour, speaking(), has_picture)
    kept = RECORDS.get(known)  # asked once: another thread may give it up meanwhile
    if kept is None:
        facts = found.facts or {}
        parts = current_app.jinja_env.get_template("attestations/_told.html").module
        drawn = Markup(picture(facts, found.colour)) if has_picture else None
        kept = parts.record(found, certified(facts), drawn)  # type: ignore[attr-defined]
        RECORDS[known] = kept
        while len(RECORDS) > REMEMBERED:
            RECORDS.popitem(last=False)
    return kept


def unlisted(answered: Response) -> Response:
    """Not for search engines: whom it concerns has the serial."""
    response = make_response(answered)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
