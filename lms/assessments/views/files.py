"""Files of questions: sent, looked at, then taken or left."""

from typing import Any

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.assessments.forms.files import QuestionFileForm
from lms.assessments.imports import files as actions
from lms.assessments.models import FileState, QuestionFile
from lms.assessments.queries import bank_files as queries
from lms.assessments.queries.bank import course as course_named
from lms.assessments.views.bank import KINDS
from lms.assessments.views.blueprint import bp
from lms.courses.models import Course
from lms.courses.queries import may_write
from lms.errors import Refused
from lms.forms import one_line
from lms.i18n import NAMES
from lms.questions.formats import WRITERS
from lms.questions.formats.kinds import FILE_KINDS
from lms.transfers import takes_files
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

LIST, ONE = "assessments/question_files.html", "assessments/question_file.html"
PARTS = ("taken", "changed", "dropped")
UNDER_WAY = (FileState.CHECKING, FileState.TAKING)
way("bank", _l("Bring in or take out"), "assessments.question_files", icon="save",
    of=lambda course: {"slug": course.slug}, may=lambda _person, _course: True)  # fmt: skip


@bp.get("/courses/<slug>/questions/files")
def question_files(slug):
    return listed(course_of(slug))


@bp.post("/courses/<slug>/questions/files")
@takes_files("MEDIA_MB")
def send_questions(slug):
    course = course_of(slug)
    form = form_for(course)
    if not form.validate():
        return listed(course, form, status=422)
    name = (one_line(form.file.data.filename) or "")[:200]
    try:
        made = actions.receive(
            course, form.file.data.read(), name, form.format.data, form.language.data, by=me(),
            now=clock.now(),
        )  # fmt: skip
    except Refused as why:
        return listed(course, form, refused=str(why), status=422)
    return go(url_for(".question_file", slug=slug, file_id=made.id))


@bp.get("/courses/<slug>/questions/files/<int:file_id>")
def question_file(slug, file_id):
    made = file_of(slug, file_id)
    account = made.account or {}
    asked = request.args.get("part", "")
    usual = next((part for part in reversed(PARTS) if account.get(part)), "taken")
    part = asked if asked in PARTS else usual
    return page(
        ONE, "progress", course=made.course, made=made, account=account, part=part,
        pages=page_of(account.get(part, [])), under_way=made.state in UNDER_WAY, kinds=KINDS,
        formats=FILE_KINDS,
    )  # fmt: skip


@bp.post("/courses/<slug>/questions/files/<int:file_id>/taking")
def take_questions(slug, file_id):
    made = file_of(slug, file_id)
    actions.begin(made, by=me(), now=clock.now())
    if made.state == FileState.TAKEN:
        account = made.account or {}
        say(
            _("Taken. New: %(new)s, changed: %(different)s, same: %(same)s.",
              new=account["new"], different=account["different"], same=account["same"])
        )  # fmt: skip
    return go(url_for(".question_file", slug=slug, file_id=file_id))


@bp.post("/courses/<slug>/questions/files/<int:file_id>/removal")
def leave_questions(slug, file_id):
    made = file_of(slug, file_id)
    actions.leave(made, now=clock.now())
    say(_("Nothing was taken from %(name)s.", name=made.name))
    return go(url_for(".question_files", slug=slug))


def course_of(slug: str) -> Course:
    return permitted(course_named(slug), may_write)


def file_of(slug: str, file_id: int) -> QuestionFile:
    course = course_of(slug)
    made = queries.file_of(file_id)
    if made is None or made.course_id != course.id:
        abort(404)
    return made


def languages(course: Course) -> list[tuple[str, str]]:
    """The course's own language first."""
    spoken = current_app.config["LANGUAGES"]
    codes = dict.fromkeys([course.language or spoken[0], *spoken, *NAMES])
    return [(code, NAMES.get(code, code)) for code in codes]


def form_for(course: Course) -> QuestionFileForm:
    return QuestionFileForm(languages(course), prefix="bank-")


def listed(
    course: Course, form: QuestionFileForm | None = None, refused: str = "", status: int = 200
) -> Any:
    return page(
        LIST, status=status, course=course, form=form or form_for(course), refused=refused,
        pages=page_of(queries.of_course(course), 20), formats=FILE_KINDS,
        out=[name for name in FILE_KINDS if name in WRITERS], is_empty=queries.is_empty(course),
    )  # fmt: skip
