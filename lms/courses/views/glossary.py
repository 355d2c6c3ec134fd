"""The glossary of a course: its words and what they mean, in two languages beside each other."""

from flask import request

from lms.courses import queries, rules
from lms.courses.dress import sounds
from lms.courses.markup import media_name
from lms.courses.views.blueprint import bp
from lms.i18n import speaking
from lms.web import me, page, page_of, permitted

MOST_TYPED = 100


@bp.get("/courses/<slug>/glossary")
def glossary(slug):
    course = permitted(queries.open_course(slug), queries.may_open_course)
    everything = queries.glossary(course.id)
    languages = languages_of(course, everything)
    letter, typed = request.args.get("letter", ""), request.args.get("q", "")[:MOST_TYPED].strip()
    found = rules.terms_matching(everything, typed) if typed else everything
    found = [t for t in found if not letter or rules.letter_of(t, languages[0]) == letter]
    pages = page_of(rules.terms_in_order(found, languages[0]), 100)
    return page(
        "courses/glossary.html",
        course=course,
        languages=languages,
        letters=sorted({rules.letter_of(term, languages[0]) for term in everything} - {""}),
        letter=letter,
        typed=typed,
        pages=pages,
        total=len(everything),
        spoken=spoken(course, pages.items),
        writes=me().is_staff and queries.may_write(me(), course),
    )


def languages_of(course, terms):
    """The two to show: the reader's own and that of the course, as far as the glossary has them."""
    known = {language for term in terms for language in term.term}
    order = [speaking(), course.language or "", "en", *sorted(known)]
    return [lang for lang in dict.fromkeys(order) if lang in known][:2] or [speaking()]


def spoken(course, terms):
    """Where these terms are spoken: slug -> language -> address."""
    sources = {source for term in terms for source in (term.audio or {}).values()}
    media = queries.media_named(course.id, [media_name(source) or "" for source in sources])
    return {term.slug: sounds(term, media) for term in terms}
