"""Who may do what with surveys, until when they can be answered, and the links that nobody can
guess. Plain functions: no queries, no request."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from calendar import monthrange
from datetime import datetime

from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.config import setting
from lms.courses.models import Group, Programme, Track
from lms.courses.rules import coordinates_group, coordinates_programme, may_see_group
from lms.people.models import Person
from lms.people.rules import coordinates
from lms.surveys.models import Moment, Survey, SurveyRound

MOMENTS = {Moment.END: _l("At the end"), Moment.AFTER: _l("Some months later")}
PRODUCT = {  # what is proposed, by moment and by who learns
    (Moment.END, True): "end-learners",
    (Moment.END, False): "end-staff",
    (Moment.AFTER, True): "after-learners",
    (Moment.AFTER, False): "after-staff",
}


def proposed(programme: Programme, moment: str) -> str:
    """The survey of the product that fits a programme."""
    return PRODUCT[Moment(moment), programme.track == Track.MIGRANT]


def may_write(person: Person, survey: Survey) -> bool:
    """Changes the questions: coordinators of its organisation."""
    return coordinates(person, survey.organisation_id)


def may_set(person: Person, programme: Programme) -> bool:
    """Says which surveys a programme sends, and sees what came of them."""
    return coordinates_programme(person, programme)


def may_see(person: Person, group: Group) -> bool:
    """Sees what a group answered, and asks it: its trainers and coordinators."""
    return may_see_group(person, group)


def may_see_round(person: Person, asked: SurveyRound) -> bool:
    return may_see_group(person, asked.group)


def sees_names(person: Person, asked: SurveyRound) -> bool:
    """Sees who answered what, where the survey is not anonymous: coordinators only."""
    return not asked.anonymous and coordinates_group(person, asked.group)


def is_open(asked: SurveyRound, now: datetime) -> bool:
    return now < asked.closes_at


def is_room_open(asked: SurveyRound, now: datetime) -> bool:
    """Whether the code on the trainer's screen still works."""
    until = asked.room_until
    return bool(asked.room_code and until and now < until) and is_open(asked, now)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later; the last of the month where there is no such day."""
    place = moment.month - 1 + months
    year, month = moment.year + place // 12, place % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


# Links: made of the name of an invitation and the key of the installation; the database keeps a
# hash. In mails that are kept stands something else in their place (`stand_in`).


def token_of(name: str) -> str:
    """The secret in the link of an invitation: 192 bits."""
    key = setting("SECRET_KEY").encode()
    made = hmac.new(key, f"survey link {name}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(made[:24]).decode()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def draft_key(token: str) -> str:
    """Where the answers wait that are not sent yet; nobody finds it from the invitation."""
    return hashlib.sha256(f"draft {token}".encode()).hexdigest()


def stand_in(name: str) -> str:
    """What is written in a mail until it is on its way."""
    return f"mine-{name}"


def own_url(name: str) -> str:
    """The page of an invitation for who is signed in; in a mail that is sent, the personal link."""
    return outside("surveys.answering", token=stand_in(name))
