"""End surveys of Jesenice: group B was asked a month ago and has answered, and two of group A who
leave earlier are asked now. Nobody is told of it; all answers are made up, and their words say so.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.courses.models import Group, Programme
from lms.db import db
from lms.demo.people import Cast
from lms.surveys.actions import Wish, change_setting
from lms.surveys.actions.asking import invite, people_of
from lms.surveys.models import Moment, SurveyAnswer, SurveyInvitation

WISH = Wish("end-learners", anonymous=True, audience="all", months=3, open_days=21, reminders=1)
LEAVING = ("A-06", "A-09")
ROWS = [  # liked, understood, welcome, helped, what they can do better now
    "3 3 3 yes phone,office", "3 2 3 yes phone", "3 3 3 yes phone,doctor", "3 3 3 yes phone",
    "3 2 3 yes phone,office", "3 3 3 yes phone", "2 3 3 yes phone", "2 1 3 yes none",
    "1 2 3 no none", "2 3 3 yes phone",
]  # fmt: skip
WORDS = ("Demo answer. Longer breaks, please.", "Demo answer. More about doctors.")


def load(programme: Programme, cast: Cast, now: datetime) -> None:
    ema, before = cast["DEMO-COORD"], now - timedelta(days=40)
    setting = change_setting(programme, Moment.END, WISH, by=ema, now=before)
    if setting is None:
        raise LookupError(programme.slug)
    groups = {one.slug: one for one in db.session.scalars(select(Group))}
    b = groups["jesenice-b"]
    then = now - timedelta(days=30)
    asked, _names = invite(setting, b, people_of(b, setting), now=then)
    given = select(SurveyInvitation).filter_by(round_id=asked.id).order_by(SurveyInvitation.id)
    for place, one in enumerate(db.session.scalars(given.limit(len(ROWS)))):
        one.answered = True
        db.session.add(SurveyAnswer(round_id=asked.id, answers=answers(place)))
    leaving = [cast[code].id for code in LEAVING]
    invite(setting, groups["jesenice-a"], leaving, now=now - timedelta(hours=2))


def answers(place: int) -> dict:
    *said, can = ROWS[place].split()
    found: dict = dict(zip(("liked", "understood", "welcome", "helped"), said, strict=True))
    if can != "none":
        found["can"] = can.split(",")
    if place < len(WORDS):
        found["better"] = WORDS[place]
    return found
