"""What officials of the demo handed in, what was said to it, and a conversation below a lesson. All
of them are demo people; what they write is made up."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from lms.courses import queries as courses
from lms.courses.models import Course, Lesson, Module, Programme
from lms.coursework import actions as answers
from lms.coursework import queries as tasks
from lms.coursework.models import TaskAnswer, Verdict
from lms.db import db
from lms.demo.people import Cast
from lms.discussions import actions as talk

GOVERNANCE = ("governance-and-data", "01-multilevel-governance", "01-gaps-between-levels")
LABOUR = ("labour-inclusion", "01-roles-and-skills", "01-who-may-work")
ONE_GAP = (
    "Demo answer.\n\n1. The school was told by nobody: a gap of information. The health service "
    "has no money: a gap of funding. The angry letter asks for nothing: a gap of aims.\n\n2. Dear "
    "colleagues, since Monday nine children of the new centre live in our school district. We "
    "ask for one thing: the list of who arrives, ten days before. We offer a teacher who meets "
    "each family on the second day, and a room. Could we speak on Thursday the 14th, at ten? Kind "
    "regards, the mayor\n\n3. The first. Our town, too, learned of 14 people from the baker."
)
ROLES = (
    "Demo answer. Status: temporary protection.\n\n1. May she work? The state office decides; same "
    "day; we call its desk.\n2. Registration: our counter does it, 20 minutes.\n3. Tax number: the "
    "tax office, three days (alone!).\n4. Job desk: employment service, within two weeks.\n5. "
    "Language course: the centre, six weeks (alone!).\n6. First contract: employer and job desk.\n"
    "\nWe close step 3: from 1 March the form lies at our counter, and Irena sends it on. The "
    "employment service corrected step 4: it is two weeks, not one."
)


def load(programme: Programme, cast: Cast, today: date, now: datetime) -> None:
    """One answer with feedback, one that waits for the words of a peer, a short conversation;
    where the content has the tasks."""
    governance, labour = lesson_of(*GOVERNANCE), lesson_of(*LABOUR)
    trainer = cast["DEMO-TR-AER"]
    if governance:
        first = hand_in(cast["OFF-01"], governance, "one-gap", ONE_GAP, programme, today, now)
        if first:
            words = (
                "One request, one offer, one date: she can answer it the same day. "
                "Say who else reads it."
            )
            when = now - timedelta(days=2)
            answers.respond(first, words, Verdict.DONE, by=trainer, now=when)
        speak(programme, governance, cast, now)
    if labour:
        hand_in(cast["OFF-02"], labour, "map-of-roles", ROLES, programme, today, now)


def lesson_of(course: str, module: str, lesson: str) -> Lesson | None:
    found = select(Lesson).join(Lesson.module).join(Module.course)
    return db.session.scalar(
        found.where(Course.slug == course, Module.slug == module, Lesson.slug == lesson)
    )


def hand_in(
    who, lesson: Lesson, key: str, text: str, programme: Programme, today: date, now: datetime
) -> TaskAnswer | None:
    """None where the lesson has no such task."""
    texts = {one.language: one for one in lesson.texts}
    found = tasks.find(texts, key, [lesson.source or "en"])
    if found is None:
        return None
    when = now - timedelta(days=4)
    answer = answers.save(who, lesson, found.task, None, text, now=when)
    group = courses.group_for(who.id, [programme], today)
    answers.hand_in(answer, found.task, group, now=when)
    return answer


def speak(programme: Programme, lesson: Lesson, cast: Cast, now: datetime) -> None:
    """A question, two answers."""
    asked = (
        "Demo: our region says that housing is the state's, the state says it is ours. Where did "
        "you begin?"
    )
    thread = talk.begin(
        programme, lesson, "When two levels point at each other", asked,
        by=cast["OFF-03"], now=now - timedelta(days=3),
    )  # fmt: skip
    said = (
        "Demo: with one page that lists each step and who did it last year. Two steps had nobody; "
        "we took those to both."
    )
    talk.write(thread, said, by=cast["OFF-01"], now=now - timedelta(days=2))
    said = (
        "Demo: a good first step. Bring that page to the next webinar, and we fill it in together."
    )
    talk.write(thread, said, by=cast["DEMO-TR-AER"], now=now - timedelta(days=1))
