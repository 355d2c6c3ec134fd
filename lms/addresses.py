"""Addresses: those that lead back here, this page's own, sealed ones, and the numbers in them."""

from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import segno
from flask import current_app, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup
from werkzeug.routing import IntegerConverter


def local(address: str | None, otherwise: str) -> str:
    """An address of this site that can be opened; anything else becomes `otherwise`."""
    root = request.script_root
    if not address or not address.startswith(f"{root}/") or not address.isprintable():
        return otherwise
    path = unquote(address.partition("?")[0].partition("#")[0]).removeprefix(root)
    if path.startswith("//") or "\\" in path:  # browsers read both as the name of another site
        return otherwise
    adapter = current_app.create_url_adapter(request)
    return address if adapter and adapter.test(path, "GET") else otherwise


def here(**changes: Any) -> str:
    """This page's own address with some of its query changed (`None` takes a part away)."""
    values = {**request.args.to_dict(), **changes}
    query = urlencode({key: value for key, value in values.items() if value not in (None, "")})
    path = url_for(request.endpoint or "", **(request.view_args or {}))
    return f"{path}?{query}" if query else path


def site() -> str:
    """What the installation is called, for who reads of it elsewhere."""
    return current_app.config["SITE_NAME"]


def outside(endpoint: str, **values: Any) -> str:
    """The whole address of a page, for who is not on a page now: a mail, a calendar, a print."""
    place = urlsplit(current_app.config["ADDRESS"].rstrip("/"))
    found = current_app.url_map.bind(place.netloc, place.path or "/", url_scheme=place.scheme)
    return found.build(endpoint, values, force_external=True)


def square(address: str) -> Markup:
    """An address for a camera: a QR code as part of the page, no file, no inline style."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2))


def sealed(values: Any, purpose: str) -> str:
    """Values as a part of an address that nobody else can make, for this one purpose."""
    return str(_seal(purpose).dumps(values))


def opened(text: str, purpose: str) -> Any:
    """What `sealed` closed for the same purpose; None for anything that was changed or made up."""
    try:
        return _seal(purpose).loads(text)
    except BadSignature:
        return None


def _seal(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=purpose)


class Number(IntegerConverter):
    """A number in an address, as large as the databases can keep; another one is not found."""

    def __init__(self, map: Any, **given: Any) -> None:
        super().__init__(map, **{"max": 2**31 - 1, **given})
