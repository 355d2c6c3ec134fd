"""The courses that somebody may write."""

from lms.authoring import queries
from lms.authoring.views.blueprint import bp
from lms.courses.queries import courses_to_write
from lms.people.rules import is_staff
from lms.web import me, only, page, page_of


@bp.get("/courses")
def courses():
    only(is_staff)
    pages = page_of(courses_to_write(me()))
    states = queries.states([course.id for course in pages.items])
    return page("authoring/courses.html", pages=pages, states=states)
