"""The courses of a programme, as its coordinators arrange them."""

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.courses import queries, rules
from lms.courses.actions.parts import change_courses
from lms.courses.forms.parts import PartsForm
from lms.courses.queries.parts import courses_for, told_of_leaving
from lms.courses.views.blueprint import bp
from lms.web import go, me, page, permitted, say

PARTS = "courses/parts.html"


@bp.get("/programmes/<slug>/courses")
def parts(slug):
    programme = permitted(queries.programme(slug), rules.coordinates_programme)
    there = [(part.course.slug, str(part.units)) for part in programme.courses]
    add = request.args.get("add")
    known = courses_for(programme, me())
    form = PartsForm(known, there, None, required=programme.required_units, course=add)
    seen = rules.in_short(rules.composition_of(programme))
    return page(PARTS, **on_screen(programme, form, seen))


@bp.post("/programmes/<slug>/courses")
def save_parts(slug):
    """`do`: "save", or what changes on the page only (PartsForm.press). `sure` are the courses of
    which the page has said what happens when they are taken out."""
    programme = permitted(queries.programme(slug), rules.coordinates_programme)
    typed = zip(request.form.getlist("part"), request.form.getlist("units"), strict=False)
    form, seen = PartsForm(courses_for(programme, me()), list(typed)), request.form.get("was", "")
    if (asked := request.form.get("do", "save")) != "save":
        form.press(asked)
        return page(PARTS, "parts", **on_screen(programme, form, seen))
    if not form.validate():
        return page(PARTS, "parts", status=422, **on_screen(programme, form, seen))
    told = what_happens(programme, form)
    if {course.slug for course, _words in told} - set(request.form.getlist("sure")):
        return page(PARTS, "parts", status=422, **on_screen(programme, form, seen, told))
    wanted = form.parts, form.required.data or 0
    changed = change_courses(programme, *wanted, seen=seen, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".programme", slug=slug))


def what_happens(programme, form):
    """The courses that would leave, with what that means where people did something in them."""
    stay = {row.course.id for row in form.rows}
    gone = {p.course_id: p.course for p in programme.courses if p.course_id not in stay}
    return [(gone[key], words) for key, words in told_of_leaving(programme, gone).items()]


def on_screen(programme, form, seen, told=()):
    named = rules.named_by_policy(programme)
    return {
        "programme": programme,
        "form": form,
        "was": seen,
        "told": told,
        "named": named,
        "titles": queries.titles_in_policy(programme) if named else {},
    }
