"""The quizzes of a course for its authors: all of them, a new one, what is set, retired."""

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.assessments import queries
from lms.assessments.actions import quizzes as actions
from lms.assessments.forms.quizzes import KINDS, QuizForm, quiz_form
from lms.assessments.queries import quizzes as found
from lms.assessments.rules.times import quiz_of
from lms.assessments.views.blueprint import bp
from lms.courses import queries as courses
from lms.courses.models import Assessment, Course, Module
from lms.courses.queries import may_write
from lms.i18n import in_words
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

LIST, SETTINGS = "assessments/quizzes.html", "assessments/quiz_settings.html"


def always(_person: Any, _thing: Any) -> bool:
    """Whoever sees the page writes the course."""
    return True


way("writing", _l("Quizzes"), "assessments.quizzes", icon="check",
    of=lambda course: {"slug": course.slug}, may=always)  # fmt: skip
way("writing_module", _l("New quiz"), "assessments.new_quiz", icon="plus",
    of=lambda module: {"module_id": module.id}, may=always)  # fmt: skip
way("writing_quiz", _l("Questions"), "assessments.quiz_questions", icon="check",
    of=lambda quiz: {"quiz_id": quiz.id}, may=always)  # fmt: skip


@bp.get("/courses/<slug>/quizzes")
def quizzes(slug):
    course = permitted(found.course(slug), may_write)
    pages = page_of(found.quizzes_of(course.id))
    counts = {one.id: len(quiz_of(one.content).items) for one in pages.items}
    modules = courses.modules_of([course.id]).get(course.id, [])
    return page(LIST, course=course, pages=pages, counts=counts, kinds=KINDS, modules=modules)


@bp.get("/modules/<int:module_id>/quizzes/new")
def new_quiz(module_id):
    module = permitted(found.module(module_id), may_write_module)
    return settings(module, None, quiz_form(languages(module.course)))


@bp.post("/modules/<int:module_id>/quizzes/new")
def create_quiz(module_id):
    module = permitted(found.module(module_id), may_write_module)
    form = quiz_form(languages(module.course))
    if not form.validate():
        return settings(module, None, form, status=422)
    row = actions.create(module, form.said(), by=me(), now=clock.now())
    say(_("%(quiz)s is begun. Now choose its questions.", quiz=in_words(row.title)))
    return go(url_for(".quiz_questions", quiz_id=row.id))


@bp.get("/quizzes/<int:quiz_id>/edit")
def edit_quiz(quiz_id):
    row = quiz_to_write(quiz_id)
    return settings(row.module, row, quiz_form(languages(row.module.course, row), row))


@bp.post("/quizzes/<int:quiz_id>/edit")
def save_quiz(quiz_id):
    row = found.locked(quiz_to_write(quiz_id))
    form = quiz_form(languages(row.module.course, row), row)
    if not form.validate():
        return settings(row.module, row, form, status=422, was=request.form.get("was", ""))
    if request.form.get("was") != was_of(row):
        words = _("Somebody has changed this quiz meanwhile. Look at it in another window. "
                  "To save what stands here over it, press Save again.")  # fmt: skip
        return settings(row.module, row, form, status=422, meanwhile=words)
    changed = actions.change(row, form.said(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".quiz_questions", quiz_id=row.id))


@bp.post("/quizzes/<int:quiz_id>/retirement")
def retire_quiz(quiz_id):
    row = quiz_to_write(quiz_id)
    actions.retire(row, by=me(), now=clock.now())
    say(_("Retired: %(name)s. What people have done with it stays.", name=in_words(row.title)))
    return go(url_for(".quizzes", slug=row.module.course.slug))


@bp.post("/quizzes/<int:quiz_id>/return")
def return_quiz(quiz_id):
    row = quiz_to_write(quiz_id)
    actions.bring_back(row, by=me(), now=clock.now())
    say(_("Offered to learners: %(name)s.", name=in_words(row.title)))
    return go(url_for(".quiz_questions", quiz_id=row.id))


def may_write_module(person: Any, module: Module) -> bool:
    return may_write(person, module.course)


def may_write_quiz(person: Any, row: Assessment) -> bool:
    return may_write(person, row.module.course)


def quiz_to_write(quiz_id: int) -> Assessment:
    """The quiz of an address, through the permission."""
    return permitted(queries.quiz(quiz_id), may_write_quiz)


def was_of(row: Assessment) -> str:
    """A short sign of what is set: of a page that is older, it is another."""
    return actions.sign_of(row)


def languages(course: Course, row: Assessment | None = None) -> list[str]:
    """Those of the course, of the quiz, of the installation."""
    there = [course.language, *course.title, *(row.title if row else ())]
    return list(dict.fromkeys([*filter(None, there), *current_app.config["LANGUAGES"]]))


def settings(
    module: Module, row: Assessment | None, form: QuizForm, status: int = 200, was: str = "",
    meanwhile: str = "",
) -> Any:  # fmt: skip
    attempts = found.how_many_attempts(row.id) if row else 0
    sign = was or (was_of(row) if row else "")
    return page(
        SETTINGS, status=status, course=module.course, module=module, quiz=row, form=form,
        attempts=attempts, was=sign, meanwhile=meanwhile, zone=current_app.config["TIMEZONE"],
    )  # fmt: skip
