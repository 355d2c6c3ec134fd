"""A draft is published: now, or at a time; over another's text, or put together with it."""

from flask import current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.authoring import queries
from lms.authoring.actions import drafts, writing
from lms.authoring.differences import How, difference, folded
from lms.authoring.forms.lesson import PlanForm, PublishForm
from lms.authoring.views.blueprint import bp, nobody_reads_it, who_reads
from lms.authoring.views.editor import opened
from lms.errors import Refused
from lms.web import go, me, page, say

PUBLISH, MERGE = "authoring/publish.html", "authoring/merge.html"


@bp.get("/lessons/<int:lesson_id>/publish/<language>")
def publishing(lesson_id, language):
    lesson = opened(lesson_id, language)
    draft = mine(lesson, language)
    note = PublishForm(None, note=draft.note)
    return page(PUBLISH, **on_screen(lesson, draft, note, PlanForm(None)))


@bp.post("/lessons/<int:lesson_id>/publish/<language>")
def publish(lesson_id, language):
    lesson = writing.locked(opened(lesson_id, language))
    draft = mine(lesson, language)
    form, asked = PublishForm(), request.form.get("do")
    if not form.validate():
        return page(PUBLISH, status=422, **on_screen(lesson, draft, form, PlanForm(None)))
    draft.note = form.note.data or None
    if queries.problems(draft) or (asked != "over" and writing.is_overtaken(draft)):
        return page(PUBLISH, status=422, **on_screen(lesson, draft, form, PlanForm(None)))
    writing.publish(draft, over=asked == "over", by=me(), now=clock.now())
    if who_reads(lesson.module.course)["no_programme"]:
        say(nobody_reads_it(), "warn")
    else:
        say(_("Published. People read it from now on."))
    return go(url_for(".versions", lesson_id=lesson.id, language=language))


@bp.post("/lessons/<int:lesson_id>/plan/<language>")
def plan(lesson_id, language):
    """Publishes by itself at a time; or, asked not to, not any more."""
    lesson = writing.locked(opened(lesson_id, language))
    draft, form = mine(lesson, language), PlanForm()
    then = url_for(".publishing", lesson_id=lesson.id, language=language)
    if request.form.get("do") == "stop":
        writing.plan(draft, None, by=me(), now=clock.now())
        say(_("It is not published by itself any more."))
        return go(then)
    if not form.validate() or not planned(draft, form):
        note = PublishForm(None, note=draft.note)
        return page(PUBLISH, status=422, **on_screen(lesson, draft, note, form))
    say(_("It is published by itself at that time, as the draft is then."))
    return go(then)


def planned(draft, form):
    """Whether the draft is published at the time of the form; why not stands at the field."""
    moment = form.moment(current_app.config["TIMEZONE"])
    try:
        writing.plan(draft, moment, by=me(), now=clock.now())
    except Refused as no:
        form.says_no(str(no))
        return False
    return True


@bp.get("/lessons/<int:lesson_id>/merge/<language>")
def merging(lesson_id, language):
    lesson = opened(lesson_id, language)
    draft = mine(lesson, language)
    theirs = writing.published(lesson, language)[0]
    return page(MERGE, lesson=lesson, language=language, draft=draft, How=How,
                base=queries.version_in_force(lesson.id, language),
                parts=difference(theirs.markdown, draft.markdown))  # fmt: skip


@bp.post("/lessons/<int:lesson_id>/merge/<language>")
def merge(lesson_id, language):
    """`all` = "theirs": the published text becomes the draft; else each part as it was chosen."""
    lesson = writing.locked(opened(lesson_id, language))
    draft = mine(lesson, language)
    theirs, links = writing.published(lesson, language)
    parts = difference(theirs.markdown, draft.markdown)
    if request.form.get("all") == "theirs":
        words = theirs
    elif request.form.get("base") != f"{queries.version_in_force(lesson.id, language)}" or (
        request.form.get("token") != draft.saved_at.isoformat()
    ):
        raise Refused(_("One of the texts has changed since. Open the page again and choose anew."))
    else:
        chosen = [chosen_of(part, request.form.get(f"part-{n}")) for n, part in enumerate(parts)]
        words = drafts.words_of(draft)._replace(markdown="\n\n".join(filter(None, chosen)) + "\n")
        links = writing.links_after(lesson, language, theirs.markdown, links, words.markdown)
    writing.take(lesson, language, words, links, by=me(), now=clock.now())
    say(_("This is your draft now. Read it once more, then publish it."))
    return go(url_for(".edit_lesson", lesson_id=lesson.id, language=language))


def chosen_of(part, choice):
    """The words of a part of a difference: of the published text, of the draft, or of both."""
    if part.how == How.SAME:
        return part.new
    both = "\n\n".join(filter(None, [part.old, part.new]))
    return {"theirs": part.old, "mine": part.new}.get(choice, both)


def mine(lesson, language):
    """The draft of who asks; it is refused, in words, where they have none."""
    draft = queries.draft(lesson.id, language, me().id)
    if draft is None:
        raise Refused(_("You have no draft of this lesson in this language. Write one first."))
    return draft


def on_screen(lesson, draft, note, plan):
    text = next((one for one in lesson.texts if one.language == draft.language), None)
    overtaken = writing.is_overtaken(draft)
    number = text.version if text else 0
    newest = queries.version(lesson.id, draft.language, number) if overtaken else None
    return {
        "lesson": lesson,
        "language": draft.language,
        "draft": draft,
        "form": note,
        "plan": plan,
        "zone": current_app.config["TIMEZONE"],
        "today": clock.today(current_app.config["TIMEZONE"], clock.now()),
        "problems": queries.problems(draft),
        "text": text,
        "overtaken": overtaken,
        "newest": newest,
        "who": queries.authors({newest.by_id}).get(newest.by_id or 0) if newest else None,
        "heads": heads(text, draft) if text else [],
        "runs": list(folded(difference(text.markdown if text else "", draft.markdown))),
        "How": How,
        **who_reads(lesson.module.course),
    }


def heads(old, new):
    """What is different above the text: (field, before, after)."""
    names = ("title", "minutes", "goals", "summary", "audio")
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in names]
    return [(name, *map(plain, values)) for name, *values in pairs if values[0] != values[1]]


def plain(value):
    return "; ".join(value) if isinstance(value, list) else value or ""
