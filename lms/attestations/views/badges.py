"""The badge of an attestation, for the holder and who coordinates: made once, then downloaded."""

import json

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from lms import clock
from lms.attestations import actions, queries, serials
from lms.attestations.letters.badge import SIDE, learning_model, picture
from lms.attestations.models import Attestation, Credential
from lms.attestations.queries import keys, published
from lms.attestations.rules import is_holder, may_see
from lms.attestations.views.blueprint import bp
from lms.credentials import baking
from lms.pdf import as_png
from lms.ways import way
from lms.web import go, me, notice, page, permitted, say

KINDS = {  # ending -> media type
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
    "jwt": "application/jwt",
}


@bp.get("/attestations/<serial>/badge")
def badge(serial):
    found = with_record(serial)
    return page(
        "attestations/badge.html",
        attestation=found,
        picture=Markup(picture_of(found)),
        signed=published.credential(found.id),
        can_sign=found.revoked_at is None and keys.current() is not None,
        is_mine=is_holder(me(), found),
    )


@bp.post("/attestations/<serial>/badge")
def sign(serial):
    found = permitted(queries.attestation(serial), may_see)
    actions.sign(found, by=me(), now=clock.now())
    say(_("The badge is ready. Download it below."))
    return go(url_for(".badge", serial=found.serial))


@bp.get("/attestations/<serial>/badge/<any(svg, png, json, jwt):ending>")
def badge_file(serial, ending):
    """A picture with the signed badge in it, the badge alone, or the token."""
    found = with_record(serial)
    if found.revoked_at:
        return notice(_("This attestation was revoked: nothing is signed for it any more."), 410)
    signed = published.credential(found.id)
    if signed is None:
        return notice(_("The badge is not made yet. Make it on its page."), 404)
    return file_of(found, written(found, signed, ending), KINDS[ending], f"badge-{{}}.{ending}")


@bp.get("/attestations/<serial>/elm.json")
def elm_file(serial):
    """For Europass and others that speak the European Learning Model: unsigned, and it says so."""
    found = with_record(serial)
    said = learning_model(found, as_png(picture_of(found), SIDE))
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()
    return file_of(found, content, KINDS["json"], "elm-{}.json")


def written(found: Attestation, signed: Credential, ending: str) -> bytes:
    if ending == "svg":
        return baking.into_svg(picture_of(found).encode(), signed.document)
    if ending == "png":
        return baking.into_png(as_png(picture_of(found), SIDE), signed.document)
    return (signed.document if ending == "json" else signed.token).encode()


def picture_of(found: Attestation) -> str:
    return picture(found.facts or {}, found.template.colour)


def with_record(serial: str) -> Attestation:
    """The attestation, for who may see it; 404 where its record was erased."""
    found = permitted(queries.attestation(serials.read(serial) or ""), may_see)
    if found.facts is None:
        abort(404)
    return found


def file_of(found: Attestation, content: bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    filename = name.format(serials.shown(found.serial))
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["Cache-Control"] = "private, no-store"
    return response


way("attestation", _l("The badge"), "attestations.badge", icon="star",
    of=lambda one: {"serial": one.serial},
    may=lambda person, one: may_see(person, one) and one.facts is not None)  # fmt: skip
