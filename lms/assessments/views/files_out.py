"""The bank of a course as a file of another program: what it cannot say first, then the file."""

from flask import Response, abort, request
from werkzeug.wrappers import Response as BaseResponse

from lms.assessments.imports.out import written
from lms.assessments.views.blueprint import bp
from lms.assessments.views.files import course_of, languages
from lms.courses.models import Course
from lms.questions.formats import WRITERS
from lms.questions.formats.kinds import FILE_KINDS
from lms.web import page, page_of

PAGE = "assessments/questions_out.html"


@bp.get("/courses/<slug>/questions/files/out/<format>")
def questions_out(slug, format):
    """What other programs will not see, before somebody relies on the file."""
    course = course_of(slug)
    language = spoken(course, format)
    made = written(course, format, language)
    notes = [("dropped", *note) for note in made.dropped]
    notes += [("changed", *note) for note in made.changed]
    return page(
        PAGE, course=course, name=format, kind=FILE_KINDS[format], language=language,
        pages=page_of(notes), size=len(made.content), languages=languages(course),
    )  # fmt: skip


@bp.get("/courses/<slug>/questions/files/out/<format>/file")
def questions_file(slug, format) -> BaseResponse:
    course = course_of(slug)
    made, kind = written(course, format, spoken(course, format)), FILE_KINDS[format]
    titled = f"questions-{course.slug}.{kind.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{titled}"'}
    return Response(made.content, headers=headers, content_type=kind.media_type)


def spoken(course: Course, name: str) -> str:
    """The language that is asked for; 404 where there is no such format."""
    if name not in WRITERS:
        abort(404)
    codes = [code for code, _words in languages(course)]
    asked = request.args.get("language", "")
    return asked if asked in codes else codes[0]
