"""The quizzes of a group for who trains or coordinates it: all results, and who is stuck where."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.assessments.actions.extensions import extend
from lms.assessments.forms.extending import ExtensionForm
from lms.assessments.queries import marks, of_group, waiting
from lms.assessments.queries.of_group import Counts
from lms.assessments.rules.times import quiz_of
from lms.assessments.views.blueprint import bp
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people.queries import person as person_of
from lms.ways import Waits, way
from lms.web import go, me, page, page_of, permitted, say


def waits(group):
    number = waiting.how_many_wait(me(), group.id)
    words = ngettext("%(num)s answer to mark", "%(num)s answers to mark", number)
    return Waits(number, words) if number else None


way(
    "group", _l("Quizzes"), "assessments.group_quizzes", icon="done", rank=35, waits=waits,
    of=lambda group: {"slug": group.slug}, may=may_see_group,
)  # fmt: skip


@bp.get("/groups/<slug>/quizzes")
def group_quizzes(slug):
    group = permitted(group_of(slug), may_see_group)
    quizzes = of_group.quizzes_of(group)
    figures = of_group.figures_of(group, [one.id for one in quizzes], clock.today(group.zone))
    return page(
        "assessments/group_quizzes.html",
        group=group,
        quizzes=quizzes,
        figures={one.id: figures.get(one.id, Counts()) for one in quizzes},
        stuck=of_group.stuck(group, quizzes, clock.now()),
        waiting=waiting.how_many_wait(me(), group.id),
    )


@bp.get("/groups/<slug>/quizzes/<int:assessment_id>")
def group_quiz(slug, assessment_id):
    group, quiz = loaded(slug, assessment_id)
    day = clock.today(group.zone)
    pages = page_of(of_group.people_in(group, quiz.id, day))
    people = [person.id for person in pages.items]
    return page(
        "assessments/group_quiz.html",
        group=group,
        quiz=quiz,
        settings=quiz_of(quiz.content),
        pages=pages,
        rows=of_group.rows_of(pages.items, quiz.id),
        extensions=marks.extensions_of([quiz.id], people),
        figures=of_group.figures_of(group, [quiz.id], day).get(quiz.id, Counts()),
    )


@bp.get("/groups/<slug>/quizzes/<int:assessment_id>/people/<code>")
def extending(slug, assessment_id, code):
    group, quiz, person = seated(slug, assessment_id, code)
    given = marks.extensions_given(quiz.id, person.id)
    form = ExtensionForm.of(given[0] if given else None)
    return page("assessments/extending.html", "extend", **on_screen(group, quiz, person, form))


@bp.post("/groups/<slug>/quizzes/<int:assessment_id>/people/<code>")
def save_extension(slug, assessment_id, code):
    group, quiz, person = seated(slug, assessment_id, code)
    form = ExtensionForm()
    if not form.validate():
        shown = on_screen(group, quiz, person, form)
        return page("assessments/extending.html", "extend", status=422, **shown)
    made = extend(quiz, person, form.more, form.reason.data, by=me(), now=clock.now())
    name = person.name
    say(
        _("%(name)s has it from now on.", name=name)
        if made
        else _("Nothing was different, so nothing was changed.")
    )
    return go(url_for(".group_quiz", slug=group.slug, assessment_id=quiz.id))


def loaded(slug, assessment_id):
    """A group that one looks after, and a quiz of its programme."""
    group = permitted(group_of(slug), may_see_group)
    return group, of_group.quiz_of_group(group, assessment_id) or abort(404)


def seated(slug, assessment_id, code):
    """The same, and somebody who is in the group or took the quiz in it."""
    group, quiz = loaded(slug, assessment_id)
    person = person_of(code) or abort(404)
    if not of_group.belongs(group, quiz.id, person.id):
        abort(404)
    return group, quiz, person


def on_screen(group, quiz, person, form):
    return {
        "group": group,
        "quiz": quiz,
        "settings": quiz_of(quiz.content),
        "person": person,
        "form": form,
        "given": marks.extensions_given(quiz.id, person.id),
        "row": of_group.rows_of([person], quiz.id)[0],
    }
