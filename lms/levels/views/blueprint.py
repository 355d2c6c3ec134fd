"""The blueprint of the package, how its templates call levels, and what waits for people."""

from datetime import UTC, datetime, time

from flask import Blueprint, abort, current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.courses.instruments import Instrument
from lms.courses.models import Programme
from lms.levels.models import Occasion
from lms.levels.queries import due
from lms.levels.rules import words
from lms.levels.rules.access import instruments_of
from lms.people.models import Role
from lms.ways import Todo, todo_where

bp = Blueprint("levels", __name__)
bp.add_app_template_filter(words.level_words)
bp.add_app_template_filter(words.skill_words)
bp.add_app_template_filter(words.subject, "level_subject")
bp.add_app_template_filter(lambda skill: words.ICONS.get(skill, "level"), "skill_icon")


def today():
    return clock.today(current_app.config["TIMEZONE"])


def instrument_of(programme: Programme, name: str) -> Instrument:
    """The instrument of this name, or 404."""
    return next((one for one in instruments_of(programme) if one.name == name), None) or abort(404)


def occasion_of(name: str) -> Occasion:
    return Occasion(name) if name in set(Occasion) else abort(404)


def check_url(programme: Programme, instrument: Instrument, occasion: Occasion) -> str:
    named, slug = instrument.name, programme.slug
    return url_for("levels.check", slug=slug, instrument=named, occasion=str(occasion))


@todo_where(due.may_wait, "levels")
def waiting(person, now):
    """What a learner is asked about themselves; what a trainer has still to say."""
    day = clock.today(current_app.config["TIMEZONE"], now)
    if person.role == Role.LEARNER:
        return [own(one) for one in due.of_learner(person, day)]
    return [of_group(one) for one in due.of_trainer(person, day)]


def own(one: due.Own) -> Todo:
    asked, programme = one.asked, one.learner.group.programme
    subject = words.subject(asked.instrument)
    until = datetime.combine(asked.span.until, time(12), UTC)
    if one.assessment_id:
        url = url_for("assessments.quiz", assessment_id=one.assessment_id)
        return Todo(_("Take the test: %(subject)s", subject=subject), url, "level", until, 20)
    url = check_url(programme, asked.instrument, asked.occasion)
    return Todo(_("Say what you can do: %(subject)s", subject=subject), url, "level", until, 20)


def of_group(one: due.InGroup) -> Todo:
    asked = one.asked
    url = url_for(
        "levels.group", slug=one.group.slug, of=asked.instrument.name, on=str(asked.occasion)
    )
    told = ngettext(
        "%(num)s level to say in %(group)s: %(subject)s, %(occasion)s",
        "%(num)s levels to say in %(group)s: %(subject)s, %(occasion)s",
        one.people,
        group=one.group.title,
        subject=words.subject(asked.instrument),
        occasion=words.OCCASIONS[asked.occasion],
    )
    return Todo(told, url, "level", datetime.combine(asked.span.until, time(12), UTC), 60)
