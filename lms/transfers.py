"""Files on their way: what a browser may send, and how it is sent what is kept."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Flask, abort, current_app, request, session, stream_with_context
from flask_babel import gettext as _
from werkzeug.exceptions import RequestedRangeNotSatisfiable, RequestEntityTooLarge
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from lms import files
from lms.config import setting
from lms.db import db
from lms.handouts import SHOWN_HERE
from lms.stores import Away, Lost
from lms.tables.printed import printed
from lms.tables.shown import Table, csv_parts, xlsx
from lms.tables.writing import CSV, XLSX
from lms.web import HEADERS, notice, went_wrong

MEGABYTE = 1024 * 1024
FORM = 256 * 1024  # bytes of what is sent beside the files
AT_ONCE = 64 * 1024  # bytes that are sent at once
# what was handed in is shown by itself: nothing in it can do anything here
ALONE = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"

# a page on which sound is recorded: it may use the microphone, and play what it has recorded
WITH_MICROPHONE = {
    "Permissions-Policy": HEADERS["Permissions-Policy"].replace(
        "microphone=()", "microphone=(self)"
    ),
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace(
        "media-src 'self'", "media-src 'self' blob:"
    ),
}


def with_microphone(response: Response) -> Response:
    """A page that may use the microphone; no other page may."""
    response.headers.update(WITH_MICROPHONE)
    return response


def takes_files(name: str) -> Callable[[Callable], Callable]:
    """Above a view: who is signed in may send it as many megabytes as the setting `name` says."""

    def mark(view: Callable) -> Callable:
        view.takes_files = name  # type: ignore[attr-defined]
        return view

    return mark


def takes_text(view: Callable) -> Callable:
    """A view whose form has no files, but a text that may be long: told so where it is too long."""
    view.takes_text = True  # type: ignore[attr-defined]
    return view


def own_limit() -> int | None:
    """The megabytes that the page asked for takes, where it has a limit of its own."""
    view = current_app.view_functions.get(request.endpoint or "")
    name = getattr(view, "takes_files", None)
    return setting(name) if name and "_user_id" in session else None


def allow_more() -> None:
    """Before anything of the request is read."""
    if (most := own_limit()) is not None:
        request.max_content_length = most * MEGABYTE + FORM


def too_big(error: RequestEntityTooLarge) -> Response:
    most = own_limit()
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_text", False):
        return notice(too_long(), 413)
    if most is None:
        return went_wrong(error)
    return notice(_("This is too big. Send %(most)s MB or less at once.", most=most), 413)


def too_long() -> str:
    """Words for a text that is longer than a form may be."""
    most = current_app.config["MAX_FORM_MEMORY_SIZE"] // MEGABYTE
    return _(
        "This text is too long to be saved: at most %(most)s MB. What stands here is not saved.",
        most=most,
    )


def sent(file: files.File, name: str, *, save: bool) -> Response:
    """A file, or the part of it that the browser asks for (206), never whole in memory. `save`: to
    be saved under its name, not shown; where it is shown, nothing in it can do anything. How long
    it may be kept the view says."""
    response = Response(mimetype=file.kind)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = ALONE
    response.headers.set("Content-Disposition", "attachment" if save else "inline", filename=name)
    response.set_etag(file.id)
    if file.id in request.if_none_match:
        response.status_code = 304
        return response
    source = files.opened(file.id, file.size)
    response.response = FileWrapper(source, AT_ONCE)
    response.direct_passthrough = True
    response.content_length = file.size
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=file.size)
    except RequestedRangeNotSatisfiable:
        source.close()
        response = Response(status=416, mimetype="text/plain")
        response.headers["Content-Range"] = f"bytes */{file.size}"
    return response


def shown(file_id: str | None, name: str | None) -> Response:
    """A page that is a file which somebody handed in: what browsers show themselves is shown, where
    it is not asked to be saved; anything else is saved. Who may see it the view asks."""
    kept = db.session.get(files.File, file_id) if file_id else None
    kept = kept or abort(404)
    here = kept.kind.startswith(SHOWN_HERE) and "save" not in request.args
    response = sent(kept, name or kept.id[:12], save=not here)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def saved(content: bytes, kind: str, name: str) -> Response:
    """A file that was made for who asks, to be saved under its name, whatever letters it has."""
    response = Response(content, content_type=kind)
    named = {"filename*": f"UTF-8''{quote(name)}"}  # a header has plain letters only
    response.headers.set("Content-Disposition", "attachment", **named)
    return response


def table_file(table: Table, name: str, kind: str) -> Response:
    """A table that is on screen, to be saved: `csv` (sent while its rows are read), `xlsx` or
    `pdf`; 404 for any other kind."""
    if kind == "csv":
        response = saved(b"", CSV, f"{name}.csv")
        response.response = stream_with_context(csv_parts(table))
        del response.headers["Content-Length"]
        return response
    if kind == "xlsx":
        return saved(xlsx(table), XLSX, f"{name}.xlsx")
    if kind != "pdf":
        abort(404)
    return saved(printed(table), "application/pdf", f"{name}.pdf")


def store_said_no(error: Away | Lost) -> Response:
    """A file is not where it should be, or nobody can say: the store of files is away."""
    current_app.logger.warning("files: %s", error)
    if isinstance(error, Lost):
        return notice(_("This file is missing. Tell your administrator."), 404)
    response = notice(
        _("Files cannot be reached now, and nothing was saved. Wait a minute and try again."), 503
    )
    response.headers["Retry-After"] = "60"
    return response


def init_app(app: Flask) -> None:
    """Before lms/web.py, which reads what was sent."""
    app.before_request(allow_more)
    app.add_template_global(too_long)
    app.register_error_handler(RequestEntityTooLarge, too_big)
    app.register_error_handler(Away, store_said_no)
    app.register_error_handler(Lost, store_said_no)
