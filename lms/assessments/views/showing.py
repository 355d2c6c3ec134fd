"""Pictures and sounds that questions name, as pages load them."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from flask_babel import ngettext

from lms.assessments.views.blueprint import bp
from lms.courses.dress import address
from lms.courses.markup import media_name
from lms.courses.models import Media
from lms.courses.queries import media_named
from lms.i18n import number
from lms.questions import Face, Question


def media_of(course_id: int, questions: Iterable[Question]) -> dict[str, Media]:
    """By what a question says ("../media/lock.webp"), the media of its prompt and of what can be
    chosen. One query; none where nothing is named."""
    named = {one for question in questions for face in faces(question) for one in files(face)}
    names = {one: media_name(one) or "" for one in named}
    found = media_named(course_id, set(names.values()))
    return {one: found[name] for one, name in names.items() if name in found}


def faces(question: Question) -> Iterable[Face]:
    yield question.prompt
    for option in (*question.options, *question.extra):
        yield option.face
    for pair in question.pairs:
        yield pair.left
        yield pair.right


def files(face: Face) -> Iterable[str]:
    if face.picture:
        yield face.picture
    yield from face.audio.values()


def hundredths(value: Fraction) -> str:
    """A figure between -1 and 1 with two decimals, cut towards 0: 2/3 is 0.66."""
    cut = int(value * 100)
    sign = "\N{MINUS SIGN}" if cut < 0 else ""
    return sign + number(Decimal(abs(cut)).scaleb(-2))


def in_points(value: Fraction) -> str:
    """Points with at most two decimals, cut: 19/6 is 3.16, 1/2 is 0.5."""
    return number(Decimal(int(value * 100)).scaleb(-2).normalize() + 0)


def lasting(seconds: Fraction) -> str:
    """A time in whole seconds or, from two minutes on, in whole minutes; cut."""
    whole = int(seconds)
    if whole < 120:
        return ngettext("%(num)s second", "%(num)s seconds", whole)
    return ngettext("%(num)s minute", "%(num)s minutes", whole // 60)


bp.add_app_template_filter(address, "media_address")
bp.add_app_template_filter(in_points)
bp.add_app_template_filter(hundredths)
bp.add_app_template_filter(lasting)
