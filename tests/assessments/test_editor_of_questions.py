"""Whatever a question has, its editor shows, and sends back the same."""

import json

from bs4 import BeautifulSoup
from hypothesis import HealthCheck, assume, given, settings

from lms.assessments.forms.draft import Draft, field_id
from lms.assessments.views.bank import KINDS
from lms.courses.models import Course
from lms.questions import plain, read
from lms.questions.reading import PARTIAL, SKILLS
from lms.web import render
from tests.questions.any_question import questions
from tests.visitor import filled


def sent_by(draft):
    """What a browser sends of the editor that shows a draft, when nobody has touched it."""
    about = {"row": None, "draft": draft, "KINDS": KINDS, "field_id": field_id, "where": "/"}
    course = Course(slug="a", title={"en": "A"})
    offers = {"media": {}, "choices": [], "skills": SKILLS, "offered": []}
    partial = PARTIAL.get(draft.kind, ())
    page = "assessments/question_edit.html#question"
    html = render(page, {**about, **offers, "course": course, "partial": partial})
    return filled(BeautifulSoup(html, "html.parser").form)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(question=questions())
def test_an_editor_that_nobody_touches_changes_nothing(app, question):
    content = plain(question)
    assume("\\u0000" not in json.dumps(content))  # no page takes one
    with app.test_request_context():
        draft = Draft.of(content, ["en"])
        data = sent_by(draft)
        again = Draft.sent(draft.kind, data.items(), data["languages"].split())
        found = again.read("en", question.key, ())
        assert again.problems == []
        assert plain(found) == content
        assert read(plain(found), "en")[0] == question
