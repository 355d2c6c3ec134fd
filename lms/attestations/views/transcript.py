"""All hours of a person: a page, a paper, and tables."""

from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from lms import clock
from lms.attestations import exports
from lms.attestations.letters import transcript as letters
from lms.attestations.queries.transcript import transcript as transcript_of
from lms.attestations.rules.transcript import Transcript
from lms.attestations.views.blueprint import bp
from lms.pdf import pdf
from lms.people.models import Person
from lms.people.queries import person as person_named
from lms.people.rules import may_see
from lms.tables import CSV, XLSX
from lms.transfers import saved
from lms.ways import way
from lms.web import me, page

TYPES: dict[str, tuple[str, Any]] = {
    "pdf": ("application/pdf", lambda found: pdf("record", letters.sheet(found))),
    "csv": (CSV, exports.transcript_csv),
    "xlsx": (XLSX, exports.transcript_xlsx),
}
for filtered in (
    letters.reached, letters.place, letters.outcome, letters.later, letters.difference,
):  # fmt: skip
    bp.add_app_template_filter(filtered, f"transcript_{filtered.__name__}")
way(
    "account", _l("All my hours"), "attestations.my_transcript", icon="clock", rank=45,
    of=lambda _thing: {}, may=lambda person, _thing: not person.is_staff,
)  # fmt: skip
way(
    "person", _l("All hours"), "attestations.transcript", icon="clock",
    of=lambda person: {"code": person.code}, may=may_see,
)  # fmt: skip


@bp.get("/transcript")
def my_transcript():
    return on_screen(transcript_of(me(), me(), clock.now()))


@bp.get("/transcript.<format>")
def my_transcript_file(format):
    return as_file(transcript_of(me(), me(), clock.now()), format)


@bp.get("/people/<code>/transcript")
def transcript(code):
    return on_screen(read(code))


@bp.get("/people/<code>/transcript.<format>")
def transcript_file(code, format):
    return as_file(read(code), format)


def read(code: str) -> Transcript:
    """What who asks may read of it; 403 where that is nothing and the person is not theirs."""
    person: Person = person_named(code) or abort(404)
    found = transcript_of(person, me(), clock.now())
    if not (found.studied or person.id == me().id or may_see(me(), person)):
        abort(403)
    return found


def on_screen(found: Transcript) -> Any:
    return page(
        "attestations/transcript.html", transcript=found, person=found.person,
        is_mine=found.person.id == me().id, total=letters.total(found),
        about_it=letters.about_it(found),
    )  # fmt: skip


def as_file(found: Transcript, format: str) -> Response:
    kind, made = TYPES.get(format) or abort(404)
    return saved(made(found), kind, f"transcript-{found.person.code}.{format}")
