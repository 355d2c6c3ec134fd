"""Translations on screen: how far each language is, and a text beside its source."""

from flask import abort, current_app, redirect, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.authoring import queries, rules, translating
from lms.authoring.actions import drafts, translation, writing
from lms.authoring.differences import How, difference, folded
from lms.authoring.forms.translation import HeadForm, head_of, said, typed
from lms.authoring.models import LessonDraft
from lms.authoring.views.blueprint import bp, lesson_of, named, nobody_reads_it, who_reads
from lms.authoring.views.editor import token_of
from lms.courses import blocks
from lms.courses.content.fields import is_language
from lms.courses.queries import may_write
from lms.i18n import in_words
from lms.web import done, go, keep, me, page, page_of, permitted, say

GRID, LESSON, TEXT = (
    "authoring/translations.html", "authoring/lesson_languages.html", "authoring/translate.html",
)  # fmt: skip


@bp.get("/courses/<slug>/translations")
def translations(slug):
    course = permitted(queries.course(slug), may_write)
    pages = page_of(queries.lessons_of(course), 25)
    languages = queries.languages_of(course)
    rows = [
        (
            lesson,
            queries.source_of(lesson),
            {lang: queries.state(lesson, lang) for lang in languages},
        )
        for lesson in pages.items
    ]
    return page(
        GRID,
        course=course,
        pages=pages,
        languages=languages,
        rows=rows,
        choices=others(course, languages),
    )


@bp.get("/courses/<slug>/translations/new")
def new_language(slug):
    """Leads to the language that was chosen: nothing is kept until something is written."""
    course = permitted(queries.course(slug), may_write)
    language = request.args.get("language", "")
    if not is_language(language):
        return redirect(url_for(".translations", slug=course.slug), 303)
    return redirect(url_for(".catalogue", slug=course.slug, language=language), 303)


def others(course, there):
    """The languages that the course has not: the likely ones first, as on the other forms."""
    offered = current_app.config["LANGUAGES"]
    likely = rules.languages_to_choose([course.language, *course.title, *offered])
    return named([code for code in likely if code not in there])


@bp.get("/lessons/<int:lesson_id>/languages")
def lesson_languages(lesson_id):
    lesson = lesson_of(lesson_id)
    source = queries.source_of(lesson) or abort(404)
    others = [text for text in lesson.texts if text.language != source.language]
    tables = {
        text.language: translating.lines(source.markdown, text.markdown, text.links)
        for text in others
    }
    return page(LESSON, lesson=lesson, source=source, tables=tables, grid=as_grid(source, tables))


def as_grid(source, tables):
    """A row for each block of the source: the block, and its state in each language."""
    rows: list[tuple[str, dict]] = [(block, {}) for block in blocks.split(source.markdown)]
    for language, lines in tables.items():
        for row, line in zip(rows, [line for line in lines if line.of], strict=True):
            row[1][language] = line.state
    return rows


@bp.get("/lessons/<int:lesson_id>/languages/<language>")
def translate(lesson_id, language):
    lesson = lesson_of(lesson_id)
    return page(TEXT, **on_screen(lesson, language))


@bp.post("/lessons/<int:lesson_id>/languages/<language>")
def save_translation(lesson_id, language):
    """Keeps what is written as the translator's own draft; published where they say so."""
    lesson = writing.locked(lesson_of(lesson_id))
    form, sent = HeadForm(), said(request.form)
    form.validate()
    screen = on_screen(lesson, language, form, sent)
    markdown, links = translating.assembled(sent)
    base, source = screen["base"], screen["source"]
    words = form.words(base.words, markdown, source.minutes)
    if elsewhere(base.draft) and (drafts.words_of(base.draft), base.draft.links) != (words, links):
        runs = list(folded(difference(base.draft.markdown, markdown)))
        screen |= {"clash": True, "token": request.form.get("token", ""), "runs": runs}
        return page(TEXT, "saved", status=422, **screen)
    draft = drafts.keep(lesson, language, words, links, by=me(), now=clock.now())
    screen |= {"draft": draft, "token": token_of(draft)}
    if form.errors:
        keep()
        return page(TEXT, "saved", status=422, **screen | {"brief": request.htmx and form.errors})
    if "publish" in request.form:
        return published(lesson, language, draft, screen, sent)
    return saved(lesson, language, screen)


def saved(lesson, language, screen):
    """The draft is kept: a browser comes back to the page, htmx hears when."""
    then = url_for(".translate", lesson_id=lesson.id, language=language)
    if not request.htmx:
        say(_("Your draft is saved. Nobody else sees it yet."))
        return go(then)
    return done(then, f"{TEXT}#saved", **screen | {"kept": True})


def published(lesson, language, draft, screen, sent):
    """The draft is put into force, unless something has to be mended first, or somebody else has
    published since it was begun. It stays in any case."""
    keep()
    if not draft.markdown.strip():
        return page(TEXT, status=422, **screen | {"empty": True})
    if problems := queries.problems(draft):
        screen |= {"problems": [in_place(one, screen["rows"], sent) for one in problems]}
        return page(TEXT, status=422, **screen)
    force = queries.version_in_force(lesson.id, language)
    if writing.is_overtaken(draft) and request.form.get("seen") != str(force):
        other = next(text for text in lesson.texts if text.language == language)
        screen |= {"other": other, "seen": force}
        return page(TEXT, status=409, **screen)
    writing.publish(draft, over=True, by=me(), now=clock.now())
    say(_("Published: %(lesson)s.", lesson=in_words(lesson.titles, language)))
    if who_reads(lesson.module.course)["no_programme"]:
        say(nobody_reads_it(), "warn")
    return go(url_for(".translations", slug=lesson.module.course.slug))


def in_place(problem, rows, sent):
    """A problem with the number of its line on the page, from 1, instead of that in the text."""
    if not problem.line or not sent:
        return problem
    said_there = sent[translating.place_of(sent, problem.line - 1)].text
    place = [one.text for _line, one in rows].index(said_there)
    return problem._replace(line=place + 1)


@bp.post("/lessons/<int:lesson_id>/languages/<language>/withdrawal")
def withdraw_translation(lesson_id, language):
    lesson = lesson_of(lesson_id)
    translation.withdraw(lesson, language, by=me(), now=clock.now())
    say(_("This language is not shown to learners any more. Its versions are kept."))
    return go(url_for(".translations", slug=lesson.module.course.slug))


@bp.post("/lessons/<int:lesson_id>/languages/<language>/draft/end")
def drop_translation(lesson_id, language):
    """Puts the translator's own draft away."""
    lesson = writing.locked(lesson_of(lesson_id))
    if draft := queries.draft(lesson.id, language, me().id):
        drafts.drop(draft, by=me(), now=clock.now())
        say(_("Your draft is put away."))
    return go(url_for(".translate", lesson_id=lesson.id, language=language))


def elsewhere(draft: LessonDraft | None) -> bool:
    """Whether the draft was saved from another page since this one was opened."""
    token = request.form.get("token", "")
    return draft is not None and "over" not in request.form and token != token_of(draft)


def on_screen(lesson, language, form=None, sent=()):
    """A translation beside its source."""
    source = queries.source_of(lesson)
    if source is None or not is_language(language) or language == source.language:
        abort(404)
    base = queries.base(lesson, language, me())
    lines = translating.lines(source.markdown, base.words.markdown, base.links)
    rows = typed(lines, list(sent))
    others = [d for d in queries.drafts_of(lesson.id, language) if d.person_id != me().id]
    return {
        "lesson": lesson,
        "course": lesson.module.course,
        "language": language,
        "source": source,
        "base": base,
        "draft": base.draft,
        "token": token_of(base.draft),
        "clash": False,
        "problems": [],
        "How": How,
        "form": form or head_of(base.words),
        "rows": rows,
        "counts": translating.counts(lines),
        "others": others,
    }
