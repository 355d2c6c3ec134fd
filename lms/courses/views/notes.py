"""Notes and bookmarks of a person in lessons. Nobody else sees them."""

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.forms import NoteForm
from lms.courses.views.blueprint import bp
from lms.courses.views.lesson_page import LESSON, WHOLE, on_screen, opened
from lms.courses.views.reading import named
from lms.i18n import speaking
from lms.web import go, me, page, page_of, permitted, say

NOTE = "courses/note.html"


@bp.get("/notes")
def notes():
    pages = page_of(queries.notes_of(me()), 25)
    excerpts = queries.excerpts(pages.items, speaking())
    return page("courses/notes.html", pages=pages, excerpts=excerpts)


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
    return page(NOTE, note=note, form=NoteForm(None, text=note.text))


@bp.post("/notes/<int:note_id>")
def save_note(note_id):
    note, form = permitted(queries.note(note_id), rules.is_own), NoteForm()
    if not form.validate():
        return page(NOTE, status=422, note=note, form=form)
    actions.change_note(note, form.words, now=clock.now())
    say(_("Saved."))
    return go(url_for(".notes"))


@bp.post("/notes/<int:note_id>/deletion")
def delete_note(note_id):
    actions.delete_note(permitted(queries.note(note_id), rules.is_own))
    say(_("Deleted."))
    return go(url_for(".notes"))
