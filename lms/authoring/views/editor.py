"""The editor of a lesson: written, kept as the author's own draft, looked at as a learner."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import drafts, writing
from lms.authoring.differences import How, difference, folded
from lms.authoring.forms.lesson import LessonForm, filled
from lms.authoring.queries import Problem
from lms.authoring.views.blueprint import bp, lesson_of
from lms.authoring.views.looks import as_read, shown
from lms.courses.content.fields import is_language
from lms.courses.reading import Words
from lms.people.rules import is_staff
from lms.transfers import takes_text
from lms.web import HEADERS, done, go, keep, me, only, page, say

EDITOR = "authoring/editor.html"


@bp.get("/lessons/<int:lesson_id>/edit/<language>")
def edit_lesson(lesson_id, language):
    lesson = opened(lesson_id, language)
    draft = queries.draft(lesson.id, language, me().id)
    words = drafts.words_of(draft) if draft else writing.published(lesson, language)[0]
    based_on = draft.based_on if draft else queries.version_in_force(lesson.id, language)
    form = filled(words, token_of(draft), based_on)
    return page(EDITOR, **on_screen(lesson, language, form, draft))


@bp.post("/lessons/<int:lesson_id>/edit/<language>")
@takes_text
def save_draft(lesson_id, language):
    """Keeps what was typed, every few seconds or when asked. A draft that was saved from another
    window meanwhile is not written over before its author has seen that."""
    lesson = writing.locked(opened(lesson_id, language))
    form, asked = LessonForm(), request.form.get("do", "save")
    form.validate()
    draft = queries.draft(lesson.id, language, me().id)
    if draft and form.token.data != token_of(draft) and asked != "over" and differs(draft, form):
        runs = list(folded(difference(draft.markdown, form.markdown.data or "")))
        context = on_screen(lesson, language, form, draft)
        context |= {"elsewhere": draft, "runs": runs, "How": How}
        return page(EDITOR, "saved", status=422, **context)
    before = drafts.words_of(draft) if draft else writing.published(lesson, language)[0]
    words = form.words(before)
    draft = writing.save(lesson, language, words, form.base, by=me(), now=clock.now())
    context = on_screen(lesson, language, form, draft)
    if form.errors:
        keep()
        return page(EDITOR, "saved", status=422, **context)
    if asked == "publish":
        return go(url_for(".publishing", lesson_id=lesson.id, language=language))
    then = url_for(".edit_lesson", lesson_id=lesson.id, language=language, _anchor="preview")
    return done(then, f"{EDITOR}#saved", f"{EDITOR}#preview", **context)


@bp.post("/lessons/<int:lesson_id>/edit/<language>/drop")
def drop_draft(lesson_id, language):
    lesson = writing.locked(opened(lesson_id, language))
    if draft := queries.draft(lesson.id, language, me().id):
        drafts.drop(draft, by=me(), now=clock.now())
        say(_("Your draft is put away. What is published is as it was."))
    return go(url_for(".outline", course_slug=lesson.module.course.slug))


@bp.get("/lessons/<int:lesson_id>/preview/<language>")
def preview(lesson_id, language):
    lesson = opened(lesson_id, language)
    draft = queries.draft(lesson.id, language, me().id)
    words, links = writing.published(lesson, language)
    if draft:
        words, links = drafts.words_of(draft), draft.links
    look = queries.look(lesson.module.course_id, words.markdown, language)
    blocks = as_read(lesson, language, words.markdown, links, look.html) if look.html else []
    base = url_for(".preview", lesson_id=lesson.id, language=language)
    put_on = shown(lesson, blocks, language, base=base, play=request.args.get("play", "")[:100])
    answer = page(
        "authoring/preview.html",
        lesson=lesson, draft=draft, language=language, words=words, problems=look.problems,
        put_on=put_on,
    )  # fmt: skip
    policy = "Content-Security-Policy"
    answer.headers[policy] = HEADERS[policy] + put_on.frames
    return answer


@bp.get("/courses/how-to-write")
def how_to_write():
    only(is_staff)
    return page("authoring/how_to_write.html")


def opened(lesson_id, language):
    """The lesson, through the permission; 404 where this is no language."""
    lesson = lesson_of(lesson_id)
    return lesson if is_language(language) else abort(404)


def token_of(draft):
    """When a draft was saved last, as a page remembers it."""
    return draft.saved_at.isoformat() if draft else ""


def differs(draft, form):
    """Whether a draft says something else than what was typed: an answer that was lost on its way
    leaves a page with an old token and the same words."""
    return drafts.words_of(draft) != form.words(drafts.words_of(draft))


def on_screen(lesson, language, form, draft):
    course = lesson.module.course
    look = queries.look(course.id, form.markdown.data or "", language)
    heads = queries.head_problems(draft) if draft else []
    wrong = [Problem(0, words, name) for name in form.errors for words in form.errors[name]]
    there = [text.language for text in lesson.texts]
    written = queries.drafts_of(lesson.id)
    mine = [one.language for one in written if one.person_id == me().id]
    return {
        "lesson": lesson,
        "course": course,
        "language": language,
        "languages": list(dict.fromkeys([*there, *mine, language])),
        "form": form,
        "draft": draft,
        "token": token_of(draft),
        "parts": shown(lesson, [Words(language, one) for one in look.html], language).parts,
        "problems": [*wrong, *heads, *look.problems],
        "notes": look.notes,
        "others": [one for one in written
                   if one.language == language and one.person_id != me().id],
        "overtaken": draft is not None and writing.is_overtaken(draft),
        "text": next((one for one in lesson.texts if one.language == language), None),
        "media": queries.media_of(course.id),
        "terms": queries.terms_of(course),
        "elsewhere": None,
    }  # fmt: skip
