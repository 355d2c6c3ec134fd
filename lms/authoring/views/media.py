"""The files of a course: pictures, sound, film, captions, documents."""

from typing import Any, NamedTuple

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from htmx_flask import request

from lms import clock
from lms.authoring import queries
from lms.authoring.forms.media import FilesForm, words_form
from lms.authoring.queries.media import is_drafted
from lms.authoring.views.blueprint import bp
from lms.courses.actions import media as actions
from lms.courses.models import Course, Media
from lms.courses.queries import may_write
from lms.courses.queries import media as found
from lms.courses.rules import media as rules
from lms.courses.rules.media import PICTURE, Stored
from lms.courses.rules.unfit import Unfit
from lms.db import db
from lms.i18n import in_words
from lms.transfers import takes_files, with_microphone
from lms.ways import way
from lms.web import go, keep, me, page, page_of, permitted, say

LIST, ONE, RECORDING = (
    "authoring/media.html", "authoring/medium.html", "authoring/recording.html",
)  # fmt: skip
KINDS = {
    "picture": _l("Pictures"),
    "audio": _l("Sound"),
    "video": _l("Films"),
    "captions": _l("Captions"),
    "document": _l("Files to save"),
}
way("writing", _l("Pictures, sound, files"), "authoring.media", icon="play",
    of=lambda course: {"slug": course.slug}, may=lambda _person, _course: True)  # fmt: skip


class Wrong(NamedTuple):
    """A file that was not taken, and why."""

    name: str
    words: str


@bp.get("/courses/<slug>/media")
def media(slug):
    return listed(course_of(slug), FilesForm())


@bp.post("/courses/<slug>/media")
@takes_files("MEDIA_MB")
def add_media(slug):
    """What cannot be taken does not hold up the others. While files are made ready, which may take
    long, nothing of the database is held."""
    course, form = course_of(slug), FilesForm()
    if not form.validate():
        return listed(course, form, status=422)
    db.session.rollback()
    ready, wrong = made_ready(form)
    course = course_of(slug)
    words = words_of(course, request.form.get("instead", 0, type=int))
    added = [add(course, name, one, words) for name, one in ready]
    if wrong:
        keep()  # what was taken stays, though the page says what was not
        return listed(course, form, wrong, status=422)
    say(ngettext("%(num)s file is there.", "%(num)s files are there.", len(added)))
    if len(added) == 1:
        return go(url_for(".medium", slug=slug, media_id=added[0].id))
    return go(url_for(".media", slug=slug))


@bp.get("/courses/<slug>/recording")
def recording(slug):
    """Where sound is recorded: the one page that may use the microphone."""
    return with_microphone(page(RECORDING, course=course_of(slug), form=FilesForm()))


@bp.get("/courses/<slug>/media/<int:media_id>")
def medium(slug, media_id):
    return shown(*one_of(slug, media_id))


@bp.post("/courses/<slug>/media/<int:media_id>")
def describe_medium(slug, media_id):
    course, one = one_of(slug, media_id)
    form = words_form(languages(course, one), one.words)
    if not form.validate():
        return shown(course, one, form, status=422)
    changed = actions.describe(one, course, form.said, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".medium", slug=slug, media_id=one.id))


@bp.post("/courses/<slug>/media/<int:media_id>/retirement")
def retire_medium(slug, media_id):
    course, one = one_of(slug, media_id)
    used = bool(found.uses_in(course.id).get(one.name)) or is_drafted(one)
    used = used or bool(found.terms_with(course.id, one.name))
    used = used or bool(found.questions_with(course.id, one.name))
    actions.retire(one, course, used=used, by=me(), now=clock.now())
    say(_("%(name)s is not offered any more.", name=one.name))
    return go(url_for(".media", slug=slug))


@bp.post("/courses/<slug>/media/<int:media_id>/return")
def return_medium(slug, media_id):
    course, one = one_of(slug, media_id)
    actions.bring_back(one, course, by=me(), now=clock.now())
    say(_("%(name)s is offered again.", name=one.name))
    return go(url_for(".medium", slug=slug, media_id=one.id))


def course_of(slug: str) -> Course:
    return permitted(queries.course(slug), may_write)


def one_of(slug: str, media_id: int) -> tuple[Course, Media]:
    course = course_of(slug)
    one = found.media_by_id(media_id)
    if one is None or one.course_id != course.id:
        abort(404)
    return course, one


def made_ready(form: FilesForm) -> tuple[list[tuple[str, Stored]], list[Wrong]]:
    """The files that were sent, ready and in the store, with what they are to be called; and those
    that are not taken."""
    ready, wrong = [], []
    for file in form.sent:
        try:
            one = rules.made_ready(file.read(), file.filename)
        except Unfit as why:
            wrong.append(Wrong(file.filename, str(why)))
            continue
        ready.append((form.called(file), actions.put(one)))
    return ready, wrong


def words_of(course: Course, media_id: int) -> dict | None:
    """What the picture shows that is to be replaced."""
    one = found.media_by_id(media_id)
    return one.words if one and one.course_id == course.id else None


def add(course: Course, name: str, ready: Stored, words: dict | None = None) -> Media:
    """The file under a name of its own; the one that is there already where it is the same."""
    if there := found.same_file(course.id, ready.file_id):
        return there
    name = rules.free_name(rules.name_for(name, ready), found.names_taken(course.id))
    words = words if ready.kind == PICTURE else None
    return actions.add(course, name, ready, words=words, by=me(), now=clock.now())


def listed(course: Course, form: FilesForm, wrong: Any = (), status: int = 200) -> Any:
    """The list, with what was not taken above it."""
    text, kind = request.args.get("q", "").strip()[:100], request.args.get("kind", "")
    kind = kind if kind in KINDS else ""
    pages = page_of(found.media_of(course.id, text, kind), 24)
    return page(
        LIST, "files", status=status, course=course, pages=pages, text=text, kind=kind, kinds=KINDS,
        uses=found.uses_in(course.id), form=form, wrong=wrong,
    )  # fmt: skip


def shown(course: Course, one: Media, form: Any = None, status: int = 200) -> Any:
    codes = languages(course, one)
    if form is None and one.kind == PICTURE:
        form = words_form(codes, one.words)
    words = (one.words or {}).get(course.language or "") or in_words(one.words or {})
    return page(
        ONE, status=status, course=course, one=one, form=form, languages=codes,
        markdown=rules.markdown_of(one, words), kinds=KINDS,
        uses=found.uses_in(course.id).get(one.name, []), is_drafted=is_drafted(one),
        terms=found.terms_with(course.id, one.name),
        questions=found.questions_with(course.id, one.name),
    )  # fmt: skip


def languages(course: Course, one: Media) -> list[str]:
    """The languages in which a picture is put into words: those of the course's lessons."""
    known = dict.fromkeys([*filter(None, [course.language]), *queries.languages_of(course)])
    return list(known | dict.fromkeys(one.words or {})) or ["en"]
