"""Notes and bookmarks of a person in lessons. Nobody else sees them."""

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.forms import NoteForm
from lms.courses.views.blueprint import bp
from lms.courses.views.languages import in_order
from lms.courses.views.lesson_page import LESSON, WHOLE, on_screen, opened
from lms.courses.views.reading import named
from lms.web import go, me, page, page_of, permitted, say

NOTE = "courses/note.html"


@bp.get("/notes")
def notes():
    pages, host_first = page_of(queries.notes_of(me()), 25), queries.reads_host_first(me())
    read = {note.lesson_id: languages_of(note.lesson, host_first) for note in pages.items}
    excerpts = queries.excerpts(pages.items, read)
    return page("courses/notes.html", pages=pages, excerpts=excerpts, host_first=host_first)


def languages_of(lesson, host_first):
    """A lesson's languages, that in which it opens first; then where its gaps come from."""
    order = in_order(lesson.titles, lesson.module.course.language, host_first)
    return tuple(filter(None, (*order[:1], lesson.source)))


@bp.post("/lessons/<int:lesson_id>/notes")
def add_note(lesson_id):
    found, at = opened(lesson_id), request.form.get("at", "")
    block = named("" if at == WHOLE else at)
    form = NoteForm()
    if not form.validate():
        return page(LESSON, status=422, **on_screen(found, block or WHOLE, form))
    actions.add_note(found.lesson, me(), block, form.words, now=clock.now())
    say(_("Your note is kept.") if form.words else _("Your bookmark is set."))
    anchor = f"block-{block}" if block else "my_notes"
    lang = request.args.get("lang")
    return go(url_for(".lesson", lesson_id=lesson_id, lang=lang, _anchor=anchor))


@bp.get("/notes/<int:note_id>")
def note(note_id):
    note = permitted(queries.note(note_id), rules.is_own)
    return on_screen_of(note, NoteForm(None, text=note.text))


def on_screen_of(note, form, status=200):
    host_first = queries.reads_host_first(me())
    return page(NOTE, status=status, note=note, form=form, host_first=host_first)


@bp.post("/notes/<int:note_id>")
def save_note(note_id):
    note, form = permitted(queries.note(note_id), rules.is_own), NoteForm()
    if not form.validate():
        return on_screen_of(note, form, status=422)
    actions.change_note(note, form.words, now=clock.now())
    say(_("Saved."))
    return go(url_for(".notes"))


@bp.post("/notes/<int:note_id>/deletion")
def delete_note(note_id):
    actions.delete_note(permitted(queries.note(note_id), rules.is_own))
    say(_("Deleted."))
    return go(url_for(".notes"))
