"""What a task asks, as its text says it, with its pictures and terms."""

import re

from markupsafe import Markup

from lms.courses import queries as courses
from lms.courses.dress import Page, dress
from lms.courses.models import Lesson
from lms.coursework.queries import Found

TITLE = re.compile(r'<p class="admonition-title">.*?</p>\n?', re.DOTALL)


def words_of(found: Found, lesson: Lesson) -> dict[str, Markup]:
    """The clean HTML of a task's box, without the title, which the page has above. Two queries at
    most, where the text has media or terms."""
    task, text, course = found.task, found.text, lesson.module.course
    html = TITLE.sub("", text.blocks[task["place"]]["html"], count=1)
    media, terms = text.uses.get("media"), text.uses.get("terms")
    page = Page(
        course.slug,
        lesson_id=lesson.id,
        language=text.language,
        media=courses.media_named(course.id, media) if media else {},
        terms=courses.terms_named(course.id, terms) if terms else {},
        tasks={task["key"]: Markup("")},  # it is here
    )
    return {"html": dress(html, page)}
