"""A quiz in the course of the cast, with its questions."""

from datetime import timedelta

from lms.assessments import queries
from lms.assessments.actions import hand_in, save, start
from lms.courses.actions.questions import put_question
from lms.courses.models import Assessment
from lms.db import db
from lms.questions import plain_quiz, read_quiz
from tests.cast import NOW
from tests.questions import samples


def quiz(world, *questions, slug="check", module=None, kind="quiz", title="Check", **settings):
    """An assessment of the first module of "digital-basics", with these questions (as people write
    them; those of tests/questions/samples.py where none are given) in the bank of the course."""
    module = module or world.digital.modules[0]
    given = settings | {"questions": list(questions or samples.ALL)}
    made, inline, problems = read_quiz(given, "en", f"{module.slug[3:]}-{slug}")
    assert problems == []
    row = Assessment(
        module=module, slug=slug, kind=kind, title={"en": title}, content=plain_quiz(made)
    )
    db.session.add(row)
    db.session.flush()
    for question in inline:
        put_question(module.course, question, home=row, by=None, now=NOW)
    db.session.commit()
    return row


def taken(test, person, *answers, now=NOW, practice=False):
    """An attempt of a person at a quiz, answered place by place (None: left empty), handed in five
    minutes later."""
    attempt = start(test, person, practice=practice, now=now)
    asked = {item.place: item.question for item in queries.items(attempt.id)}
    for place, raw in enumerate(answers, 1):
        if raw is not None:
            at = now + timedelta(seconds=20 * place)
            save(attempt, place, asked[place], raw, turn=1, token=f"{place}", now=at)
    hand_in(attempt, now=now + timedelta(minutes=5))
    db.session.commit()
    return attempt
