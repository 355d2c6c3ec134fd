"""What a course, its modules and the words of its glossary are called in another language."""

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import names as actions
from lms.authoring.views.blueprint import bp
from lms.courses.content.fields import is_language
from lms.courses.queries import may_write
from lms.web import done, me, page, page_of, permitted, say

NAMES = "authoring/names.html"


@bp.get("/courses/<slug>/translations/<language>/names")
def names(slug, language):
    return page(NAMES, **on_screen(*known(slug, language)))


@bp.post("/courses/<slug>/translations/<language>/names")
def save_names(slug, language):
    course, language = known(slug, language)
    said = dict(zip(request.form.getlist("key"), request.form.getlist("text"), strict=False))
    parts = queries.modules_of(course), queries.terms_of(course)
    changed = actions.rename(course, *parts, language, said, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    then = url_for(".names", slug=slug, language=language, page=request.args.get("page"))
    return done(then, f"{NAMES}#names", **on_screen(course, language))


def known(slug, language):
    course = permitted(queries.course(slug), may_write)
    if not is_language(language):
        abort(404)
    return course, language


def on_screen(course, language):
    """The texts of a course beside those of the language that it is kept in."""
    languages = (current_app.config["LANGUAGES"][0], "en", *course.title)
    source = next(code for code in languages if code in course.title and code != language)
    parts = queries.modules_of(course), queries.terms_of(course)
    found = actions.names(course, *parts, source, language)
    missing = sum(1 for name in found if not name.text)
    return {
        "course": course,
        "language": language,
        "source": source,
        "pages": page_of(found, 60),
        "missing": missing,
        "total": len(found),
    }
