"""Translations as PO files: saved for a translator, and brought back."""

from io import BytesIO

from flask import abort, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.authoring import exports, imports, queries
from lms.authoring.forms.translation import FileForm
from lms.authoring.views.blueprint import bp
from lms.courses.content.fields import is_language
from lms.courses.queries import may_write
from lms.db import db
from lms.errors import Refused
from lms.web import go, me, page, permitted, say

FILES = "authoring/catalogue.html"
MOST_LESSONS = 500  # of one file


def known(slug, language):
    course = permitted(queries.course(slug), may_write)
    if not is_language(language):
        abort(404)
    return course


def lessons_of(course):
    return db.session.scalars(queries.lessons_of(course).limit(MOST_LESSONS)).unique().all()


@bp.get("/courses/<slug>/translations/<language>")
def catalogue(slug, language):
    return page(FILES, **on_screen(known(slug, language), language, FileForm()))


@bp.get("/courses/<slug>/translations/<language>/file")
def save_catalogue(slug, language):
    course = known(slug, language)
    made = exports.catalogue(course, lessons_of(course), language, me(), clock.now())
    name = f"{course.slug}.{language}.po"
    return send_file(
        BytesIO(made), mimetype="text/x-gettext-translation", as_attachment=True, download_name=name
    )


@bp.post("/courses/<slug>/translations/<language>")
def bring_catalogue(slug, language):
    """A file that comes back: its words become drafts of who brings it; nothing is published."""
    course, form = known(slug, language), FileForm()
    if not form.validate():
        return page(FILES, status=422, **on_screen(course, language, form))
    try:
        came = imports.read(form.content, course, lessons_of(course), language, me())
    except Refused as no:
        form.file.errors = [str(no)]
        return page(FILES, status=422, **on_screen(course, language, form))
    left = imports.take_in(came.lessons, language, over=form.over.data, by=me(), now=clock.now())
    tell(came, left)
    return go(url_for(".catalogue", slug=slug, language=language))


def tell(came, left):
    """What became of a file, in words."""
    taken = len(came.lessons) - len(left)
    if taken:
        words = ngettext(
            "%(num)s lesson has a draft of yours now. Look at it and publish it.",
            "%(num)s lessons have a draft of yours now. Look at them and publish them.",
            taken,
        )
        say(words)
    elif not left:
        say(_("This file says nothing that is not here already."), "warn")
    if left:
        words = ngettext(
            "%(num)s lesson stays as it is: you have changed your draft since the file was made.",
            "%(num)s lessons stay as they are: you have changed your drafts since the file was "
            "made.",
            len(left),
        )
        say(words, "warn")
    lost = came.unknown + sum(one.lost for one in came.lessons if one not in left)
    if lost:
        words = ngettext(
            "%(num)s text of the file has no place any more, for the lesson was changed too much.",
            "%(num)s texts of the file have no place any more, for the lessons were changed too "
            "much.",
            lost,
        )
        say(words, "warn")


def on_screen(course, language, form):
    drafts = queries.my_drafts(course.id, language, me().id)
    more = db.session.scalars(queries.lessons_of(course).offset(MOST_LESSONS).limit(1)).first()
    most = MOST_LESSONS if more else None
    return {"course": course, "language": language, "form": form, "drafts": drafts, "most": most}
