"""The versions of a lesson's text, what is different between them, and others' drafts."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import drafts, writing
from lms.authoring.differences import How, difference, folded
from lms.authoring.models import LessonDraft
from lms.authoring.views.blueprint import bp
from lms.authoring.views.editor import opened
from lms.authoring.views.publishing import heads
from lms.web import go, load, me, page, page_of, say


@bp.get("/lessons/<int:lesson_id>/versions/<language>")
def versions(lesson_id, language):
    lesson = opened(lesson_id, language)
    pages = page_of(queries.versions(lesson.id, language), 20)
    names = queries.authors({one.by_id for one in pages.items})
    return page("authoring/versions.html", lesson=lesson, language=language, pages=pages,
                names=names, current=queries.version_in_force(lesson.id, language))  # fmt: skip


@bp.get("/lessons/<int:lesson_id>/versions/<language>/<int:number>")
def version(lesson_id, language, number):
    """A version, and what is different in it from the one before, or from another (`than`)."""
    lesson = opened(lesson_id, language)
    shown = queries.version(lesson.id, language, number) or abort(404)
    than = request.args.get("than", type=int) or number - 1
    other = queries.version(lesson.id, language, than)
    older, newer = (shown, other) if other and than > number else (other, shown)
    current = queries.version_in_force(lesson.id, language)
    return page(
        "authoring/version.html",
        lesson=lesson, language=language, shown=shown, other=other, current=current, How=How,
        names=queries.authors({shown.by_id}),
        draft=queries.draft(lesson.id, language, me().id),
        heads=heads(older, newer) if older else [],
        runs=list(folded(difference(older.markdown if older else "", newer.markdown))),
    )  # fmt: skip


@bp.post("/lessons/<int:lesson_id>/versions/<language>/<int:number>")
def restore(lesson_id, language, number):
    """Publishes an old version again; or puts it into the author's draft (`do` = "draft")."""
    lesson = opened(lesson_id, language)
    old = queries.version(lesson.id, language, number) or abort(404)
    if request.form.get("do") == "draft":
        words = drafts.words_of(old)
        writing.take(lesson, language, words, old.links, by=me(), now=clock.now())
        say(_("Version %(number)s is your draft now.", number=number))
        return go(url_for(".edit_lesson", lesson_id=lesson.id, language=language))
    text = writing.restore(old, by=me(), now=clock.now())
    say(_("Version %(old)s is published again, as version %(new)s.", old=number, new=text.version))
    return go(url_for(".versions", lesson_id=lesson.id, language=language))


@bp.get("/drafts/<int:draft_id>")
def compare(draft_id):
    """Another author's draft beside one's own, or beside what is published."""
    theirs = load(LessonDraft, draft_id, lambda person, row: True)
    lesson = opened(theirs.lesson_id, theirs.language)
    mine = queries.draft(lesson.id, theirs.language, me().id)
    words = drafts.words_of(mine) if mine else writing.published(lesson, theirs.language)[0]
    return page("authoring/compare.html", lesson=lesson, language=theirs.language, theirs=theirs,
                mine=mine, How=How, heads=heads(words, theirs),
                runs=list(folded(difference(words.markdown, theirs.markdown))))  # fmt: skip
