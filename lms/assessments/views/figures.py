"""What the answers to a quiz say of its questions; and marking again by a newer key."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.assessments.actions.regrading import regrade
from lms.assessments.forms.regrading import RegradeForm
from lms.assessments.queries import figures as counted
from lms.assessments.queries import marks, regrading
from lms.assessments.queries import quiz as quiz_named
from lms.assessments.rules.saying import name_of, part_of, right
from lms.assessments.statistics import LEAST, LEAST_TO_COMPARE
from lms.assessments.views.blueprint import bp
from lms.courses.queries import group as group_of
from lms.courses.queries import may_write
from lms.courses.rules import may_see_group
from lms.questions import Kind
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

PARTS = (Kind.MATCH, Kind.ORDER, Kind.CLOZE)
AGAIN = "assessments/regrade.html"

for where in ("quiz_of_author", "quiz_page"):
    way(
        where, _l("What the answers say"), "assessments.figures", icon="track", rank=60,
        of=lambda quiz: {"assessment_id": quiz.id}, may=lambda person, _quiz: person.is_staff,
    )  # fmt: skip


@bp.get("/marking/quizzes/<int:assessment_id>/figures")
def figures(assessment_id):
    """Of all groups, for who may write the course; of one, for who looks after it."""
    quiz = quiz_named(assessment_id) or abort(404)
    slug = request.args.get("group")
    group = permitted(group_of(slug), may_see_group) if slug else None
    permitted(quiz, writes)
    attempts, told = counted.told(quiz, me(), group.id if group else None)
    return page(
        "assessments/figures.html",
        quiz=quiz,
        group=group,
        attempts=attempts,
        most=counted.MOST_ATTEMPTS,
        pages=page_of(told, 50),
        parts=PARTS,
        discreet=any(one.discreet for one in told),
        called=called,
        least=LEAST,
        least_to_compare=LEAST_TO_COMPARE,
    )


def writes(person, quiz) -> bool:
    return may_write(person, quiz.module.course)


def called(question, name) -> str:
    """What was chosen, in words."""
    if question.kind in (Kind.TEXT, Kind.NUMBER):
        return name
    return part_of(question, name) if question.kind in PARTS else name_of(question, name)


@bp.get("/marking/quizzes/<int:assessment_id>/questions/<int:question_id>")
def regrading_question(assessment_id, question_id):
    quiz, version, question = asked(assessment_id, question_id)
    return page(AGAIN, "regrade", **on_screen(quiz, version, question, RegradeForm()))


@bp.post("/marking/quizzes/<int:assessment_id>/questions/<int:question_id>")
def save_regrade(assessment_id, question_id):
    quiz, version, question = asked(assessment_id, question_id)
    form = RegradeForm()
    if not form.validate():
        return page(AGAIN, "regrade", status=422, **on_screen(quiz, version, question, form))
    done = regrade(quiz, version, question, form.reason.data, by=me(), now=clock.now())
    say(done_words(len(done.changes)))
    return go(url_for(".regrading_question", assessment_id=quiz.id, question_id=question_id))


def done_words(number) -> str:
    if not number:
        return _("Nothing was different, so nothing was changed.")
    return ngettext(
        "%(num)s answer is marked again. The old mark is kept.",
        "%(num)s answers are marked again. The old marks are kept.",
        number,
    )


def asked(assessment_id, question_id):
    """A quiz of a course that one may write, and a question that was asked in it, as it is now."""
    quiz = permitted(quiz_named(assessment_id), writes)
    if not regrading.is_asked(quiz.id, question_id):
        abort(404)
    version, question = marks.in_force(question_id) or abort(404)
    return quiz, version, question


def on_screen(quiz, version, question, form):
    by_key = not question.is_marked_by_a_person
    return {
        "quiz": quiz,
        "version": version,
        "question": question,
        "right": right(question),
        "plan": regrading.plan(me(), quiz.id, question, version.question_id) if by_key else None,
        "elsewhere": regrading.elsewhere(me(), quiz.id, version.question_id),
        "form": form,
    }
