"""The words of a course and what they mean, as its authors write them."""

from flask import abort, current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import glossary as actions
from lms.authoring.forms.glossary import term_form
from lms.authoring.queries import glossary as looking
from lms.authoring.views.blueprint import bp
from lms.courses.queries import may_write, term
from lms.i18n import in_words
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

LIST, FORM = "authoring/words.html", "authoring/word.html"

for place, called, sign in (("writing", _l("Glossary"), "book"), ("glossary", _l("Change"), "pen")):
    way(
        place, called, "authoring.words", icon=sign, rank=60,
        of=lambda course: {"course_slug": course.slug}, may=lambda _me, _course: True,
    )  # fmt: skip


@bp.get("/courses/<course_slug>/words")
def words(course_slug):
    course = course_of(course_slug)
    return page(LIST, course=course, pages=page_of(looking.words_of(course), 100))


@bp.get("/courses/<course_slug>/words/new")
def new_word(course_slug):
    course = course_of(course_slug)
    return page(FORM, course=course, word=None, form=form_of(course), history=[], lessons=[])


@bp.post("/courses/<course_slug>/words/new")
def add_word(course_slug):
    course = course_of(course_slug)
    form = form_of(course)
    if not form.validate():
        return page(FORM, status=422, course=course, word=None, form=form, history=[], lessons=[])
    word = actions.add_term(course, form.values(), by=me(), now=clock.now())
    say(_("Added. Lessons name it %(name)s.", name=f"[[{word.slug}]]"))
    return go(url_for(".words", course_slug=course.slug, _anchor=f"word-{word.slug}"))


@bp.get("/courses/<course_slug>/words/<word>")
def word(course_slug, word):
    course, word = course_and_word(course_slug, word)
    return page(FORM, **on_screen(course, word, form_of(course, word)))


@bp.post("/courses/<course_slug>/words/<word>")
def change_word(course_slug, word):
    course, word = course_and_word(course_slug, word)
    form = form_of(course, word)
    if not form.validate():
        return page(FORM, status=422, **on_screen(course, word, form))
    changed = actions.change_term(course, word, form.values(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".words", course_slug=course.slug, _anchor=f"word-{word.slug}"))


@bp.post("/courses/<course_slug>/words/<word>/retire")
def retire_word(course_slug, word):
    course, word = course_and_word(course_slug, word)
    actions.retire_term(course, word, by=me(), now=clock.now())
    say(_("Retired: %(name)s.", name=in_words(word.term)))
    return go(url_for(".words", course_slug=course.slug))


@bp.post("/courses/<course_slug>/words/<word>/bring-back")
def bring_back_word(course_slug, word):
    course, word = course_and_word(course_slug, word)
    actions.bring_back_term(course, word, by=me(), now=clock.now())
    say(_("Here again: %(name)s.", name=in_words(word.term)))
    return go(url_for(".words", course_slug=course.slug, _anchor=f"word-{word.slug}"))


def course_of(slug):
    return permitted(queries.course(slug), may_write)


def course_and_word(course_slug, slug):
    course = course_of(course_slug)
    return course, term(course.id, slug) or abort(404)


def form_of(course, word=None):
    """The form with fields for the languages of the course, of the word, of the installation."""
    said = [*word.term, *word.meaning, *(word.audio or ())] if word else []
    there = [course.language, *said, *course.title]
    codes = dict.fromkeys([*filter(None, there), *current_app.config["LANGUAGES"]])
    return term_form(codes, looking.sounds_of(course), word)()


def on_screen(course, word, form):
    return {
        "course": course,
        "word": word,
        "form": form,
        "history": looking.changes_of(course, word),
        "lessons": looking.lessons_with(word),
    }
