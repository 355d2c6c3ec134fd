"""The editor of a question. Its buttons work without scripts: each sends the whole form, which
comes back with what was asked for, and nothing is lost."""

from dataclasses import replace

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.assessments.actions import bank as actions
from lms.assessments.forms.draft import Draft, field_id
from lms.assessments.forms.names import names_had
from lms.assessments.forms.typing import media_in
from lms.assessments.queries import bank as found
from lms.assessments.views.bank import KINDS, course_of
from lms.assessments.views.blueprint import bp
from lms.assessments.views.uploads import files_sent, kept
from lms.courses.models import Question
from lms.courses.queries import may_write, media_named
from lms.courses.rules.media import AUDIO, PICTURE
from lms.db import db
from lms.questions import Kind, Problem
from lms.questions.reading import PARTIAL, SKILLS
from lms.transfers import takes_files, with_microphone
from lms.web import go, keep, me, page, permitted, say

BEGIN, EDITOR = "assessments/question_begin.html", "assessments/question_edit.html"
MOST_LANGUAGES = 60  # more than any question has: none of its texts is left behind


def may_write_question(person, row):
    return may_write(person, row.course)


def question_of(question_id: int) -> Question:
    """The question of an address, through the permission."""
    return permitted(found.question(question_id), may_write_question)


@bp.get("/courses/<slug>/questions/new")
def new_question(slug):
    return page(BEGIN, course=course_of(slug), kinds=KINDS)


@bp.get("/courses/<slug>/questions/new/<question_type>")
def begin_question(slug, question_type):
    course = course_of(slug)
    return shown(course, None, Draft.begun(kind_of(question_type), [course.language or "en"]))


@bp.post("/courses/<slug>/questions/new/<question_type>")
@takes_files("MEDIA_MB")
def add_question(slug, question_type):
    course_of(slug)
    sent = received()
    return written(course_of(slug), None, kind_of(question_type), sent)


@bp.get("/questions/<int:question_id>/edit")
def edit_question(question_id):
    """What it asks now; or what it asked in an earlier version (`from`), to begin with that."""
    row = question_of(question_id)
    number = request.args.get("from", row.version, type=int)
    version = found.version(row.id, number) or abort(404)
    return shown(row.course, row, Draft.of(version.content, [row.course.language or "en"]))


@bp.post("/questions/<int:question_id>/edit")
@takes_files("MEDIA_MB")
def change_question(question_id):
    kind = Kind(question_of(question_id).kind)
    sent = received()
    row = question_of(question_id)
    return written(row.course, row, kind, sent)


def kind_of(name: str) -> Kind:
    return Kind(name) if name in [str(kind) for kind in Kind] else abort(404)


def received():
    """The files that were sent. While they are made ready nothing of the database is held."""
    if not any(file.filename for file in request.files.values()):
        return []
    db.session.rollback()
    return files_sent()


def written(course, row, kind, sent):
    """Does what the pressed button says, to what was typed; saves where it is that button."""
    languages = [*request.form.get("languages", "").split(), request.form.get("language", "")]
    draft = Draft.sent(kind, request.form.items(multi=True), languages[:MOST_LANGUAGES])
    names, problems = kept(course, sent)
    for path, name in names.items():
        draft.put(path, name)
    say_what_pictures_show(course, draft)
    if (asked := request.form.get("do", "save")) != "save":
        draft.change(asked)
        draft.problems = problems
        keep()  # the files that were sent stay
        return shown(course, row, draft, status=422 if problems else 200)
    return saved(course, row, draft, problems)


def saved(course, row, draft, problems):
    taken = found.keys_taken(course.id)
    had = names_had(found.contents(row.id)) if row else ()
    question = draft.read(course.language or "en", row.key if row else "new", had)
    draft.refuse(question)
    media = media_named(course.id, draft.media())
    draft.not_there(
        {name for name, one in media.items() if one.kind == PICTURE},
        {name for name, one in media.items() if one.kind == AUDIO},
    )
    draft.problems += [*problems, *meanwhile(row)]
    if draft.problems:
        keep()  # the files that were sent stay
        return shown(course, row, draft, status=422)
    if row is None:
        question = replace(question, key=actions.key_for(question, taken))
    row, changed = actions.save(course, question, row, by=me(), now=clock.now())
    db.session.flush()
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".question", question_id=row.id))


def meanwhile(row) -> list[Problem]:
    """Says where somebody else has saved a version since this page was opened."""
    if row is None or request.form.get("base") == str(row.version):
        return []
    number = str(row.version)
    return [
        Problem(
            "prompt",
            _(
                "Somebody saved version %(number)s while you were writing. Look at it among the "
                "versions, then save again to put yours after it.",
                number=number,
            ),
        )
    ]


def say_what_pictures_show(course, draft) -> None:
    """The course knows in words what some pictures show: those are put in where none are."""
    pictures = [(path, name) for path, name in media_in(draft.tree) if path.endswith("picture")]
    media = media_named(course.id, {name for _path, name in pictures if name})
    for path, name in pictures:
        words = f"{path}_words"
        if name in media and media[name].words and not draft.has(words):
            said = media[name].words or {}
            draft.put(words, {code: said[code] for code in draft.languages if code in said})


def shown(course, row, draft, status=200):
    """The editor. It may use the microphone: recordings are made where they belong."""
    offered = [course.language or "en", *course.title, *current_app.config["LANGUAGES"]]
    more = [code for code in dict.fromkeys(offered) if code not in draft.languages]
    response = page(
        EDITOR, "question", status=status, course=course, row=row, draft=draft, KINDS=KINDS,
        field_id=field_id, media=media_named(course.id, draft.media()),
        choices=found.media_to_choose(course.id), partial=PARTIAL.get(draft.kind, ()),
        skills=SKILLS, offered=more, where=here(row, course, draft),
    )  # fmt: skip
    return with_microphone(response)


def here(row, course, draft) -> str:
    """The address that the form is sent to."""
    if row:
        return url_for(".change_question", question_id=row.id)
    return url_for(".add_question", slug=course.slug, question_type=draft.kind)
