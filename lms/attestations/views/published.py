"""What programs read when they check a badge: our keys, what was revoked, what a badge is for.

Anybody may read it, from any page of the web, and no person is in it.
"""

import json
from collections import OrderedDict
from datetime import datetime
from typing import Any

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.attestations.letters.badge import picture_of_all
from lms.attestations.queries import published
from lms.attestations.queries.keys import current, issuer_did, signer
from lms.attestations.queries.keys import published as published_keys
from lms.attestations.views.blueprint import bp
from lms.config import setting
from lms.credentials import badges, proofs, status
from lms.credentials.keys import DID_KEY, did_document
from lms.errors import Refused
from lms.transfers import ALONE
from lms.web import public

REMEMBERED = 8
SIGNED: OrderedDict[str, tuple[Any, dict[str, Any]]] = OrderedDict()  # by the address of a list
FIVE_MINUTES, HOUR = "public, max-age=300", "public, max-age=3600"


@bp.get("/.well-known/did.json")
@public
def did():
    """Who we are: did:web, with all our keys; without https a key is all that there is to say."""
    return answered(whole_did() or abort(404), "application/json", HOUR)


@bp.get("/did.json")
@public
def did_of_path():
    """The same, where the installation lies under a path of its host (did:web says so)."""
    return did()


def whole_did() -> dict[str, Any] | None:
    name = issuer_did()
    if name is None:
        return None
    known = [name.removeprefix(DID_KEY)] if name.startswith(DID_KEY) else published_keys()
    return did_document(name, known)


@bp.get("/credentials/status/<int:number>")
@public
def status_list(number):
    """Which places of a list were revoked: bits alone, signed, the others not told apart."""
    if not published.is_list(number):
        abort(404)
    url = f"{setting('ADDRESS').rstrip('/')}/credentials/status/{number}"
    try:
        made = signed_list(url, tuple(published.revoked_in(number)), clock.now())
    except Refused:  # what is wrong with the key is said by `lms doctor`, not to the world
        return cannot_sign()
    return answered(made, "application/vc", FIVE_MINUTES)


def cannot_sign() -> Response:
    said = _("The list of what was revoked cannot be signed at the moment. Try again later.")
    response = open_to_all(Response(said, 503, mimetype="text/plain"), "no-store")
    response.retry_after = 600
    return response


def signed_list(url: str, places: tuple[int, ...], now: datetime) -> dict[str, Any]:
    """Signed once an hour, and at once when something is revoked or another key signs: the newest
    of each list is remembered, and until then no private key is read. Raises Refused."""
    key, issuer = current(), issuer_did()
    hour = now.replace(minute=0, second=0, microsecond=0)
    asked = (places, key.id if key else None, issuer, hour)
    if url in SIGNED and SIGNED[url][0] == asked:
        return SIGNED[url][1]
    signs = signer()
    if signs is None:
        raise Refused(_("There is no key to sign with yet. An administrator makes one."))
    made = status.list_credential(url, places, issuer=signs.issuer, valid_from=now)
    SIGNED[url] = asked, proofs.sign(made, signs, created=now)
    SIGNED.move_to_end(url)
    while len(SIGNED) > REMEMBERED:
        SIGNED.popitem(last=False)
    return SIGNED[url][1]


@bp.get("/achievements/<slug>")
@public
def achievement(slug):
    """What a badge is for: for programs as JSON, for people the page of the programme."""
    found = published.newest_of(slug) or abort(404)
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        return redirect(url_for("courses.programme", slug=slug), 303)
    address = setting("ADDRESS").rstrip("/")
    said = badges.achievement(
        found.facts or {},
        issuer=issuer_did() or address,
        address=address,
        language=found.languages[0],
        picture=f"{address}/achievements/{slug}.svg",
    )
    return answered({"@context": badges.CONTEXTS, **said}, "application/ld+json", HOUR)


@bp.get("/achievements/<slug>.svg")
@public
def achievement_picture(slug):
    found = published.newest_of(slug) or abort(404)
    response = Response(picture_of_all(found), mimetype="image/svg+xml")
    response.headers["Content-Security-Policy"] = ALONE
    return open_to_all(response, HOUR)


def answered(said: dict[str, Any], kind: str, kept: str) -> Response:
    content = json.dumps(said, ensure_ascii=False)
    return open_to_all(Response(content, mimetype=kind), kept)


def open_to_all(response: Response, kept: str) -> Response:
    response.headers["Cache-Control"] = kept
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response
