"""One question of a bank: where it is used, who wrote its versions, what is different in them."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.assessments.actions import bank as actions
from lms.assessments.forms.answers import words_of
from lms.assessments.forms.names import languages_in
from lms.assessments.marking import mark
from lms.assessments.queries import bank as found
from lms.assessments.queries.bank import Entry
from lms.assessments.rules.feedback import feedback_of
from lms.assessments.rules.saying import key_of
from lms.assessments.views.bank import KINDS
from lms.assessments.views.blueprint import bp
from lms.assessments.views.editing import question_of
from lms.courses.queries import media_named
from lms.questions import Forged, TooLong, given, raw, read, show
from lms.questions.places import differences
from lms.web import go, me, page, page_of, say

ONE, VERSIONS, VERSION = (
    "assessments/question.html", "assessments/question_versions.html",
    "assessments/question_version.html",
)  # fmt: skip
TRIAL = "try"  # begins the names of the fields


@bp.get("/questions/<int:question_id>")
def question(question_id):
    return shown(question_of(question_id))


@bp.post("/questions/<int:question_id>/trial")
def try_question(question_id):
    """Marks an answer as a learner's would be. Nothing of it is kept."""
    row = question_of(question_id)
    asked = asked_now(row)
    fields = {
        name.removeprefix(f"{TRIAL}-"): request.form.getlist(name)
        for name in request.form
        if name.startswith(f"{TRIAL}-")
    }
    try:
        answer = given(asked, raw(show(asked), fields))
    except (Forged, TooLong) as problem:
        return shown(row, 422, wrong=words_of(problem), typed=fields)
    return shown(row, answer=answer, mark=mark(asked, answer))


def asked_now(row):
    version = found.version(row.id, row.version) or abort(404)
    return read(version.content, row.course.language or "en", row.key)[0]


def shown(row, status=200, **tried):
    """A question with all that is about it; `tried` is what came of trying it."""
    version = found.version(row.id, row.version) or abort(404)
    quizzes = found.quizzes(row.course_id)
    asked = asked_now(row)
    codes = languages_in(version.content) or [row.course.language or "en"]
    wanted = request.args.get("language", "")
    share = tried["mark"].share if "mark" in tried else None
    context = {
        "row": row,
        "course": row.course,
        "version": version,
        "question": asked,
        "as_shown": show(asked),
        "right": key_of(asked),
        "TRIAL": TRIAL,
        "KINDS": KINDS,
        "codes": codes,
        "language": wanted if wanted in codes else codes[0],
        "said": feedback_of(asked, share) if share is not None else [],
        "chosen": (chosen := found.used_in(quizzes).get(row.key, [])),
        "stays": bool(offered(chosen)),
        "drawn": found.drawn_in(Entry(row, version.content), quizzes),
        "names": found.names_of([version.by_id]),
        "media": media_named(row.course_id, found.files_of(version.content)),
        **tried,
    }
    return page(ONE, status=status, **context)


def offered(quizzes):
    return [quiz for quiz in quizzes if quiz.retired_at is None]


@bp.get("/questions/<int:question_id>/versions")
def versions_of_question(question_id):
    row = question_of(question_id)
    pages = page_of(found.versions(row.id), 20)
    names = found.names_of([one.by_id for one in pages.items])
    return page(VERSIONS, row=row, course=row.course, pages=pages, names=names)


@bp.get("/questions/<int:question_id>/versions/<int:number>")
def version_of_question(question_id, number):
    """A version, and what is different in it from the one before."""
    row = question_of(question_id)
    version = found.version(row.id, number) or abort(404)
    before = found.version(row.id, number - 1)
    different = differences(before.content if before else {}, version.content)
    return page(
        VERSION, row=row, course=row.course, version=version, before=before, different=different,
        names=found.names_of([version.by_id]),
    )  # fmt: skip


@bp.post("/questions/<int:question_id>/retirement")
def retire_question(question_id):
    row = question_of(question_id)
    used = offered(found.used_in(found.quizzes(row.course_id)).get(row.key, []))
    actions.retire(row, used, by=me(), now=clock.now())
    say(_("It is retired. Quizzes that were taken keep it."))
    return go(url_for(".question", question_id=row.id))


@bp.post("/questions/<int:question_id>/return")
def return_question(question_id):
    row = question_of(question_id)
    actions.bring_back(row, by=me(), now=clock.now())
    say(_("It is offered again."))
    return go(url_for(".question", question_id=row.id))
