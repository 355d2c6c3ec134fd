"""The answers of a group to a quiz as a file."""

from typing import Any
from urllib.parse import quote

from flask import Response, abort

from lms.assessments import exports
from lms.assessments.views.blueprint import bp
from lms.assessments.views.of_group import loaded
from lms.tables import CSV, XLSX

TYPES: dict[str, tuple[str, Any]] = {
    "csv": (CSV, exports.as_csv),
    "xlsx": (XLSX, exports.as_xlsx),
}


@bp.get("/groups/<slug>/quizzes/<int:assessment_id>/answers.<format>")
def answers_table(slug, assessment_id, format):
    group, quiz = loaded(slug, assessment_id)
    kind, made = TYPES.get(format) or abort(404)
    response = Response(made(group, quiz), content_type=kind)
    name = quote(f"answers-{group.slug}-{quiz.slug}.{format}")
    response.headers.set("Content-Disposition", "attachment", **{"filename*": f"UTF-8''{name}"})
    return response
