"""What a course, its modules and the words of its glossary are called in another language."""

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import names as actions
from lms.authoring.forms.names import said, wrong
from lms.authoring.views.blueprint import bp
from lms.courses.content.fields import is_language
from lms.courses.queries import may_write
from lms.web import done, keep, me, page, page_of, permitted, say

NAMES = "authoring/names.html"


@bp.get("/courses/<slug>/translations/<language>/names")
def names(slug, language):
    return page(NAMES, **on_screen(*known(slug, language)))


@bp.post("/courses/<slug>/translations/<language>/names")
def save_names(slug, language):
    """What can be saved is. What cannot, or what somebody has changed meanwhile, stands on the page
    as it was typed, with what is there."""
    course, language = known(slug, language)
    course = actions.locked(course)
    typed, modules, terms = said(request.form), queries.modules_of(course), queries.terms_of(course)
    errors = wrong(named(course, modules, terms, language)[1], typed)
    fit = {key: one for key, one in typed.items() if key not in errors}
    changed, left = actions.rename(course, modules, terms, language, fit, by=me(), now=clock.now())
    if errors or left:
        keep()
        screen = on_screen(course, language) | {"typed": typed, "errors": errors, "left": left}
        return page(NAMES, "names", status=422, **screen)
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    then = url_for(".names", slug=slug, language=language, page=request.args.get("page"))
    return done(then, f"{NAMES}#names", **on_screen(course, language))


def known(slug, language):
    course = permitted(queries.course(slug), may_write)
    if not is_language(language):
        abort(404)
    return course, language


def named(course, modules, terms, language):
    """The language that the texts of a course are translated from, and the texts; 404 where there
    is none."""
    languages = (current_app.config["LANGUAGES"][0], "en", *course.title)
    there = (code for code in languages if code in course.title and code != language)
    source = next(there, None) or abort(404)
    return source, actions.names(course, modules, terms, source, language)


def on_screen(course, language):
    """The texts of a course beside those of the language that it is kept in."""
    source, found = named(course, queries.modules_of(course), queries.terms_of(course), language)
    missing = sum(1 for name in found if not name.text)
    return {
        "course": course,
        "language": language,
        "source": source,
        "pages": page_of(found, 60),
        "missing": missing,
        "total": len(found),
        "typed": {},
        "errors": {},
        "left": [],
    }
